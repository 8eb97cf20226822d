package compose

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/boardview/board/cmd/board/internal/tomarkdown"
	"golang.org/x/net/html"
)

// A Pasted is what becomes of HTML that was pasted.
type Pasted struct {
	Text    string         `json:"text"`    // Markdown
	Dropped map[string]int `json:"dropped"` // how often each kind of content was left out, since a post cannot hold it
}

// What is dropped, by the words that the editor has for it.
const (
	droppedPictures = "pictures" // Word and mail programs paste addresses that only they know
	droppedLooks    = "looks"    // fonts, colours, underlining, alignment
	droppedComments = "comments"
	droppedChanges  = "changes" // text that was struck while changes were tracked
	droppedEmbedded = "embedded"
	droppedLinks    = "links" // to files of the writer's machine
)

// maxPasted is how much of a paste is read: Word writes 50 times as much as it shows.
const maxPasted = 4 << 20

// Paste converts HTML from the clipboard to Markdown. It knows the HTML of Word,
// Outlook, Google Docs, LibreOffice and web pages. The source need not be trusted: a
// post is filtered when it is shown.
func Paste(source string) (Pasted, error) {
	p := &paste{dropped: make(map[string]int)}
	root, err := htmltree.ParseFragment(fragment(source))
	if err != nil {
		return Pasted{}, err
	}
	htmltree.Walk(root, p.clean)
	p.makeLists(root)
	htmltree.Walk(root, p.tidyTable)
	joinStyles(root)
	htmltree.Walk(root, hideScript)
	text, ok := tomarkdown.Body(root, false)
	if !ok {
		text = tomarkdown.PlainBody(root, false)
	}
	if len(text) > maxText {
		return Pasted{}, errTooLong
	}
	return Pasted{tidyMarkdown(text), p.dropped}, nil
}

// maxText is how much text is pasted: a post holds 1 MiB.
const maxText = 512 << 10

var errTooLong = errors.New("this is longer than a post can be")

// tidyMarkdown writes blank lines as a person would.
func tidyMarkdown(text string) string {
	text = spaceLines.ReplaceAllString(text, "")
	text = blankLines.ReplaceAllString(text, "\n\n")
	text = nested.ReplaceAllString(text, "$1\n$2")
	return strings.Trim(scripts.Replace(text), "\n")
}

var (
	spaceLines = regexp.MustCompile(`(?m)^[ \t]+$`)
	blankLines = regexp.MustCompile(`\n{3,}`)
	nested     = regexp.MustCompile(`(?m)^([ ]*(?:[-*]|\d+\.) [^\n]*)\n\n([ ]+(?:[-*]|\d+\.) )`)
)

// scripts are the elements for which Markdown has no marks: they stay elements inside
// of it. Until it is made, characters that no text has stand for them.
var scripts = strings.NewReplacer("\ue001", "<sup>", "\ue002", "</sup>", "\ue003", "<sub>", "\ue004", "</sub>")

func hideScript(n *html.Node) bool {
	marks := map[string]string{"sup": "\ue001\ue002", "sub": "\ue003\ue004"}[n.Data]
	if n.Type == html.ElementNode && marks != "" {
		words := htmltree.Words(n)
		htmltree.Replace(n, htmltree.NewText(marks[:3]+words+marks[3:]))
		return false
	}
	return true
}

// fragment is what was copied, of a page that a program has made around it.
func fragment(source string) string {
	source = source[:min(len(source), maxPasted)]
	if _, after, ok := strings.Cut(source, "<!--StartFragment-->"); ok {
		source, _, _ = strings.Cut(after, "<!--EndFragment-->")
	}
	return source
}

type paste struct{ dropped map[string]int }

// clean takes out of an element what a post does not show, and writes with elements
// what was written with styles.
func (p *paste) clean(n *html.Node) bool {
	if n.Type == html.CommentNode {
		htmltree.Remove(n)
		return false
	}
	if n.Type == html.TextNode {
		n.Data = spaces(n.Data)
		return false
	}
	style := styleOf(n)
	switch {
	case htmltree.IsElement(n, "script", "style", "link", "meta", "title", "head", "xml", "template", "noscript"), strings.HasPrefix(n.Data, "w:"), strings.HasPrefix(n.Data, "m:"):
		htmltree.Remove(n)
		return false
	case style["display"] == "none", style["mso-hide"] == "all":
		htmltree.Remove(n)
		return false
	case isComment(n, style):
		p.drop(n, droppedComments)
		return false
	case htmltree.IsElement(n, "del") && (htmltree.Attr(n, "cite") != "" || htmltree.Attr(n, "datetime") != ""):
		p.drop(n, droppedChanges)
		return false
	case htmltree.IsElement(n, "img"), strings.HasPrefix(n.Data, "v:"):
		p.drop(n, droppedPictures)
		return false
	case htmltree.IsElement(n, "iframe", "video", "audio", "object", "embed", "canvas", "svg", "form", "input", "button", "select", "textarea"):
		p.drop(n, droppedEmbedded)
		return false
	}
	p.style(n, style)
	p.element(n)
	return true
}

func (p *paste) drop(n *html.Node, what string) {
	p.dropped[what]++
	htmltree.Remove(n)
}

func isComment(n *html.Node, style map[string]string) bool {
	class := htmltree.Attr(n, "class")
	return strings.HasPrefix(class, "MsoComment") || strings.HasPrefix(style["mso-element"], "comment") || class == "msocomanchor" || htmltree.IsElement(n, "a") && strings.HasPrefix(htmltree.Attr(n, "href"), "#cmnt")
}

// element simplifies an element: programs wrap words in elements that mean nothing.
func (p *paste) element(n *html.Node) {
	switch {
	case htmltree.IsElement(n, "a"):
		p.link(n)
	case htmltree.IsElement(n, "u", "center", "font", "nobr", "o:p", "ins", "big", "small", "span", "google-sheets-html-origin"), strings.HasPrefix(n.Data, "st1:"):
		if htmltree.IsElement(n, "u", "font", "big", "center") {
			p.dropped[droppedLooks]++
		}
		htmltree.SetName(n, inlineOr(n, "span"))
	case isMsoHeading(n):
		htmltree.SetName(n, "h2")
	case n.Data == "body", n.Data == "html":
		htmltree.SetName(n, "div")
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return !slices.Contains([]string{"href", "colspan", "rowspan", "start", styled, level, "class"}, a.Key) ||
			a.Key == "class" && !strings.HasPrefix(a.Val, "MsoListParagraph")
	})
}

// inlineOr keeps <center> a block.
func inlineOr(n *html.Node, name string) string {
	if htmltree.IsElement(n, "center") {
		return "div"
	}
	return name
}

func isMsoHeading(n *html.Node) bool {
	class := htmltree.Attr(n, "class")
	return htmltree.IsElement(n, "p") && (class == "MsoTitle" || class == "MsoSubtitle")
}

// link leads past the addresses by which programs watch who follows a link, and
// drops links that lead nowhere on another machine.
func (p *paste) link(n *html.Node) {
	href := htmltree.Attr(n, "href")
	u, err := url.Parse(href)
	if err == nil && (u.Host == "www.google.com" && u.Path == "/url" || strings.HasSuffix(u.Host, ".safelinks.protection.outlook.com")) {
		for _, name := range []string{"q", "url"} {
			if real := u.Query().Get(name); strings.HasPrefix(real, "http") {
				href = real
			}
		}
		htmltree.SetAttr(n, "href", href)
	}
	scheme, _, _ := strings.Cut(strings.ToLower(href), ":")
	if slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme) {
		return
	}
	if href != "" && href[0] != '#' {
		p.dropped[droppedLinks]++
	}
	htmltree.SetName(n, "span")
	n.Attr = nil
}

// The attribute styled holds the elements that a style stands for. The attribute
// level holds the list level of a paragraph from Word. Both are removed when the
// elements and lists are made.
const (
	styled = "data-styled"
	level  = "data-level"
	marker = "marker" // the level of a bullet or a number, which is no item
)

// lookStyles are the styles that a post does not have, and that somebody may miss.
var lookStyles = []string{"color", "background", "background-color", "font-family", "font-size", "text-align", "text-decoration"}

// style reads the styles that mean something.
func (p *paste) style(n *html.Node, style map[string]string) {
	weight, bold := style["font-weight"], htmltree.IsElement(n, "b", "strong")
	heavy, _ := strconv.Atoi(weight)
	isHeading := htmltree.IsElement(n, "h1", "h2", "h3", "h4", "h5", "h6")
	var add []string
	switch {
	case bold && (weight == "normal" || heavy > 0 && heavy < 600): // Google Docs wraps all in <b>
		htmltree.SetName(n, "span")
	case !bold && !isHeading && (weight == "bold" || weight == "bolder" || heavy >= 600):
		add = append(add, "strong")
	}
	if style["font-style"] == "italic" && !htmltree.IsElement(n, "i", "em") && !isHeading {
		add = append(add, "em")
	}
	if strings.Contains(style["text-decoration"]+style["text-decoration-line"], "line-through") {
		add = append(add, "del")
	}
	if align := style["vertical-align"]; align == "super" || align == "sub" {
		add = append(add, align[:3])
	}
	if list := style["mso-list"]; list != "" {
		if list == "ignore" {
			htmltree.SetAttr(n, level, marker)
		} else if m := levelRE.FindStringSubmatch(list); m != nil {
			htmltree.SetAttr(n, level, m[1])
		}
	}
	if htmltree.IsElement(n, "span", "font") && n.Parent != nil && len(add) == 0 && slices.ContainsFunc(lookStyles, func(s string) bool { return isLook(s, style[s]) }) {
		p.dropped[droppedLooks]++
	}
	if len(add) > 0 && n.FirstChild != nil {
		htmltree.SetAttr(n, styled, strings.Join(add, " "))
	}
}

// isLook reports whether a style is one that a writer has chosen, as far as one can
// tell: black, and the fonts of all text, are none.
func isLook(name, value string) bool {
	switch name {
	case "color":
		return value != "" && !slices.Contains([]string{"black", "windowtext", "#000000", "#000", "rgb(0, 0, 0)", "inherit", "initial", "auto"}, value)
	case "background", "background-color":
		return value != "" && !slices.Contains([]string{"white", "transparent", "#ffffff", "inherit", "initial", "none"}, value)
	case "text-decoration":
		return strings.Contains(value, "underline")
	}
	return false
}

var levelRE = regexp.MustCompile(`level(\d)`)

// styleOf reads the style attribute, with names and values in lower case.
func styleOf(n *html.Node) map[string]string {
	style := make(map[string]string)
	if n.Type != html.ElementNode {
		return style
	}
	for declaration := range strings.SplitSeq(htmltree.Attr(n, "style"), ";") {
		if name, value, ok := strings.Cut(declaration, ":"); ok {
			style[strings.ToLower(strings.TrimSpace(name))] = strings.ToLower(strings.TrimSpace(value))
		}
	}
	return style
}

var narrow = regexp.MustCompile(`\x{a0}([;:!?»%€])|([«\d])\x{a0}`)

// spaces makes no-break spaces, which programs paste where somebody has typed two
// spaces, ordinary ones, but those that a language wants.
func spaces(s string) string {
	const kept = "\ue000"
	s = strings.Map(func(r rune) rune {
		if '\ue000' <= r && r <= '\ue004' {
			return -1
		}
		return r
	}, s)
	s = narrow.ReplaceAllString(s, "$2"+kept+"$1")
	s = strings.ReplaceAll(s, "\u00a0", " ")
	return strings.ReplaceAll(s, kept, "\u00a0")
}

// makeLists makes lists of the paragraphs that Word pastes for them.
func (p *paste) makeLists(root *html.Node) {
	var open []*html.Node // the lists around the next item, one a level
	var items []*html.Node
	htmltree.Walk(root, func(n *html.Node) bool {
		if at := htmltree.Attr(n, level); htmltree.IsElement(n, "p") && at != "" && at != marker {
			items = append(items, n)
		}
		return true
	})
	var last *html.Node
	for _, n := range items {
		depth, _ := strconv.Atoi(htmltree.Attr(n, level))
		depth = min(max(depth, 1), 9)
		if last == nil || nextElement(last) != n {
			open = nil
		}
		open = listsAround(n, open[:min(len(open), depth)], depth)
		item := htmltree.NewElement("li")
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			item.AppendChild(c)
		}
		open[len(open)-1].AppendChild(item)
		last = open[0]
		htmltree.Remove(n)
	}
}

// listsAround returns the lists that contain an item, outermost first, down to its level.
// Lists that are not open yet are put in front of it, or into the last item.
func listsAround(n *html.Node, open []*html.Node, depth int) []*html.Node {
	kind := listKind(n)
	if depth == 1 && len(open) == 1 && open[0].Data != kind {
		open = nil
	}
	for len(open) < depth {
		list := htmltree.NewElement(kind)
		if len(open) == 0 {
			n.Parent.InsertBefore(list, n)
		} else {
			outer := open[len(open)-1]
			if outer.LastChild == nil {
				outer.AppendChild(htmltree.NewElement("li"))
			}
			outer.LastChild.AppendChild(list)
		}
		open = append(open, list)
	}
	return open
}

// nextElement is the next element beside n.
func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; {
		n = n.NextSibling
	}
	return n
}

var numberRE = regexp.MustCompile(`^\(?([0-9]+|[a-zA-Z]|[ivxIVX]+)[.)]`)

// listKind takes the marker off a paragraph, and returns the list that it is for.
func listKind(n *html.Node) string {
	kind := "ul"
	htmltree.Walk(n, func(c *html.Node) bool {
		if c.Type == html.ElementNode && htmltree.Attr(c, level) == marker {
			if numberRE.MatchString(htmltree.Words(c)) {
				kind = "ol"
			}
			htmltree.Remove(c)
			return false
		}
		return true
	})
	return kind
}

// tidyTable makes the first row the header, which a table in Markdown must have, and
// each cell one line.
func (p *paste) tidyTable(n *html.Node) bool {
	if !htmltree.IsElement(n, "table") {
		return true
	}
	hasHeader, first := false, true
	htmltree.Walk(n, func(c *html.Node) bool {
		hasHeader = hasHeader || htmltree.IsElement(c, "th")
		return true
	})
	htmltree.Walk(n, func(c *html.Node) bool {
		switch {
		case htmltree.IsElement(c, "tr"):
			for cell := c.FirstChild; cell != nil && first && !hasHeader; cell = cell.NextSibling {
				if htmltree.IsElement(cell, "td") {
					htmltree.SetName(cell, "th")
				}
			}
			first = false
		case htmltree.IsElement(c, "td", "th"):
			flattenCell(c)
			return false
		}
		return true
	})
	return false
}

// flattenCell puts the paragraphs of a cell into one line.
func flattenCell(cell *html.Node) {
	htmltree.Walk(cell, func(c *html.Node) bool {
		if htmltree.IsElement(c, "p", "div") {
			htmltree.SetName(c, "span")
			if next := nextElement(c); next != nil {
				c.AppendChild(htmltree.NewText(" "))
			}
		}
		if c.Type == html.TextNode {
			c.Data = strings.ReplaceAll(c.Data, "\n", " ")
		}
		return true
	})
	for c := cell.FirstChild; c != nil && c.Type == html.TextNode && strings.TrimSpace(c.Data) == ""; c = cell.FirstChild {
		cell.RemoveChild(c)
	}
}

// joinStyles makes elements of styles, and one of elements that follow each other:
// programs put each word into one of its own.
func joinStyles(root *html.Node) {
	htmltree.Walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		for name := range strings.FieldsSeq(htmltree.Attr(n, styled)) {
			inner := htmltree.NewElement(name)
			for c := n.FirstChild; c != nil; c = n.FirstChild {
				n.RemoveChild(c)
				inner.AppendChild(c)
			}
			n.AppendChild(inner)
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == styled || a.Key == level || a.Key == "class" })
		return true
	})
	var spans []*html.Node
	htmltree.Walk(root, func(n *html.Node) bool {
		if htmltree.IsElement(n, "span") {
			spans = append(spans, n)
		}
		return true
	})
	for _, n := range slices.Backward(spans) {
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			n.Parent.InsertBefore(c, n)
		}
		htmltree.Remove(n)
	}
	htmltree.Walk(root, joinNext)
	htmltree.Walk(root, moveSpaces)
}

// moveSpaces moves spaces at the ends of emphasized words out of the emphasis, where
// Markdown has them.
func moveSpaces(n *html.Node) bool {
	if !htmltree.IsElement(n, "strong", "b", "em", "i", "del", "a") {
		return true
	}
	if first := n.FirstChild; first != nil && first.Type == html.TextNode && strings.TrimLeft(first.Data, " \n") != first.Data {
		first.Data = strings.TrimLeft(first.Data, " \n")
		n.Parent.InsertBefore(htmltree.NewText(" "), n)
	}
	if last := n.LastChild; last != nil && last.Type == html.TextNode && strings.TrimRight(last.Data, " \n") != last.Data {
		last.Data = strings.TrimRight(last.Data, " \n")
		n.Parent.InsertBefore(htmltree.NewText(" "), n.NextSibling)
	}
	return true
}

// joinNext takes the content of the next element into n if both emphasize alike.
func joinNext(n *html.Node) bool {
	if !htmltree.IsElement(n, "strong", "b", "em", "i", "del", "sup", "sub") {
		return true
	}
	if htmltree.Words(n) == "" { // spaces in bold
		htmltree.Replace(n, htmltree.NewText(" "))
		return false
	}
	for next := n.NextSibling; next != nil && next.Data == n.Data && next.Type == n.Type; next = n.NextSibling {
		for c := next.FirstChild; c != nil; c = next.FirstChild {
			next.RemoveChild(c)
			n.AppendChild(c)
		}
		htmltree.Remove(next)
	}
	return true
}
