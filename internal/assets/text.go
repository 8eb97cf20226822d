package assets

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// AddText adds what a text in Markdown and HTML refers to, well-formed or not,
// in a time that is proportional to its size. It looks for how addresses are
// written, not for what a parser would make of them: parsers have limits.
func (r *References) AddText(folder, text string) {
	t := &scanner{r, folder, budgetOf(text)}
	t.all(text)
}

// budgetOf bounds how many bytes of addresses are looked at: "](](](" begins one
// inside the other.
func budgetOf(text string) int { return 8*len(text) + 1<<10 }

// A scanner looks for addresses in a text.
type scanner struct {
	*References
	folder string
	budget int // what is left of it
}

func (t *scanner) all(text string) {
	t.words(text)
	t.angles(text)
	t.attributes(text)
}

// words looks at what stands between white space: a destination in parentheses or
// after a label, and an address without any marks.
func (t *scanner) words(text string) {
	before := "" // the end of the word before
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return c <= ' ' }) {
		if strings.Trim(word, ">") == "" {
			continue // the mark of a block quote
		}
		if before == "]:" {
			t.address(word)
		}
		if before == "](" || strings.Contains(word, "](") {
			t.destinations(word, before == "](")
		}
		t.after(word, "]:", "")
		if len(t.homes) > 0 { // else no host is the board's
			t.after(word, "www.", "//www.")
			t.hosts(word)
		}
		before = word[max(len(word)-2, 0):]
	}
}

// after adds what stands after each mark in a word, with a prefix.
func (t *scanner) after(word, mark, prefix string) {
	for i := strings.Index(word, mark); i >= 0 && t.budget > 0; i = strings.Index(word, mark) {
		word = word[i+len(mark):]
		t.address(prefix + word)
	}
}

// hosts adds what begins with http:// or https:// in a word.
func (t *scanner) hosts(word string) {
	for at := 0; t.budget > 0; {
		i := strings.Index(word[at:], "://")
		if i < 0 {
			return
		}
		at += i + len("://")
		for _, scheme := range []string{"http://", "https://"} {
			if start := at - len(scheme); start >= 0 && strings.EqualFold(word[start:at], scheme) {
				t.address(word[start:])
			}
		}
	}
}

// destinations adds what stands in the parentheses after "]". A title may follow
// the word, and then nothing closes them. If open is set, the word begins inside.
func (t *scanner) destinations(word string, open bool) {
	var starts []int // of what is in the parentheses that are open; -1 if it is no destination
	if open {
		starts = append(starts, 0)
	}
	for i := 0; i < len(word); i++ {
		switch word[i] {
		case '\\':
			i++
		case '(':
			start := -1
			if i > 0 && word[i-1] == ']' {
				start = i + 1
			}
			starts = append(starts, start)
		case ')':
			if n := len(starts); n > 0 {
				if starts[n-1] >= 0 {
					t.address(word[starts[n-1]:i])
				}
				starts = starts[:n-1]
			}
		}
	}
	for _, start := range starts {
		if start >= 0 && t.budget > 0 {
			t.address(word[start:])
		}
	}
}

// angles adds destinations between angle brackets, which may have spaces in them.
func (t *scanner) angles(text string) {
	before := byte(0) // the last character that is no white space
	for i := 0; i < len(text) && t.budget > 0; i++ {
		c := text[i]
		if c == '\\' {
			i++
		} else if c == '<' && (before == '(' || before == ':') {
			if n := strings.IndexAny(text[i+1:], "<>\n"); n > 0 && text[i+1+n] == '>' {
				t.address(text[i+1 : i+1+n])
			}
		}
		if c > ' ' {
			before = c
		}
	}
}

// urlAttributes end the names of the attributes that may hold addresses.
var urlAttributes = []string{"href", "src", "srcset", "poster", "data", "background", "longdesc", "cite", "action"}

// attributes adds the values of attributes, in tags or in what is left of them.
func (t *scanner) attributes(text string) {
	for at := 0; t.budget > 0; {
		n := strings.IndexByte(text[at:], '=')
		if n < 0 {
			return
		}
		name := strings.TrimRight(text[at:at+n], " \t\r\n\f")
		at += n + 1
		name = strings.ToLower(name[max(len(name)-len("background"), 0):])
		if !slices.ContainsFunc(urlAttributes, func(end string) bool { return strings.HasSuffix(name, end) }) {
			continue
		}
		value := attributeValue(text[at:])
		t.address(value)
		if strings.HasSuffix(name, "srcset") {
			for candidate := range strings.FieldsFuncSeq(value, func(c rune) bool { return c <= ' ' || c == ',' }) {
				t.address(candidate)
			}
		}
	}
}

// attributeValue is the value at the start of s, with or without quotation marks.
func attributeValue(s string) string {
	s = strings.TrimLeft(s, " \t\r\n\f")
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end]
		}
		s = s[1:]
	}
	if end := strings.IndexAny(s, " \t\r\n\f>"); end >= 0 {
		return s[:end]
	}
	return s
}

// address adds an address as it is written, and without what may stand behind it:
// the end of a sentence, marks of Markdown, a word in a script without spaces.
func (t *scanner) address(s string) {
	if t.budget -= len(s) + 1; t.budget < 0 || t.isForeign(s) {
		return
	}
	t.written(s)
	const most = 2 // times that each mark is tried as the end
	var tried [0x81]uint8
	for i := range len(s) {
		mark := s[i]
		if mark >= 0x80 {
			mark = 0x80
		}
		if strings.IndexByte("<>\"'`|)]\\*_~&\x80", mark) >= 0 && tried[mark] < most && (mark < 0x80 || i == 0 || s[i-1] < 0x80) {
			t.written(s[:i])
			tried[mark]++
		}
	}
}

// written adds an address in the ways in which it may be meant: with escapes of
// Markdown and HTML, at the end of a sentence.
func (t *scanner) written(s string) {
	t.escaped(s)
	if sentence := strings.TrimRight(s, "?!.,:;*_~'"); sentence != s {
		t.escaped(sentence)
	}
}

func (t *scanner) escaped(s string) {
	t.Add(t.folder, s)
	if strings.IndexByte(s, '\\') >= 0 {
		t.Add(t.folder, html.UnescapeString(withoutBackslashes(s)))
	}
	if strings.IndexByte(s, '&') >= 0 {
		t.Add(t.folder, html.UnescapeString(s))
	}
}

// withoutBackslashes resolves Markdown's escapes of punctuation.
func withoutBackslashes(s string) string {
	plain := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
		}
		plain = append(plain, s[i])
	}
	return string(plain)
}
