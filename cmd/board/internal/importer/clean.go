package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// clean makes the body of a post from HTML of a page: it removes what no
// reader sees, resolves addresses, turns figures into photos, and replaces
// embedded content by a link to it.
func (r *reader) clean(root *html.Node, d *draft) {
	htmltree.Walk(root, func(n *html.Node) bool {
		switch {
		case n.Type == html.CommentNode || htmltree.IsElement(n, "script", "style", "link", "meta", "template", "title", "colgroup"):
			htmltree.Remove(n)
			return false
		case htmltree.IsElement(n, "img"):
			r.image(n, d)
		case htmltree.IsElement(n, "iframe", "video", "audio", "object", "embed"):
			return r.embedded(n, d)
		case htmltree.IsElement(n, "math"):
			r.formula(n, d)
			return false
		case htmltree.IsElement(n, "a", "area"):
			r.link(n)
		case htmltree.IsElement(n, "input") && strings.EqualFold(htmltree.Attr(n, "type"), "checkbox"):
			htmltree.SetAttr(n, "disabled", "") // as it is in a list of tasks
		case htmltree.IsElement(n, "input", "button", "select", "textarea"):
			r.control(n, d)
			return false
		case htmltree.IsElement(n, "noscript"):
			return r.noscript(n)
		}
		return true
	})
	r.figures(root, d)
	htmltree.Walk(root, func(n *html.Node) bool { undress(n); return true })
}

// worn lists the attributes that a board shows, by element.
var worn = func() map[string][]string {
	all := make(map[string][]string)
	for _, e := range board.Policy() {
		all[e.Name] = e.Attributes
	}
	return all
}()

// undress removes attributes that a board does not show, and renames elements
// that are only for style.
func undress(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key != "lang" && a.Key != "dir" && !slices.Contains(worn[n.Data], a.Key)
	})
	switch {
	case htmltree.IsElement(n, "center"):
		htmltree.SetName(n, "div")
	case htmltree.IsElement(n, "font", "nobr", "noindex"), n.Type == html.ElementNode && strings.ContainsFunc(n.Data, notInName):
		htmltree.SetName(n, "span")
	}
}

// notInName reports whether no name of an element in Markdown has a character
// (CommonMark 0.31.2 § 6.6). HTML takes <m< for an element, too, and Markdown for words.
func notInName(c rune) bool { return c != '-' && (c < '0' || '9' < c) && (c < 'a' || 'z' < c) }

// lazy lists the attributes that hold the address of a picture until a script
// loads it.
var lazy = []string{"data-src", "data-original", "data-lazy-src", "data-lazy"}

func (r *reader) image(n *html.Node, d *draft) {
	src := htmltree.Attr(n, "src")
	for _, name := range lazy {
		if real := htmltree.Attr(n, name); real != "" && !strings.HasPrefix(real, "data:") {
			src = real
			break
		}
	}
	if strings.HasPrefix(src, "data:") {
		if name := r.inline(src); name != "" {
			htmltree.SetAttr(n, "src", name)
			return
		}
		r.at(r.placeOf(n, d), board.LeftOut, "wanted a picture's address, found what is no picture (%s): it was left out", excerpt(src[:min(len(src), 30)]))
		htmltree.Replace(n, htmltree.NewText(htmltree.Attr(n, "alt")))
		return
	}
	if src == "" {
		htmltree.Remove(n)
		return
	}
	htmltree.SetAttr(n, "src", r.address(src, r.placeOf(n, d)))
}

// placeOf returns the offset of an element in the file, or of its post.
func (r *reader) placeOf(n *html.Node, d *draft) int {
	for ; n != nil; n = n.Parent {
		if at, err := strconv.Atoi(htmltree.Attr(n, htmltree.Place)); err == nil {
			return at
		}
	}
	return d.at
}

// embedded replaces embedded content, such as a video, by a link to it. The
// words inside an <object> stay: its end tag may be missing.
func (r *reader) embedded(n *html.Node, d *draft) bool {
	words := htmltree.IsElement(n, "object") && htmltree.Words(n) != ""
	address := cmp.Or(htmltree.Attr(n, "src"), htmltree.Attr(n, "data"))
	if !words {
		address = cmp.Or(address, sourceOf(n))
	}
	var link *html.Node
	if at := r.placeOf(n, d); address != "" && !strings.HasPrefix(address, "about:") {
		r.at(at, board.Changed, "wanted words and pictures, found <%s>: a link to it is kept", n.Data)
		link = r.linkTo(address, htmltree.Attr(n, "title"), at)
	}
	switch {
	case words:
		htmltree.SetName(n, "div")
		if link != nil {
			n.InsertBefore(link, n.FirstChild)
		}
	case link != nil:
		htmltree.Replace(n, link)
	default:
		htmltree.Remove(n)
	}
	return words
}

// sourceOf returns the address of the first form of embedded content.
func sourceOf(n *html.Node) (address string) {
	htmltree.Walk(n, func(c *html.Node) bool {
		if htmltree.IsElement(c, "source", "embed") {
			address = cmp.Or(address, htmltree.Attr(c, "src"))
		}
		return true
	})
	return address
}

// linkTo returns a paragraph with a link.
func (r *reader) linkTo(address, title string, at int) *html.Node {
	address = r.address(address, at)
	link := htmltree.NewElement("a", html.Attribute{Key: "href", Val: address})
	link.AppendChild(htmltree.NewText(cmp.Or(title, address)))
	paragraph := htmltree.NewElement("p")
	paragraph.AppendChild(link)
	return paragraph
}

// formula replaces MathML, which a board does not show, by its source in TeX,
// or else by its characters.
func (r *reader) formula(n *html.Node, d *draft) {
	text := htmltree.Words(n)
	if tex := cmp.Or(htmltree.Words(find(n, `annotation[encoding="application/x-tex"]`)), htmltree.Attr(n, "alttext")); tex != "" {
		text = tex
	}
	r.at(r.placeOf(n, d), board.Changed, "wanted words and pictures, found a formula: %q is kept", excerpt(text))
	code := htmltree.NewElement("code")
	code.AppendChild(htmltree.NewText(text))
	htmltree.Replace(n, code)
}

func (r *reader) link(n *html.Node) {
	if href := htmltree.Attr(n, "href"); href != "" && href[0] != '#' && !hasScheme(href) {
		at, _ := strconv.Atoi(htmltree.Attr(n, htmltree.Place))
		htmltree.SetAttr(n, "href", r.address(href, at))
	}
}

// control replaces a form control by the text that it holds.
func (r *reader) control(n *html.Node, d *draft) {
	text := htmltree.Words(n)
	if htmltree.IsElement(n, "textarea") && text != "" {
		r.at(r.placeOf(n, d), board.Guessed, "wanted words, found them in a <textarea>: they are kept")
		pre := htmltree.NewElement("pre")
		pre.AppendChild(htmltree.NewText(htmltree.TextOf(htmltree.Content(n))))
		htmltree.Replace(n, pre)
		return
	}
	htmltree.Remove(n)
}

// noscript keeps the content for browsers without scripts, unless it repeats
// the picture that a script shows.
func (r *reader) noscript(n *html.Node) bool {
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if htmltree.IsElement(before, "img") || htmltree.Words(n) != "" {
		htmltree.Remove(n)
		return false
	}
	return true
}

// figures moves pictures with a caption from the text to the photos.
func (r *reader) figures(root *html.Node, d *draft) {
	htmltree.Walk(root, func(n *html.Node) bool {
		if htmltree.IsElement(n, "ul", "ol", "table", "blockquote", "details") {
			return false
		}
		if !htmltree.IsElement(n, "figure") && !hasClass(n, "wp-caption") {
			return true
		}
		if photo, ok := figure(n); ok && len(d.photos) < maxPhotos {
			d.photos = append(d.photos, photo)
			htmltree.Remove(n)
		}
		return false
	})
}

// maxPhotos limits the photos of a post.
const maxPhotos = 100

// figure reads a picture and its caption if the element holds nothing else.
func figure(n *html.Node) (photo board.Photo, ok bool) {
	var caption, link *html.Node
	pictures := 0
	htmltree.Walk(n, func(c *html.Node) bool {
		switch {
		case htmltree.IsElement(c, "figcaption") || hasClass(c, "wp-caption-text"):
			caption = c
		case htmltree.IsElement(c, "img"):
			pictures++
			photo = photoOf(c)
		case htmltree.IsElement(c, "a"):
			link = c
		}
		return true
	})
	if caption == nil || pictures != 1 || htmltree.Words(n) != htmltree.Words(caption) || htmltree.Words(caption) == "" {
		return photo, false
	}
	if link != nil && !samePicture(htmltree.Attr(link, "href"), photo.URL) { // that link would be lost
		return photo, false
	}
	photo.Caption = htmltree.Words(caption)
	return photo, true
}

// samePicture reports whether a link leads to the picture inside it, in any
// size.
func samePicture(href, src string) bool {
	dot := strings.LastIndexByte(href, '.')
	return href == "" || href == src || dot > 0 && isImage(href) && strings.HasPrefix(src, href[:dot])
}

func photoOf(img *html.Node) board.Photo {
	return board.Photo{
		URL: htmltree.Attr(img, "src"), Alt: htmltree.OneLine(htmltree.Attr(img, "alt")), Width: pixels(htmltree.Attr(img, "width")), Height: pixels(htmltree.Attr(img, "height")),
	}
}

// pixels parses a width or height, and returns 0 if it is neither.
func pixels(s string) int {
	n, err := strconv.ParseUint(strings.TrimSuffix(s, "px"), 10, 15)
	if err != nil {
		return 0
	}
	return int(n)
}

func hasClass(n *html.Node, class string) bool {
	return n.Type == html.ElementNode && containsWord(htmltree.Attr(n, "class"), class)
}

func containsWord(s, word string) bool {
	for w := range strings.FieldsSeq(s) {
		if w == word {
			return true
		}
	}
	return false
}
