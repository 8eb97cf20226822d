package importer

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"github.com/boardview/board"
	xhtml "golang.org/x/net/html"
)

const (
	maxMarkdown = 250 << 10 // bytes of a body that a board reads as Markdown
	maxBody     = 900 << 10 // a post's file holds 1 MiB
)

// maxBlocks limits the blocks of a body of a size that become Markdown: each is
// converted, and compared with what it was.
func maxBlocks(size int) int { return min(500+size/100, 4000) }

// markdownOf converts HTML to Markdown. It must be used by one goroutine at a
// time.
var (
	markdownOf = converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), strikethrough.NewStrikethroughPlugin(),
		table.NewTablePlugin(table.WithHeaderPromotion(false)),
	))
	converting sync.Mutex
)

// setBody converts the body of a draft to Markdown. Blocks that would lose
// something stay HTML.
func (r *reader) setBody(p *board.Post, d *draft) {
	if d.html == "" {
		d.html = paragraphs(d.text)
	}
	root, err := parseFragment(d.html)
	if err != nil {
		r.at(d.at, board.Guessed, "wanted HTML that can be read, found: %v: its text is kept", err)
		root, _ = parseFragment(paragraphs(textOf(d.html)))
	}
	r.clean(root, d)
	p.Photos = r.photosOf(append(d.photos, r.missing(root, d)...), d.at)
	dropRepeated(root, p.Photos)
	p.Body = r.body(root, d)
}

// body converts a tree to Markdown, block by block.
func (r *reader) body(root *xhtml.Node, d *draft) string {
	whole, list := content(root), blocks(root)
	if len(list) <= maxBlocks(len(whole)) {
		all := safeLines(joined(list, block), d)
		if len(all) <= maxMarkdown && looks(rendered(all)) == looks(sanitized(whole)) {
			return all
		}
	}
	if all := safeLines(asHTML(whole), d); len(all) <= maxMarkdown {
		return all
	}
	return r.plainBody(list, d)
}

// plainBody returns the words of a body that is too long for a board to read
// as Markdown or HTML.
func (r *reader) plainBody(list []*xhtml.Node, d *draft) string {
	r.at(d.at, board.Changed, "wanted a text of at most %d bytes, found more: its words are kept, without links, pictures and tables", maxMarkdown)
	all := safeLines(joined(list, words), d)
	if len(all) > maxBody {
		r.at(d.at, board.LeftOut, "wanted a text of at most %d bytes, found %d: the rest was cut", maxBody, len(all))
		all = strings.ToValidUTF8(all[:maxBody], "")
	}
	return all
}

// joined joins what f makes of blocks to paragraphs.
func joined(list []*xhtml.Node, f func(*xhtml.Node) string) string {
	parts := make([]string, 0, len(list))
	for _, b := range list {
		if s := f(b); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

// block converts a block to Markdown, or returns its HTML if Markdown would
// lose something.
func block(n *xhtml.Node) string {
	source := content(n)
	want := looks(sanitized(source))
	if want == "" {
		return ""
	}
	if strings.Count(source, "[")*len(source) < maxBrackets {
		if md := toMarkdown(n); looks(rendered(md)) == want {
			return md
		}
	}
	return asHTML(source)
}

// maxBrackets bounds what the converter does for brackets: for each that opens it
// looks for the end of a link in all that follows.
const maxBrackets = 1 << 20

func toMarkdown(n *xhtml.Node) string {
	converting.Lock()
	defer converting.Unlock()
	md, err := markdownOf.ConvertNode(clone(n))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(md))
}

// asHTML returns HTML in the form that the body of a post can hold, as the
// HTML of a JSON Feed.
func asHTML(source string) string {
	p, _ := board.FromItem(map[string]any{"content_html": source})
	return p.Body
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

// shown renders bodies for comparison, with pictures of any origin.
var shown = &board.Renderer{Images: board.ImagesAny, BaseURL: "https://board.invalid/"}

func rendered(body string) string {
	var b bytes.Buffer
	shown.Render(&b, &board.Post{Body: body}) // a bytes.Buffer takes everything
	return b.String()
}

func sanitized(source string) string {
	var b bytes.Buffer
	shown.Sanitize(&b, source)
	return b.String()
}

var (
	photoLineRE = regexp.MustCompile(`(?i)^(\s*)(p)(hoto(?:[^\pL\pN]|$))`)
	byLineRE    = regexp.MustCompile(`(?i)^(\s*)(b)(y(?:[^\pL\pN]|$))`)
	fenceRE     = regexp.MustCompile("^ {0,3}(```|~~~)")
)

// safeLines escapes lines of the text that would be read as PHOTO or BY.
func safeLines(body string, d *draft) string {
	lines := strings.Split(body, "\n")
	fenced := false
	for i, l := range lines {
		if fenceRE.MatchString(l) {
			fenced = !fenced
		}
		if !fenced {
			lines[i] = hideFirst(photoLineRE, l)
		}
	}
	if last := len(lines) - 1; len(d.authors) == 0 {
		lines[last] = hideFirst(byLineRE, lines[last])
	}
	return strings.Join(lines, "\n")
}

// hideFirst writes the first letter of a word as a character reference.
func hideFirst(re *regexp.Regexp, line string) string {
	m := re.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	return fmt.Sprintf("%s&#%d;%s", m[1], m[2][0], line[len(m[1])+1:])
}
