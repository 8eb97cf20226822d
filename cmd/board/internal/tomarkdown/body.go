// Package tomarkdown makes Markdown of HTML, and leaves HTML where Markdown would lose
// something: both are rendered as a board shows them, and must look the same. The
// importer calls it with bodies of pages and feeds, the editor with what is pasted.
package tomarkdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	xhtml "golang.org/x/net/html"
)

// MaxMarkdown is how many bytes of a body a board reads as Markdown.
const MaxMarkdown = 250 << 10

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

// Body converts a tree to Markdown, block by block, or to HTML that shows the same
// where Markdown would lose something. It reports whether a board can read as
// much. The authors of the post are named elsewhere, or not.
func Body(root *xhtml.Node, named bool) (text string, ok bool) {
	whole, list := htmltree.Content(root), blocks(root)
	if len(list) <= maxBlocks(len(whole)) {
		all := safeLines(joined(list, block), named)
		if len(all) <= MaxMarkdown && looks(Rendered(all)) == looks(Sanitized(whole)) {
			return all, true
		}
	}
	all := safeLines(asHTML(whole), named)
	return all, len(all) <= MaxMarkdown
}

// PlainBody returns the words of a tree.
func PlainBody(root *xhtml.Node, named bool) string {
	return safeLines(joined(blocks(root), htmltree.Words), named)
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
	source := htmltree.Content(n)
	want := looks(Sanitized(source))
	if want == "" {
		return ""
	}
	if strings.Count(source, "[")*len(source) < maxBrackets {
		if md := toMarkdown(n); looks(Rendered(md)) == want {
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
	md, err := markdownOf.ConvertNode(htmltree.Clone(n))
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

// Shown renders bodies for comparison, with pictures of any origin.
var Shown = &board.Renderer{Images: board.ImagesAny, BaseURL: "https://board.invalid/"}

func Rendered(body string) string {
	var b bytes.Buffer
	Shown.Render(&b, &board.Post{Body: body}) // a bytes.Buffer takes everything
	return b.String()
}

func Sanitized(source string) string {
	var b bytes.Buffer
	Shown.Sanitize(&b, source)
	return b.String()
}

var (
	photoLineRE = regexp.MustCompile(`(?i)^(\s*)(p)(hoto(?:[^\pL\pN]|$))`)
	byLineRE    = regexp.MustCompile(`(?i)^(\s*)(b)(y(?:[^\pL\pN]|$))`)
	fenceRE     = regexp.MustCompile("^ {0,3}(```|~~~)")
)

// safeLines escapes lines of the text that would be read as PHOTO or BY; the last
// one is not read as BY if the post names its authors elsewhere.
func safeLines(body string, named bool) string {
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
	if last := len(lines) - 1; !named {
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
