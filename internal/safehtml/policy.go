// Package safehtml writes HTML that is safe on anybody's page: only elements
// and attributes of one allow-list, every element closed, and the tree that a
// browser makes of the text is the tree that was written. The article renderer
// and the Markdown reader write through a [Builder], which nothing else than
// this package can make write a tag or raw text. It knows neither posts nor
// Markdown.
package safehtml

import (
	"regexp"
	"slices"
	"sync"

	"github.com/boardview/board/internal/plaintext"
	"github.com/microcosm-cc/bluemonday"
)

// A Level says how much of the allow-list may be written. Each level allows
// less than the one before it.
type Level int

const (
	Full  Level = iota // every element
	Basic              // words, links, lists, quotes and code
	Text               // paragraphs
)

// An Element is one row of the allow-list.
type Element struct {
	Name       string
	Attributes []string
	Level      Level // the narrowest level that allows it

	is, holds content
	within    []string // the parents it must have, if only some are allowed
}

// content is a category of HTML's content model (HTML § 3.2.5), simplified to
// what it takes to write nothing that a browser would parse into another tree.
type content uint8

const (
	nothing  content = iota
	phrasing         // text, and elements that stand in a line of text
	flow             // blocks, and phrasing
	parts            // only elements that have this one in within

	transparent // what its parent holds (HTML § 3.2.5.3)
)

// elements is the allow-list. An element that is not in it is never written.
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
	{Name: "a", Attributes: []string{"href", "title", "rel"}, Level: Basic, is: phrasing, holds: transparent},
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
	{Name: "del", Level: Basic, is: phrasing, holds: transparent},
	{Name: "ins", Level: Basic, is: phrasing, holds: transparent},
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

// globals are the attributes that every element may have.
var globals = []string{"lang", "dir"}

// renamed maps elements that are not allowed to allowed ones that mean the same.
var renamed = map[string]string{
	"section": "div", "main": "div", "aside": "div", "nav": "div", "center": "div", "hgroup": "div",
	"form": "div", "fieldset": "div", "body": "div", "strike": "s", "tt": "code", "acronym": "abbr",
}

// skipped are elements whose content is not meant to be read as text.
var skipped = []string{
	"script", "style", "template", "svg", "math", "iframe", "object", "applet", "audio", "video", "canvas",
	"noscript", "noembed", "noframes", "frameset", "title", "head", "select", "textarea", "datalist",
}

// Policy returns the allow-list. Every element may also have the attributes
// lang and dir, which are in each row.
func Policy() []Element {
	rows := slices.Clone(elements)
	for i := range rows {
		rows[i].Attributes = append(slices.Clone(rows[i].Attributes), globals...)
	}
	return rows
}

var elementByName = func() map[string]*Element {
	m := make(map[string]*Element)
	for i := range elements {
		m[elements[i].Name] = &elements[i]
	}
	return m
}()

// headingLevel is 1 to 6, or 0 for an element that is not a heading.
func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}

// allows reports whether an element of the source may be written, under its
// name or another.
func allows(name string) bool { return elementByName[name] != nil || renamed[name] != "" }

// filter is the allow-list as a bluemonday policy, which raw HTML passes first.
// It leaves URLs alone: the Builder checks them later, so that it can report
// those that it refuses.
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

var integerRE = regexp.MustCompile(`^-?[0-9]{1,9}$`) // CommonMark § 5.2: a list starts with at most nine digits

var pixelsRE = regexp.MustCompile(`^[0-9]{1,5}$`)

var spanRE = regexp.MustCompile(`^[1-9][0-9]?$`)

// checks are the conditions for attribute values. An attribute without a row
// may have any text; href and src are checked by [weburl.Resolver].
var checks = map[string]func(string) bool{
	"lang":     plaintext.IsLanguage,
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
