package importer

import (
	"fmt"
	"html"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/boardview/board/cmd/board/internal/tomarkdown"
	xhtml "golang.org/x/net/html"
)

// maxBody is how much of a body is kept, in bytes: a post's file holds 1 MiB.
const maxBody = 900 << 10

// setBody converts the body of a draft to Markdown. Blocks that would lose
// something stay HTML.
func (r *reader) setBody(p *board.Post, d *draft) {
	if d.html == "" {
		d.html = paragraphs(d.text)
	}
	root, err := htmltree.ParseFragment(d.html)
	if err != nil {
		r.at(d.at, board.Guessed, "wanted HTML that can be read, found: %v: its text is kept", err)
		root, _ = htmltree.ParseFragment(paragraphs(htmltree.TextOf(d.html)))
	}
	r.clean(root, d)
	p.Photos = r.photosOf(append(d.photos, r.missing(root, d)...), d.at)
	dropRepeated(root, p.Photos)
	p.Body = r.body(root, d)
}

// body converts a tree to Markdown, or to as much as a post can hold.
func (r *reader) body(root *xhtml.Node, d *draft) string {
	if text, ok := tomarkdown.Body(root, len(d.authors) > 0); ok {
		return text
	}
	return r.plainBody(root, d)
}

// plainBody returns the words of a body that is too long for a board to read
// as Markdown or HTML.
func (r *reader) plainBody(root *xhtml.Node, d *draft) string {
	r.at(d.at, board.Changed, "wanted a text of at most %d bytes, found more: its words are kept, without links, pictures and tables", tomarkdown.MaxMarkdown)
	all := tomarkdown.PlainBody(root, len(d.authors) > 0)
	if len(all) > maxBody {
		r.at(d.at, board.LeftOut, "wanted a text of at most %d bytes, found %d: the rest was cut", maxBody, len(all))
		all = strings.ToValidUTF8(all[:maxBody], "")
	}
	return all
}

// paragraphs converts plain text to HTML.
func paragraphs(text string) string {
	var s strings.Builder
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			fmt.Fprintf(&s, "<p>%s</p>\n", strings.ReplaceAll(html.EscapeString(p), "\n", "<br>"))
		}
	}
	return s.String()
}
