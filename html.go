package board

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// Limits of what one post may become.
const (
	maxDepth    = 32   // elements inside each other; browsers flatten past 512
	maxElements = 5000 // elements in a post; one with more is shown as text
	maxOpen     = 256  // start tags of the source waiting for their end tags
	maxFiles    = 200  // photos, attachments and tags, of each

	// A post's HTML is at most growth times its source, plus slack.
	growth = 8
	slack  = 32 << 10
)

// A builder writes HTML in which every element is in the policy, stands
// where the content model allows it, and is closed. It takes events from a
// source that may be hostile and not well-formed; the stack, not the
// source, decides what is written, so output always is a tree, and the one
// a browser makes of it.
//
// Events come in two voices. We open and close; the publisher's raw HTML
// starts and ends. What the publisher ends is never what we opened.
type builder struct {
	out       bytes.Buffer
	level     Level
	addresses weburl.Resolver
	ugc       bool // links get rel="nofollow ugc"
	dress     *dress
	class     markup.Literal // of the element that is opened next
	minLevel  int            // the highest heading the publisher may use
	heading   int            // the level of the last heading; 0 if that is not known
	limit     int            // of out, in bytes
	written   int            // elements
	raw       int            // pieces of raw HTML
	stack     []frame
	depth     int              // written elements on the stack
	scratch   []html.Attribute // of the tag that is being written
	source    []byte           // of the Markdown that is being read
	held      []string         // addresses of pictures that the image policy keeps out

	// Where two blocks that are not written would run together, a line
	// break goes between them.
	inline  bool // words stand right before this place
	pending bool // a break is due before the next word
	lead    bool // <pre> was just written: browsers drop a newline here

	exceeded bool // a limit was met: some of the post is missing

	checking bool // somebody wants the notes
	beside   func(*url.URL) (wrong string)
	field    string // the post's field that is written; "" for the body
	at       int    // where in the body the walk is, in bytes
	notes    []note
}

// A frame is an element that is open in the source.
type frame struct {
	name    string   // what its end tag says
	element *Element // as it was written; nil if it was not
	ours    bool
	block   bool // not written, but was to begin on a line of its own
}

// A note is something the policy or a limit took away.
type note struct {
	field string
	at    int // byte offset in the body
	msg   string
}

// maxNotes bounds what a hostile post can make us say.
const maxNotes = 100

func (b *builder) note(format string, args ...any) {
	if !b.checking {
		return
	}
	n := note{b.field, b.at, fmt.Sprintf(format, args...)}
	again := len(b.notes) > 0 && b.notes[len(b.notes)-1].msg == n.msg
	if len(b.notes) < maxNotes && !again {
		b.notes = append(b.notes, n)
	}
}

// open writes a start tag of ours. It stays open until its own close.
func (b *builder) open(name string, attrs ...html.Attribute) {
	b.enter(name, attrs, true)
	b.class = ""
}

// mark gives the element that is opened next a class, if it is dressed.
func (b *builder) mark(class markup.Literal) *builder {
	if b.dress != nil {
		b.class = class
	}
	return b
}

// dressed writes content into an element of that class, if it is dressed.
func (b *builder) dressed(class markup.Literal, content func()) {
	if b.dress == nil {
		content()
		return
	}
	b.mark(class).open("div")
	content()
	b.close()
}

// close ends what the last open opened, and all that is open in it.
func (b *builder) close() {
	for {
		ours := b.stack[len(b.stack)-1].ours
		b.pop()
		if ours {
			return
		}
	}
}

// start takes a start tag of the publisher's.
func (b *builder) start(name string, attrs []html.Attribute) {
	for range 2 { // <table><td> lacks two
		if parent := b.parent(); parent != nil && implied[parent.Name][name] != "" {
			b.enter(implied[parent.Name][name], nil, false)
		}
	}
	b.enter(name, attrs, false)
}

// implied are the elements that browsers put between a parent and a child
// (HTML § 13.2.6.4.9, "in table", and those after it).
var implied = map[string]map[string]string{
	"table": {"tr": "tbody", "td": "tbody", "th": "tbody"},
	"thead": {"td": "tr", "th": "tr"},
	"tbody": {"td": "tr", "th": "tr"},
	"tfoot": {"td": "tr", "th": "tr"},
}

// end takes an end tag of the publisher's. One that nothing of the
// publisher's waits for says nothing.
func (b *builder) end(name string) {
	for i := len(b.stack) - 1; i >= 0 && !b.stack[i].ours; i-- {
		if b.stack[i].name == name {
			for len(b.stack) > i {
				b.pop()
			}
			return
		}
	}
}

// text writes plain text.
func (b *builder) text(s string) {
	s, found := plaintext.Inspect(s)
	if b.lead {
		s = strings.TrimLeft(s, "\n")
	}
	if s == "" {
		return
	}
	if found&plaintext.Ink != 0 { // white space may stand anywhere
		if !b.makeRoom(phrasing, nil) {
			return
		}
		b.breakLine()
		b.inline = true
	}
	start := b.out.Len()
	if found&plaintext.Markup != 0 {
		b.escape(s)
	} else {
		b.out.WriteString(s)
	}
	if !b.fits(0) {
		b.out.Truncate(start)
		return
	}
	b.lead = false
}

// escaper writes text as x/net/html, and so bluemonday, would.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\r", "&#13;")

func (b *builder) escape(s string) { escaper.WriteString(&b.out, s) } // a bytes.Buffer takes everything

// parent is the innermost element that was written, nil at the top.
func (b *builder) parent() *Element {
	for _, f := range slices.Backward(b.stack) {
		if f.element != nil {
			return f.element
		}
	}
	return nil
}

// enter pushes an element, and writes it if it may be written here.
func (b *builder) enter(name string, attrs []html.Attribute, ours bool) {
	if len(b.stack) >= maxOpen && !ours {
		return
	}
	f := frame{name: name, ours: ours}
	e := elementByName[b.outlined(b.twin(name, ours))]
	if b.permits(e) && b.makeRoom(e.is, e.within) {
		f.element = b.write(e, attrs)
	} else {
		f.block = e != nil && e.is != phrasing
		b.boundary(f.block)
		b.unseen(name, attrs)
	}
	if e == nil || e.holds != nothing {
		b.stack = append(b.stack, f)
	}
}

// unseen keeps the words of a picture that is not even linked to.
func (b *builder) unseen(name string, attrs []html.Attribute) {
	if alt, ok := value(attrs, "alt"); ok && name == "img" {
		b.text(alt)
	}
}

// twin is the policy's name for an element of the source.
func (b *builder) twin(name string, ours bool) string {
	if to, ok := renamed[name]; ok {
		return to
	}
	if level := headingLevel(name); !ours && level > 0 {
		return "h" + strconv.Itoa(max(level, min(b.minLevel, 6)))
	}
	return name
}

// outlined is the heading that may stand for one here: each is at most one
// level below the heading before it (HTML § 4.3.11). Sanitised HTML may be a
// part of something, whose headings are not known.
func (b *builder) outlined(name string) string {
	if level := headingLevel(name); b.heading > 0 && level > b.heading+1 {
		return "h" + strconv.Itoa(b.heading+1)
	}
	return name
}

// headingLevel is 1 to 6, and 0 for what is no heading.
func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

// permits reports whether the level and the limits allow one more e.
func (b *builder) permits(e *Element) bool {
	switch {
	case e == nil || e.Level < b.level:
		return false
	case e.Name == "a" && b.inside("a"): // a browser would close the outer one
		b.note("wanted no link inside a link, found one: its words were kept")
		return false
	case e.Name == "div" && b.parent() != nil && b.parent().Name == "dl": // it may group the parts of a list
		return false
	case b.depth >= maxDepth && e.holds != nothing && e.within == nil: // what was begun gets its parts
		b.note("wanted at most %d elements inside each other, found more: their text was kept", maxDepth)
		return false
	case b.written >= maxElements:
		return b.exceed("elements", maxElements)
	}
	return b.fits(len(e.Name) + 2)
}

func (b *builder) inside(name string) bool {
	return slices.ContainsFunc(b.stack, func(f frame) bool { return f.element != nil && f.element.Name == name })
}

// fits reports whether n more bytes may be written.
func (b *builder) fits(n int) bool {
	if b.out.Len()+n <= b.limit {
		return true
	}
	return b.exceed("bytes of HTML from a post of this size", b.limit)
}

// exceed notes the first time that a post becomes too much.
func (b *builder) exceed(what string, limit int) bool {
	if !b.exceeded {
		b.note("wanted at most %d %s, found more", limit, what)
	}
	b.exceeded = true
	return false
}

// makeRoom closes what the publisher left open until the given content may
// be written here. Where that is not enough it closes nothing and reports
// false.
func (b *builder) makeRoom(is content, within []string) bool {
	keep, closable := len(b.stack), true
	for i := len(b.stack) - 1; i >= 0; i-- {
		f := b.stack[i]
		if f.element != nil && takes(f.element, is, within) {
			b.closeTo(keep)
			return true
		}
		closable = closable && !f.ours
		if f.element != nil {
			if !closable {
				return false
			}
			keep = i
		}
	}
	if within != nil {
		return false
	}
	b.closeTo(keep)
	return true
}

func (b *builder) closeTo(n int) {
	for len(b.stack) > n {
		b.pop()
	}
}

// takes reports whether parent may hold the content.
func takes(parent *Element, is content, within []string) bool {
	if within != nil {
		return slices.Contains(within, parent.Name)
	}
	return parent.holds == flow || parent.holds == is
}

// pop leaves the innermost element.
func (b *builder) pop() {
	f := b.stack[len(b.stack)-1]
	b.stack = b.stack[:len(b.stack)-1]
	if f.element == nil {
		b.boundary(f.block)
		return
	}
	b.lead = false
	b.depth--
	b.out.WriteString("</")
	b.out.WriteString(f.element.Name)
	b.out.WriteByte('>')
	if f.element.is != phrasing {
		b.inline, b.pending = false, false
	}
}

// boundary marks the edge of a block that was not written.
func (b *builder) boundary(block bool) {
	b.pending = b.pending || block && b.inline
}

// breakLine writes the line break that is due.
func (b *builder) breakLine() {
	if b.pending {
		b.pending = false
		b.enter("br", nil, true)
	}
}

// write writes a start tag, or returns nil if the element is nothing
// without what its attributes lack.
func (b *builder) write(e *Element, attrs []html.Attribute) *Element {
	class := b.class
	b.class = ""
	attrs, ok := b.attributes(e, attrs)
	if !ok {
		return nil
	}
	if e.is == phrasing {
		b.breakLine()
	} else {
		b.pending = false
	}
	b.out.WriteByte('<')
	b.out.WriteString(e.Name)
	if class != "" {
		b.out.WriteString(` class="` + string(class) + `"`)
	}
	for _, a := range attrs {
		b.out.WriteByte(' ')
		b.out.WriteString(a.Key)
		b.out.WriteString(`="`)
		b.escape(a.Val)
		b.out.WriteByte('"')
	}
	b.out.WriteByte('>')
	b.written++
	if level := headingLevel(e.Name); level > 0 && b.heading > 0 {
		b.heading = level
	}
	b.inline = e.is == phrasing && e.Name != "br" && (b.inline || e.holds == nothing)
	b.lead = e.Name == "pre"
	if e.holds != nothing {
		b.depth++
	}
	return e
}
