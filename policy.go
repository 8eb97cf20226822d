package board

import (
	"slices"

	"github.com/boardview/board/internal/safehtml"
	"github.com/boardview/board/internal/weburl"
)

// The allow-list as programs and readers of SECURITY.md see it. Programs call
// Policy, Schemes and Refusals to show or test what a [Renderer] lets out;
// nothing here decides that: internal/safehtml and internal/weburl do.

// A Level says how much of a post's formatting comes out. It narrows the
// policy and never widens it.
type Level int

const ( // the values are those of safehtml.Level
	Full  Level = iota // everything in the policy
	Basic              // words, links, lists, quotes and code; no pictures, no tables
	Text               // paragraphs
)

// ImagePolicy says from where pictures may be shown. A picture that may not
// be shown becomes a link to it.
type ImagePolicy int

const ( // the values are those of weburl.Images
	ImagesBoard ImagePolicy = iota // only from the board's own origin
	ImagesAny                      // from any https address too
	ImagesOff                      // none
)

var levelNames = []string{"full", "basic", "text"}

// String returns "full", "basic" or "text".
func (l Level) String() string { return levelNames[min(max(l, Full), Text)] }

// UnmarshalText reads "full", "basic" or "text". Any other word means text: a
// caller that asks for an unknown level must not get more than it wanted.
func (l *Level) UnmarshalText(word []byte) error {
	*l = Text
	if i := slices.Index(levelNames, string(word)); i >= 0 {
		*l = Level(i)
	}
	return nil
}

// UnmarshalText reads "board", "any" or "off". Any other word means off.
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
	Attributes []string // with lang and dir, which every element may have
	Level      Level    // the narrowest level at which it comes out
}

// Policy returns every element that can come out of a [Renderer], with its
// attributes. No other element or attribute can.
func Policy() []Element {
	var rows []Element
	for _, e := range safehtml.Policy() {
		rows = append(rows, Element{e.Name, e.Attributes, Level(e.Level)})
	}
	return rows
}

// Schemes returns every URL scheme that can come out. Pictures have the first
// two.
func Schemes() []string { return slices.Clone(weburl.Schemes) }

// A Refusal is something that the policy does not let out, and the reason.
type Refusal struct{ What, Why string }

// Refusals lists what never comes out, with the reasons.
func Refusals() []Refusal { return slices.Clone(refusals) }

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
