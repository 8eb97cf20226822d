package importer

import (
	"cmp"
	"html"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
)

// setAuthors sets the authors of a post that has none yet.
func (d *draft) setAuthors(list ...board.Author) {
	if len(d.authors) > 0 {
		return
	}
	for _, a := range list {
		if a != (board.Author{}) && !slices.Contains(d.authors, a) {
			d.authors = append(d.authors, a)
		}
	}
}

// setPeople sets the authors of a post. An author without a usable name or
// contact is kept in Meta.
func (r *reader) setPeople(p *board.Post, d *draft) {
	var list []board.Author
	for _, a := range d.authors {
		checked, ok := r.author(d, a)
		if !ok {
			d.keep("author", strings.Join([]string{a.Name, a.Email, a.URL}, " "))
		}
		if checked != (board.Author{}) {
			list = append(list, checked)
		}
	}
	p.By, p.CoAuthors = board.Author{}, nil
	if len(list) > 0 {
		p.By = list[0]
	}
	if len(list) > 1 {
		p.CoAuthors = list[1:]
	}
}

// author checks the fields of an author as a board does.
func (r *reader) author(d *draft, a board.Author) (board.Author, bool) {
	checked, err := board.FromItem(map[string]any{"_board": map[string]any{"body": "", "by": map[string]any{
		"name":  r.clip(d, "name", html.UnescapeString(a.Name)),
		"email": strings.TrimPrefix(strings.TrimSpace(a.Email), "mailto:"),
		"url":   r.resolve(a.URL),
	}}})
	by := checked.By
	if by.Email == "" && by.URL == "" && endsInParentheses(by.Name) {
		by.Name = brackets.Replace(by.Name)
		r.at(d.at, board.Changed, "wanted a contact in parentheses behind a name, found words: they are in brackets now: %q", by.Name)
	}
	return by, err == nil
}

// brackets replaces parentheses in names such as European Union (EU), since
// BY has the contact in parentheses.
var brackets = strings.NewReplacer("(", "[", ")", "]")

// endsInParentheses reports whether a BY line would take the end of a name as
// a contact.
func endsInParentheses(name string) bool {
	inside, closed := strings.CutSuffix(name, ")")
	open := strings.LastIndexByte(inside, '(')
	return closed || open >= 0 && !strings.Contains(inside[open:], ")")
}

var (
	// writtenRE matches the words in front of a name.
	writtenRE = regexp.MustCompile(`(?i)^\W*(?:(?:(?:posted|written|published|reported|submitted|words|story|text)\s+)?by\s|by:|(?:von|par|por|door|av|af|di|autor(?:ka|in|a|es)?|auteurs?|автор|текст|作者|文|記者|记者|责任编辑|編集|글|기자)\s*[:：]|(?:von|par|por|door)\s)\s*`)

	// contactRE matches a name with a contact in parentheses or angle brackets.
	contactRE = regexp.MustCompile(`^(.*?)\s*[(<]\s*(?:mailto:)?([^\s()<>]+)\s*[)>]$`)

	// reverseRE matches an address with a name behind it (RSS 2.0 <author>).
	reverseRE = regexp.MustCompile(`^(?:mailto:)?([^\s()<>@]+@[^\s()<>@]+)\s*(?:\((.*)\)|(.*))$`)
)

// authorsIn reads authors from a text: "By Ann Bold and Ben Chu", "Press
// Office (press@union.example)", "press@union.example (Press Office)". It
// returns nil if the text names nobody.
func authorsIn(text string) (list []board.Author) {
	text = nameIn(text)
	if text == "" || parseBase(text) != nil {
		return nil
	}
	for _, one := range splitNames(text) {
		list = append(list, personOf(one))
	}
	return list
}

// nameIn removes what a byline has beside the name: words in front of it, the
// date behind it.
func nameIn(text string) string {
	text = writtenRE.ReplaceAllString(htmltree.OneLine(html.UnescapeString(text)), "")
	if at := dateAt(text); at >= 0 {
		text = text[:at]
	}
	text = strings.Trim(text, " ,;:|/·•–—-")
	if noNames[strings.ToLower(text)] {
		return ""
	}
	return text
}

// looksLikeName reports whether a text behind a word such as "by" can be a
// name: it is short and no sentence.
func looksLikeName(text string) bool {
	return utf8.RuneCountInString(text) <= maxName && !sentenceRE.MatchString(text)
}

// maxName limits names, in characters.
const maxName = 100

var sentenceRE = regexp.MustCompile(`^\p{Ll}+\s|\p{Ll}{3,}[.!?](?:\s|$)`)

// noNames are texts that stand where a name could be.
var noNames = map[string]bool{
	"by": true, "author": true, "follow": true, "follow author": true, "subscribe": true, "share": true, "published": true, "posted": true,
	"last updated": true, "updated": true, "admin": true, "byline": true, "written by": true,
}

// dateAt returns the offset of the date or time in a byline, -1 if it has
// none.
func dateAt(text string) int {
	if _, ok := parseStamp(text, ""); !ok {
		return -1
	}
	if m := datedRE.FindStringIndex(text); m != nil {
		return m[0]
	}
	return -1
}

// datedRE matches the beginning of a date, with the words in front of it.
var datedRE = regexp.MustCompile(`(?i)(?:\b(?:(?:last\s+)?updated|published|posted|modified|on|am|le|el|em)\b:?\s*)*(?:\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\.?,?\s+)?` +
	`(?:\b\d{1,2}\.?(?:st|nd|rd|th)?\s+(?:de\s+)?\pL{3,}\.?,?\s+(?:de\s+)?\d{4}|\b\pL{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}\s*[-./年년]\s*\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})`)

var (
	// andRE matches what stands between two names.
	andRE = regexp.MustCompile(`\s*(?:,\s*(?:and|und|et|y|и)\s|[;；、]|\s(?:and|und|&|et|и)\s)\s*`)

	// nameRE matches a name of a person: two to four words that begin with
	// capital letters, or with particles.
	nameRE = regexp.MustCompile(`^(?:\p{Lu}[\pL\pM.'’-]*|de|da|do|di|du|del|della|la|le|van|von|der|den|bin|al|el|ter|ten)(?:\s+(?:\p{Lu}[\pL\pM.'’-]*|de|da|do|di|du|del|della|la|le|van|von|der|den|bin|al|el|ter|ten)){1,4}$`)
)

// officeRE matches words that names of offices have, which have commas inside.
var officeRE = regexp.MustCompile(`(?i)\b(?:ministry|office|department|dept|press|news|agency|council|committee|board|team|staff|union|service|university|institute|bureau|commission|court|parliament|assembly|group|association|society|desk|editors?|inc|ltd|llc|ag|gmbh)\b`)

// splitNames splits a list of names. Where one of the parts is no name of a
// person, such as in "Ministry of Trade, Press Office", the text is one name.
func splitNames(text string) []string {
	parts := andRE.Split(text, -1)
	var names []string
	for _, part := range parts {
		names = append(names, strings.Split(part, ", ")...)
	}
	if len(names) < 2 {
		return []string{text}
	}
	for _, name := range names {
		if !nameRE.MatchString(name) || officeRE.MatchString(name) {
			return []string{text}
		}
	}
	return names
}

// personOf parses "press@union.example (Press Office)", "Press Office
// (press@union.example)" and "Press Office".
func personOf(s string) board.Author {
	s = htmltree.OneLine(s)
	if m := reverseRE.FindStringSubmatch(s); m != nil {
		return board.Author{Name: cmp.Or(strings.TrimSpace(m[2]+m[3]), m[1]), Email: m[1]}
	}
	if m := contactRE.FindStringSubmatch(s); m != nil {
		if parseBase(m[2]) != nil {
			return board.Author{Name: m[1], URL: m[2]}
		}
		if _, err := mail.ParseAddress(m[2]); err == nil {
			return board.Author{Name: cmp.Or(m[1], m[2]), Email: m[2]}
		}
	}
	return board.Author{Name: s}
}
