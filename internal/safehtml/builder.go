package safehtml

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/boardview/board/internal/markup"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
	"golang.org/x/net/html"
)

// Limits of what one source may become.
const (
	maxDepth = 32  // nested elements; browsers flatten beyond 512
	maxOpen  = 256 // start tags of the source that wait for their end tags

	// A source may become so many elements, and of a long one one for so many
	// bytes; beyond that it is written as plain text. No element is shorter than
	// <br>, so HTML that was written once is not too much when it is read again.
	minElements  = 5000
	elementBytes = len("<br>")

	// Reading a piece of raw HTML takes 13 kB of memory, however small it is. A
	// source may have so many, and a long one one for so many bytes.
	minRaw   = 1000
	rawBytes = 64

	// The HTML is at most growth times the source, plus slack.
	growth = 8
	slack  = 32 << 10
)

// Options say what a Builder may write, and to whom it reports what it leaves
// out.
type Options struct {
	Size     int // of the source, in bytes: it bounds the output
	Level    Level
	Resolver weburl.Resolver
	UGC      bool // links get rel="nofollow ugc"

	// MinHeading is the highest level, 1 to 6, of the headings in raw HTML.
	MinHeading int

	// Depth is how many elements the output will be nested in. It counts
	// towards the limit of nested elements.
	Depth int

	// Own is set on the board's own pages, where the box of a task is in a label
	// with the words beside it, and cells have a class in place of align.
	// TableName, if it is not empty, is the accessible name of the box in which a
	// table is scrolled there.
	Own       bool
	TableName string

	// PlainText has the Builder collect the text, too: see [Builder.TakeText].
	PlainText bool

	// Report, if not nil, is told what was left out and why.
	Report Report

	// Beside, if not nil, says what is wrong with a relative URL; "" if it is
	// fine.
	Beside func(*url.URL) (wrong string)
}

// A Builder writes HTML in which every element is allowed, stands where HTML's
// content model allows it, and is closed. Its source may be hostile and not
// well-formed: the Builder's stack decides what is written, not the source, so
// the output always is a tree, and the one that a browser makes of it.
//
// Open and Close write the caller's elements. HTML replays the tags of an
// untrusted source through start and end, and end never closes an element that
// Open opened.
type Builder struct {
	attributes
	accessible
	out                bytes.Buffer
	words              plainText
	level              Level
	class              markup.Literal // of the element that is opened next
	topLevel           int            // the highest heading that the source may use
	heading            int            // the level of the last heading; 0 if it is unknown
	limit              int            // of out, in bytes
	written            int            // elements
	raw                int            // pieces of raw HTML
	maxWritten, maxRaw int
	stack              []frame
	depth              int // written elements on the stack

	// Where two blocks that are not written would run together, a line break
	// goes between them.
	inline  bool // there is text right before this place
	pending bool // a break is due before the next text
	lead    bool // <pre> was just written: browsers drop a newline here

	exceeded bool // a limit was met: some of the source is missing
}

// A frame is an element that is open in the source.
type frame struct {
	name    string   // in its end tag
	element *Element // as it was written; nil if it was not
	holds   content  // the element
	at      int      // its offset in the body
	ours    bool     // Open opened it
	block   bool     // it was not written, but was to begin on a new line
}

// builders are Builders whose memory can be used again.
var builders = sync.Pool{New: func() any { return new(Builder) }}

// New returns a Builder. Its Flush ends it.
func New(o Options) *Builder {
	b := builders.Get().(*Builder)
	b.out.Reset()
	b.words.buf.Reset()
	*b = Builder{
		attributes: attributes{
			notes: notes{report: o.Report}, resolver: o.Resolver, ugc: o.UGC, beside: o.Beside,
			list: b.list[:0], held: b.held[:0],
		},
		out: b.out, words: plainText{o.PlainText, b.words.buf}, stack: b.stack[:0],
		accessible: accessible{own: o.Own, tableName: o.TableName}, level: o.Level, topLevel: o.MinHeading, depth: o.Depth, limit: growth*o.Size + slack,
		maxWritten: max(minElements, o.Size/elementBytes), maxRaw: max(minRaw, o.Size/rawBytes),
	}
	return b
}

// Within has relative URLs start in a folder below the board's, "fair/", from
// here on.
func (b *Builder) Within(folder string) { b.resolver = b.resolver.Within(folder) }

// Flush closes all elements, writes the HTML to w, and ends the Builder: it
// must not be used any more.
func (b *Builder) Flush(w io.Writer) error {
	b.closeTo(0)
	_, err := w.Write(b.out.Bytes())
	builders.Put(b)
	return err
}

// TakeText returns the plain text of what was written since the last call, and
// a summary of it.
func (b *Builder) TakeText() (text, summary string) { return b.words.take() }

// TextOnly writes into the plain text alone: what HTML shows by itself, such as
// the number of a list's item.
func (b *Builder) TextOnly(s string) { b.words.text(s) }

// Held returns the URLs of the pictures that ImagesBoard turned into links and
// ImagesAny would load. It is valid until Flush.
func (b *Builder) Held() []string { return b.held }

// Undescribed returns the offset of the first picture that has no alternative text,
// not even an empty one.
func (b *Builder) Undescribed() (offset int, ok bool) { return b.undescribed - 1, b.undescribed > 0 }

// After sets the level of the heading that stands before what is written next.
// Each heading is at most one level below the one before it.
func (b *Builder) After(heading int) { b.heading = heading }

// Attempt calls write and closes what it left open. If write exceeds a limit,
// all that it wrote is undone and instead is called.
func (b *Builder) Attempt(write, instead func()) {
	open, before := len(b.stack), *b
	size, text := b.out.Len(), b.words.buf.Len()
	b.exceeded = false
	write()
	b.noteOpen(open)
	b.closeTo(open)
	if b.exceeded {
		b.Note("this post is shown as plain text")
		b.out.Truncate(size)
		b.words.buf.Truncate(text)
		b.held = b.held[:len(before.held)]
		b.written, b.raw, b.heading = before.written, before.raw, before.heading
		b.inline, b.pending, b.lead = before.inline, before.pending, before.lead
		instead()
		b.closeTo(open)
	}
	b.exceeded = b.exceeded || before.exceeded
}

// noteOpen reports elements around blocks that the source does not end: all that
// follows is struck out, say.
func (b *Builder) noteOpen(n int) {
	for _, f := range b.stack[n:] {
		if f.element != nil && f.element.holds == transparent && f.holds == flow {
			b.At(f.at)
			b.Note("wanted </%s>, found the end: all that follows <%s> stands in it", f.name, f.name)
		}
	}
}

// Open writes the start tag of an element of the caller's, which stays open
// until its Close.
func (b *Builder) Open(name string, attrs ...html.Attribute) {
	b.enter(name, attrs, true)
	b.class = ""
}

// Void writes an element of the caller's that has no content.
func (b *Builder) Void(name string, attrs ...html.Attribute) { b.enter(name, attrs, true) }

// Class gives a class to the element that is opened next.
func (b *Builder) Class(class markup.Literal) { b.class = class }

// Eager has the browser load the next picture at once: it is in sight when the
// page opens.
func (b *Builder) Eager() { b.eager = true }

// Close closes the element that the last Open opened, and all that is open in
// it.
func (b *Builder) Close() {
	for {
		ours := b.stack[len(b.stack)-1].ours
		b.pop()
		if ours {
			return
		}
	}
}

// start takes a start tag of the source. As in browsers, a link around blocks
// ends where the next one starts.
func (b *Builder) start(name string, attrs []html.Attribute) {
	if name == "a" {
		if i := b.waiting(name); i >= 0 && b.stack[i].element != nil && b.stack[i].holds == flow {
			b.closeTo(i)
		}
	}
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

// end takes an end tag of the source. It is ignored if no start tag of the
// source waits for it.
func (b *Builder) end(name string) {
	if i := b.waiting(name); i >= 0 {
		b.closeTo(i)
	}
}

// waiting is where the innermost start tag of that name waits for its end tag; -1
// if none does.
func (b *Builder) waiting(name string) int {
	for i := len(b.stack) - 1; i >= 0 && !b.stack[i].ours; i-- {
		if b.stack[i].name == name {
			return i
		}
	}
	return -1
}

// Text writes plain text.
func (b *Builder) Text(s string) {
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
		b.inline, b.task.named = true, true
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
	b.words.text(s)
	b.lead = false
}

func (b *Builder) escape(s string) { escaper.WriteString(&b.out, s) } // a bytes.Buffer takes everything

// parent is the innermost element that was written, nil at the top.
func (b *Builder) parent() *Element {
	for _, f := range slices.Backward(b.stack) {
		if f.element != nil {
			return f.element
		}
	}
	return nil
}

// enter pushes an element, and writes it if it may be written here.
func (b *Builder) enter(name string, attrs []html.Attribute, ours bool) {
	if len(b.stack) >= maxOpen && !ours {
		return
	}
	f := frame{name: name, at: b.offset, ours: ours}
	e := elementByName[b.outlined(b.allowedName(name, ours))]
	if b.permits(e) && b.makeRoom(e.is, e.within) {
		f.holds = b.holds(e)
		f.element = b.write(e, attrs)
	} else {
		f.block = e != nil && e.is != phrasing
		b.boundary(f.block)
		b.keepAlt(name, attrs)
	}
	if e == nil || e.holds != nothing {
		b.stack = append(b.stack, f)
	}
}

// keepAlt writes the alternative text of a picture that may not even be a link.
func (b *Builder) keepAlt(name string, attrs []html.Attribute) {
	if alt, ok := valueOf(attrs, "alt"); ok && name == "img" {
		b.Text(alt)
	}
}

// allowedName is the name under which an element of the source is written, if
// it is.
func (b *Builder) allowedName(name string, ours bool) string {
	if to, ok := renamed[name]; ok {
		return to
	}
	if level := headingLevel(name); !ours && level > 0 {
		return "h" + strconv.Itoa(max(level, min(b.topLevel, 6)))
	}
	return name
}

// outlined lowers the level of a heading: each is at most one level below the
// heading before it (HTML § 4.3.11). The level before sanitised HTML, which may
// be part of a larger document, is not known.
func (b *Builder) outlined(name string) string {
	if level := headingLevel(name); b.heading > 0 && level > b.heading+1 {
		return "h" + strconv.Itoa(b.heading+1)
	}
	return name
}

// permits reports whether the level and the limits allow one more e.
func (b *Builder) permits(e *Element) bool {
	switch {
	case e == nil || e.Level < b.level:
		return false
	case e.Name == "a" && b.inside("a"): // a browser would close the outer one
		b.Note("wanted no link inside a link, found one: its words were kept")
		return false
	case e.Name == "div" && b.parent() != nil && b.parent().Name == "dl": // it may group the parts of a list
		return false
	case b.depth >= maxDepth && e.holds != nothing && e.within == nil: // what was begun gets its parts
		b.Note("wanted at most %d elements inside each other, found more: their text was kept", maxDepth)
		return false
	case b.written >= b.maxWritten:
		return b.Exceed("elements", b.maxWritten)
	}
	return b.fits(len(e.Name) + 2)
}

func (b *Builder) inside(name string) bool {
	return slices.ContainsFunc(b.stack, func(f frame) bool { return f.element != nil && f.element.Name == name })
}

// fits reports whether n more bytes may be written.
func (b *Builder) fits(n int) bool {
	if b.out.Len()+n <= b.limit {
		return true
	}
	return b.Exceed("bytes of HTML from a post of this size", b.limit)
}

// Exceed records that a limit was exceeded, and reports the first such limit.
// It returns false.
func (b *Builder) Exceed(what string, limit int) bool {
	if !b.exceeded {
		b.Note("wanted at most %d %s, found more", limit, what)
	}
	b.exceeded = true
	return false
}

// makeRoom closes what the source left open until the content may be written
// here. Where that is not enough, it closes nothing and reports false.
func (b *Builder) makeRoom(is content, within []string) bool {
	keep, closable := len(b.stack), true
	for i := len(b.stack) - 1; i >= 0; i-- {
		f := &b.stack[i]
		if f.element != nil && f.takes(is, within) {
			b.endEarly(keep)
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
	b.endEarly(keep)
	return true
}

// endEarly closes elements before the source does. Words that were to be bold,
// say, then are not.
func (b *Builder) endEarly(n int) {
	for _, f := range b.stack[n:] {
		if f.element != nil && f.element.is == phrasing {
			b.Note("wanted words in <%s>, found a block: the element ends before it", f.element.Name)
		}
	}
	b.closeTo(n)
}

func (b *Builder) closeTo(n int) {
	for len(b.stack) > n {
		b.pop()
	}
}

// takes reports whether an element that was written may hold the content.
func (f *frame) takes(is content, within []string) bool {
	if within != nil {
		return slices.Contains(within, f.element.Name)
	}
	return f.holds == flow || f.holds == is
}

// holds is what an element may hold here.
func (b *Builder) holds(e *Element) content {
	if e.holds != transparent {
		return e.holds
	}
	for _, f := range slices.Backward(b.stack) {
		if f.element != nil {
			return f.holds
		}
	}
	return flow
}

// pop leaves the innermost element.
func (b *Builder) pop() {
	f := b.stack[len(b.stack)-1]
	b.stack = b.stack[:len(b.stack)-1]
	if f.element == nil {
		b.boundary(f.block)
		return
	}
	b.lead = false
	b.depth--
	b.writeEnd(f.element)
	b.words.tag(f.element)
	if f.element.is != phrasing {
		b.inline, b.pending = false, false
	}
}

// scrolls reports whether an element stands in a box that can be scrolled: a
// table that is not part of another one.
func (b *Builder) scrolls(e *Element) bool {
	return e.Name == "table" && b.tableName != "" && !b.inside("table")
}

// startLabel opens a label around the box of a task, and the words up to the
// next box or the end of the block. It reports false where there can be none:
// inside an element that stands in a label.
func (b *Builder) startLabel(checked bool) bool {
	if b.parent() == label {
		b.closeTo(b.waiting(label.Name))
	}
	if b.inside(label.Name) {
		return false
	}
	b.task = task{start: b.out.Len(), checked: checked}
	b.out.WriteString("<label>")
	b.stack = append(b.stack, frame{name: label.Name, element: label, holds: phrasing, at: b.offset})
	b.depth++
	return true
}

func (b *Builder) writeEnd(e *Element) {
	if e == label {
		b.task.endLabel(&b.out)
		return
	}
	b.out.WriteString("</")
	b.out.WriteString(e.Name)
	b.out.WriteByte('>')
	if b.scrolls(e) {
		b.out.WriteString("</div>")
	}
}

// boundary marks the edge of a block that was not written.
func (b *Builder) boundary(block bool) {
	b.pending = b.pending || block && b.inline
}

// breakLine writes the line break that is due.
func (b *Builder) breakLine() {
	if b.pending {
		b.pending = false
		b.Void("br")
	}
}

// write writes a start tag. It returns nil if the element makes no sense
// without what its attributes lack; a picture is then replaced.
func (b *Builder) write(e *Element, attrs []html.Attribute) *Element {
	class := b.class
	b.class = ""
	attrs, instead, ok := b.attributes.of(e, attrs)
	if !ok {
		b.replace(instead)
	}
	if !ok || !b.fits(sizeOfURLs(attrs)) {
		return nil
	}
	if e.is == phrasing {
		b.breakLine()
	} else {
		b.pending = false
	}
	switch {
	case b.scrolls(e):
		b.startScroller(&b.out)
	case e.Name == "input" && b.own:
		_, checked := valueOf(attrs, "checked")
		if !b.startLabel(checked) {
			b.Text(boxAsText(checked))
			return nil
		}
	}
	b.writeTag(e, class, attrs)
	if e.Name == "input" {
		b.task.end = b.out.Len()
	}
	b.words.tag(e)
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

func (b *Builder) writeTag(e *Element, class markup.Literal, attrs []html.Attribute) {
	b.out.WriteByte('<')
	b.out.WriteString(e.Name)
	if class != "" {
		b.out.WriteString(` class="` + string(class) + `"`)
	}
	for _, a := range attrs {
		if b.own && a.Key == "align" {
			a.Key = "class" // the attribute is obsolete, but on pages of others there is no style sheet of ours
		}
		b.out.WriteByte(' ')
		b.out.WriteString(a.Key)
		b.out.WriteString(`="`)
		b.escape(a.Val)
		b.out.WriteByte('"')
	}
	b.out.WriteByte('>')
}

// sizeOfURLs is the size of the attributes that may be much longer than the
// tag: URLs, and the text that stands for a picture.
func sizeOfURLs(attrs []html.Attribute) (size int) {
	for _, a := range attrs {
		if a.Key == "href" || a.Key == "src" || a.Key == "alt" {
			size += len(a.Val)
		}
	}
	return size
}

// replace writes what stands for a picture that is not shown.
func (b *Builder) replace(r replacement) {
	if r.url == "" {
		b.Text(r.text)
		return
	}
	b.Open("a", Attr("href", r.url))
	b.Text(r.text)
	b.Close()
}
