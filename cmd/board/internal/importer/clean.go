package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board"
	"golang.org/x/net/html"
)

// clean makes the body of a post from HTML of a page: it removes what no
// reader sees, resolves addresses, turns figures into photos, and replaces
// embedded content by a link to it.
func (r *reader) clean(root *html.Node, d *draft) {
	walk(root, func(n *html.Node) bool {
		switch {
		case n.Type == html.CommentNode || isElement(n, "script", "style", "link", "meta", "template", "title", "colgroup"):
			remove(n)
			return false
		case isElement(n, "img"):
			r.image(n, d)
		case isElement(n, "iframe", "video", "audio", "object", "embed"):
			return r.embedded(n, d)
		case isElement(n, "math"):
			r.formula(n, d)
			return false
		case isElement(n, "a", "area"):
			r.link(n)
		case isElement(n, "input") && strings.EqualFold(attr(n, "type"), "checkbox"):
			setAttr(n, "disabled", "") // as it is in a list of tasks
		case isElement(n, "input", "button", "select", "textarea"):
			r.control(n, d)
			return false
		case isElement(n, "noscript"):
			return r.noscript(n)
		}
		return true
	})
	r.figures(root, d)
	walk(root, func(n *html.Node) bool { undress(n); return true })
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
	case isElement(n, "center"):
		setName(n, "div")
	case isElement(n, "font", "nobr", "noindex"):
		setName(n, "span")
	}
}

// lazy lists the attributes that hold the address of a picture until a script
// loads it.
var lazy = []string{"data-src", "data-original", "data-lazy-src", "data-lazy"}

func (r *reader) image(n *html.Node, d *draft) {
	src := attr(n, "src")
	for _, name := range lazy {
		if real := attr(n, name); real != "" && !strings.HasPrefix(real, "data:") {
			src = real
			break
		}
	}
	if strings.HasPrefix(src, "data:") {
		if name := r.inline(src); name != "" {
			setAttr(n, "src", name)
			return
		}
		r.at(r.placeOf(n, d), board.LeftOut, "wanted a picture's address, found what is no picture (%s): it was left out", excerpt(src[:min(len(src), 30)]))
		replace(n, newText(attr(n, "alt")))
		return
	}
	if src == "" {
		remove(n)
		return
	}
	setAttr(n, "src", r.address(src, r.placeOf(n, d)))
}

// placeOf returns the offset of an element in the file, or of its post.
func (r *reader) placeOf(n *html.Node, d *draft) int {
	for ; n != nil; n = n.Parent {
		if at, err := strconv.Atoi(attr(n, place)); err == nil {
			return at
		}
	}
	return d.at
}

// embedded replaces embedded content, such as a video, by a link to it. The
// words inside an <object> stay: its end tag may be missing.
func (r *reader) embedded(n *html.Node, d *draft) bool {
	words := isElement(n, "object") && words(n) != ""
	address := cmp.Or(attr(n, "src"), attr(n, "data"))
	if !words {
		address = cmp.Or(address, sourceOf(n))
	}
	var link *html.Node
	if at := r.placeOf(n, d); address != "" && !strings.HasPrefix(address, "about:") {
		r.at(at, board.Changed, "wanted words and pictures, found <%s>: a link to it is kept", n.Data)
		link = r.linkTo(address, attr(n, "title"), at)
	}
	switch {
	case words:
		setName(n, "div")
		if link != nil {
			n.InsertBefore(link, n.FirstChild)
		}
	case link != nil:
		replace(n, link)
	default:
		remove(n)
	}
	return words
}

// sourceOf returns the address of the first form of embedded content.
func sourceOf(n *html.Node) (address string) {
	walk(n, func(c *html.Node) bool {
		if isElement(c, "source", "embed") {
			address = cmp.Or(address, attr(c, "src"))
		}
		return true
	})
	return address
}

// linkTo returns a paragraph with a link.
func (r *reader) linkTo(address, title string, at int) *html.Node {
	address = r.address(address, at)
	link := newElement("a", html.Attribute{Key: "href", Val: address})
	link.AppendChild(newText(cmp.Or(title, address)))
	paragraph := newElement("p")
	paragraph.AppendChild(link)
	return paragraph
}

// formula replaces MathML, which a board does not show, by its source in TeX,
// or else by its characters.
func (r *reader) formula(n *html.Node, d *draft) {
	text := words(n)
	if tex := cmp.Or(words(find(n, `annotation[encoding="application/x-tex"]`)), attr(n, "alttext")); tex != "" {
		text = tex
	}
	r.at(r.placeOf(n, d), board.Changed, "wanted words and pictures, found a formula: %q is kept", excerpt(text))
	code := newElement("code")
	code.AppendChild(newText(text))
	replace(n, code)
}

func (r *reader) link(n *html.Node) {
	if href := attr(n, "href"); href != "" && href[0] != '#' && !hasScheme(href) {
		at, _ := strconv.Atoi(attr(n, place))
		setAttr(n, "href", r.address(href, at))
	}
}

// control replaces a form control by the text that it holds.
func (r *reader) control(n *html.Node, d *draft) {
	text := words(n)
	if isElement(n, "textarea") && text != "" {
		r.at(r.placeOf(n, d), board.Guessed, "wanted words, found them in a <textarea>: they are kept")
		pre := newElement("pre")
		pre.AppendChild(newText(textOf(content(n))))
		replace(n, pre)
		return
	}
	remove(n)
}

// noscript keeps the content for browsers without scripts, unless it repeats
// the picture that a script shows.
func (r *reader) noscript(n *html.Node) bool {
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if isElement(before, "img") || words(n) != "" {
		remove(n)
		return false
	}
	return true
}

// figures moves pictures with a caption from the text to the photos.
func (r *reader) figures(root *html.Node, d *draft) {
	walk(root, func(n *html.Node) bool {
		if isElement(n, "ul", "ol", "table", "blockquote", "details") {
			return false
		}
		if !isElement(n, "figure") && !hasClass(n, "wp-caption") {
			return true
		}
		if photo, ok := figure(n); ok && len(d.photos) < maxPhotos {
			d.photos = append(d.photos, photo)
			remove(n)
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
	walk(n, func(c *html.Node) bool {
		switch {
		case isElement(c, "figcaption") || hasClass(c, "wp-caption-text"):
			caption = c
		case isElement(c, "img"):
			pictures++
			photo = photoOf(c)
		case isElement(c, "a"):
			link = c
		}
		return true
	})
	if caption == nil || pictures != 1 || words(n) != words(caption) || words(caption) == "" {
		return photo, false
	}
	if link != nil && !samePicture(attr(link, "href"), photo.URL) { // that link would be lost
		return photo, false
	}
	photo.Caption = words(caption)
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
		URL: attr(img, "src"), Alt: oneLine(attr(img, "alt")), Width: pixels(attr(img, "width")), Height: pixels(attr(img, "height")),
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
	return n.Type == html.ElementNode && containsWord(attr(n, "class"), class)
}

func containsWord(s, word string) bool {
	for w := range strings.FieldsSeq(s) {
		if w == word {
			return true
		}
	}
	return false
}
