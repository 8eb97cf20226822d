package board

import (
	"regexp"
	"slices"
	"sync"

	"github.com/boardview/board/internal/plaintext"
	"github.com/microcosm-cc/bluemonday"
)

// A Level says how much of a post's formatting comes out. It narrows the
// policy and never widens it.
type Level int

const (
	Full  Level = iota // everything in the policy
	Basic              // words, links, lists, quotes and code; no pictures, no tables
	Text               // paragraphs
)

// ImagePolicy says from where pictures may be shown. A picture that may not
// be shown becomes a link to it.
type ImagePolicy int

const (
	ImagesBoard ImagePolicy = iota // only from the board's own origin
	ImagesAny                      // from any https address too
	ImagesOff                      // none
)

var levelNames = []string{"full", "basic", "text"}

// String gives "full", "basic" or "text".
func (l Level) String() string { return levelNames[min(max(l, Full), Text)] }

// UnmarshalText reads "full", "basic" or "text". Any other word gives the
// narrowest level: who asks for something we do not know must not get more
// than they asked for.
func (l *Level) UnmarshalText(word []byte) error {
	*l = Text
	if i := slices.Index(levelNames, string(word)); i >= 0 {
		*l = Level(i)
	}
	return nil
}

// UnmarshalText reads "board", "any" or "off". Any other word gives off.
func (p *ImagePolicy) UnmarshalText(word []byte) error {
	*p = ImagesOff
	if i := slices.Index([]string{"board", "any"}, string(word)); i >= 0 {
		*p = ImagePolicy(i)
	}
	return nil
}

// An Element is one row of the policy.
type Element struct {
	Name       string
	Attributes []string // besides lang and dir, which every element may have
	Level      Level    // the narrowest level at which it comes out

	is, holds content
	within    []string // the parents it must stand in, if only some will do
}

// content is a part of HTML's content model (§ 3.2.5): as much of it as it
// takes to write nothing that a browser would parse into another tree.
type content int

const (
	nothing  content = iota
	phrasing         // words and what stands among words
	flow             // blocks, and phrasing
	parts            // only elements that name this one in within
)

// elements is the one policy: whatever is not in it cannot come out.
var elements = []Element{
	{Name: "article", Level: Text, is: flow, holds: flow},
	{Name: "header", Level: Text, is: flow, holds: flow},
	{Name: "footer", Level: Text, is: flow, holds: flow},
	{Name: "address", Level: Text, is: flow, holds: flow},
	{Name: "h1", Level: Text, is: flow, holds: phrasing},
	{Name: "h2", Level: Text, is: flow, holds: phrasing},
	{Name: "h3", Level: Text, is: flow, holds: phrasing},
	{Name: "h4", Level: Text, is: flow, holds: phrasing},
	{Name: "h5", Level: Text, is: flow, holds: phrasing},
	{Name: "h6", Level: Text, is: flow, holds: phrasing},
	{Name: "p", Level: Text, is: flow, holds: phrasing},
	{Name: "br", Level: Text, is: phrasing},
	{Name: "time", Attributes: []string{"datetime"}, Level: Text, is: phrasing, holds: phrasing},
	{Name: "a", Attributes: []string{"href", "title", "rel"}, Level: Basic, is: phrasing, holds: phrasing},
	{Name: "div", Level: Basic, is: flow, holds: flow},
	{Name: "blockquote", Level: Basic, is: flow, holds: flow},
	{Name: "pre", Level: Basic, is: flow, holds: phrasing},
	{Name: "hr", Level: Basic, is: flow},
	{Name: "ul", Level: Basic, is: flow, holds: parts},
	{Name: "ol", Attributes: []string{"start", "reversed", "type"}, Level: Basic, is: flow, holds: parts},
	{Name: "li", Attributes: []string{"value"}, Level: Basic, holds: flow, within: []string{"ul", "ol"}},
	{Name: "dl", Level: Basic, is: flow, holds: parts},
	{Name: "dt", Level: Basic, holds: phrasing, within: []string{"dl"}},
	{Name: "dd", Level: Basic, holds: flow, within: []string{"dl"}},
	{Name: "em", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "strong", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "b", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "i", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "u", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "s", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "del", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "ins", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "mark", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "small", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "sub", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "sup", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "q", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "cite", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "dfn", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "abbr", Attributes: []string{"title"}, Level: Basic, is: phrasing, holds: phrasing},
	{Name: "code", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "kbd", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "samp", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "var", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "span", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "bdi", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "bdo", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "ruby", Level: Basic, is: phrasing, holds: phrasing},
	{Name: "rt", Level: Basic, holds: phrasing, within: []string{"ruby"}},
	{Name: "rp", Level: Basic, holds: phrasing, within: []string{"ruby"}},
	{Name: "wbr", Level: Basic, is: phrasing},
	{Name: "input", Attributes: []string{"type", "checked", "disabled"}, Level: Basic, is: phrasing},
	{Name: "img", Attributes: []string{"src", "alt", "title", "width", "height", "loading", "decoding", "referrerpolicy"}, Level: Full, is: phrasing},
	{Name: "figure", Level: Full, is: flow, holds: flow},
	{Name: "figcaption", Level: Full, holds: flow, within: []string{"figure"}},
	{Name: "details", Attributes: []string{"open"}, Level: Full, is: flow, holds: flow},
	{Name: "summary", Level: Full, holds: phrasing, within: []string{"details"}},
	{Name: "table", Level: Full, is: flow, holds: parts},
	{Name: "caption", Level: Full, holds: phrasing, within: []string{"table"}},
	{Name: "thead", Level: Full, holds: parts, within: []string{"table"}},
	{Name: "tbody", Level: Full, holds: parts, within: []string{"table"}},
	{Name: "tfoot", Level: Full, holds: parts, within: []string{"table"}},
	{Name: "tr", Level: Full, holds: parts, within: []string{"thead", "tbody", "tfoot"}},
	{Name: "th", Attributes: []string{"colspan", "rowspan", "scope", "align"}, Level: Full, holds: flow, within: []string{"tr"}},
	{Name: "td", Attributes: []string{"colspan", "rowspan", "align"}, Level: Full, holds: flow, within: []string{"tr"}},
}

// globals are the attributes every element may have.
var globals = []string{"lang", "dir"}

// renamed are elements outside the policy that have a twin inside it.
var renamed = map[string]string{
	"section": "div", "main": "div", "aside": "div", "nav": "div", "center": "div", "hgroup": "div",
	"form": "div", "fieldset": "div", "body": "div", "strike": "s", "tt": "code", "acronym": "abbr",
}

// skipped are elements whose content is no text for readers.
var skipped = []string{
	"script", "style", "template", "svg", "math", "iframe", "object", "applet", "audio", "video", "canvas",
	"noscript", "noembed", "noframes", "frameset", "title", "head", "select", "textarea", "datalist",
}

// Schemes are what an address may start with. Pictures have the first two.
var schemes = []string{"https", "http", "mailto", "tel"}

// A Refusal is something the policy does not let out, and why.
type Refusal struct{ What, Why string }

var refusals = []Refusal{
	{"id, name", "they become variables of the partner's page (DOM clobbering) and targets of its links"},
	{"class, style, <style>, <link>", "they dress up or cover what is not the publisher's"},
	{"data-*, aria-*, role, on*, other attributes", "scripts, frameworks and screen readers of the partner's page act on them"},
	{"<script>, <iframe>, <object>, <embed>, <frame>, <base>, <meta>", "they run, load or redirect"},
	{"<form>, <button>, <select>, <textarea>, <input> but a task's disabled check box", "they ask the reader for something in the partner's name"},
	{"<svg>, <math>, <template>, <noscript>, <title>, <plaintext>, <xmp>", "browsers parse their content by other rules: a way around every sanitiser"},
	{"<audio>, <video>, <source>, <picture>, srcset", "they load from elsewhere before the reader asks"},
	{"comments, processing instructions, doctypes", "nobody reads them"},
	{"javascript:, data:, vbscript:, blob:, file: and every other scheme not listed", "they run or reveal"},
	{"addresses with user info, backslashes, control characters, no host, or more than 2048 bytes; //host; #fragment", "they look like another address than the one they are, or lead nowhere"},
	{"relative addresses when no BaseURL is known", "they would mean the partner's page"},
}

// Policy is every element that can come out of a [Renderer], with its
// attributes; what is not in it cannot.
func Policy() []Element {
	rows := slices.Clone(elements)
	for i := range rows {
		rows[i].Attributes = append(slices.Clone(rows[i].Attributes), globals...)
	}
	return rows
}

// Schemes is every URL scheme that can come out.
func Schemes() []string { return slices.Clone(schemes) }

// Refusals lists what never comes out, with the reasons.
func Refusals() []Refusal { return slices.Clone(refusals) }

var elementByName = func() map[string]*Element {
	m := make(map[string]*Element)
	for i := range elements {
		m[elements[i].Name] = &elements[i]
	}
	return m
}()

// allows reports whether the policy has an element of the source's name.
func allows(name string) bool { return elementByName[name] != nil || renamed[name] != "" }

// filter is the policy for bluemonday, the first wall that raw HTML meets.
// It does not look at addresses: what it takes out nobody would hear of.
var filter = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.SkipElementsContent(skipped...)
	p.AllowElementsContent("frame") // it has no end tag: skipping would never stop
	for _, e := range elements {
		p.AllowElements(e.Name)
		p.AllowNoAttrs().OnElements(e.Name)
		for _, a := range e.Attributes {
			p.AllowAttrs(a).OnElements(e.Name)
		}
	}
	for from, to := range renamed {
		p.AllowNoAttrs().OnElements(from)
		if e := elementByName[to]; e.Attributes != nil {
			p.AllowAttrs(e.Attributes...).OnElements(from)
		}
	}
	p.AllowAttrs(globals...).Globally()
	return p
})

var datetimeRE = regexp.MustCompile(`^[0-9PYMWDTHSZ:+. -]{3,40}$`) // HTML § 2.3.5, roughly

var integerRE = regexp.MustCompile(`^-?[0-9]{1,6}$`)

var pixelsRE = regexp.MustCompile(`^[0-9]{1,5}$`)

var spanRE = regexp.MustCompile(`^[1-9][0-9]?$`)

// checks hold what an attribute's value must be. An attribute without a row
// is text; href and src are checked by [resolver].
var checks = map[string]func(string) bool{
	"lang":     plaintext.LangRE.MatchString,
	"dir":      oneOf("ltr", "rtl", "auto"),
	"datetime": datetimeRE.MatchString,
	"start":    integerRE.MatchString,
	"value":    integerRE.MatchString,
	"width":    pixelsRE.MatchString,
	"height":   pixelsRE.MatchString,
	"colspan":  spanRE.MatchString,
	"rowspan":  spanRE.MatchString,
	"scope":    oneOf("row", "col", "rowgroup", "colgroup"),
	"align":    oneOf("left", "center", "right"),
	"type":     oneOf("1", "a", "A", "i", "I", "checkbox"),
}

func oneOf(words ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(words, s) }
}
