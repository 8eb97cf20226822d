package importer

import "strings"

// The kinds of pieces.
type markup int

const (
	charData markup = iota
	startTag
	endTag
	emptyTag // <a/>
	cdata
	other // comments, processing instructions, doctypes
)

// A piece is a part of an XML text: a tag, or the text between tags.
type piece struct {
	kind       markup
	start, end int
	name       string // of a tag, as it is written
}

// A scanner splits XML into pieces. It is made for files that XML parsers
// reject: it never fails, and takes linear time.
type scanner struct {
	text      string
	at        int
	noComment bool // no "-->" is left
	noCDATA   bool // no "]]>" is left
	noPI      bool // no "?>" is left
	doctype   bool // there was one
}

// next returns the next piece, and false at the end.
func (s *scanner) next() (piece, bool) {
	if s.at >= len(s.text) {
		return piece{}, false
	}
	p := s.piece()
	s.at = p.end
	return p, true
}

func (s *scanner) piece() piece {
	rest := s.text[s.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return s.until("-->", other, &s.noComment)
	case strings.HasPrefix(rest, "<![CDATA["):
		return s.cdata()
	case strings.HasPrefix(rest, "<?"):
		return s.until("?>", other, &s.noPI)
	case !s.doctype && len(rest) > 9 && strings.EqualFold(rest[:9], "<!doctype"):
		s.doctype = true
		return s.declaration()
	}
	if p, ok := s.tag(); ok {
		return p
	}
	return s.words()
}

// until returns the piece that ends with a mark. Without the mark, the start
// of the piece is text.
func (s *scanner) until(mark string, kind markup, none *bool) piece {
	if !*none {
		if i := strings.Index(s.text[s.at:], mark); i >= 0 {
			return piece{kind: kind, start: s.at, end: s.at + i + len(mark)}
		}
		*none = true
	}
	return s.words()
}

// cdata returns a CDATA section. If another one begins inside, the section was
// not closed, and ends with its item.
func (s *scanner) cdata() piece {
	p := s.until("]]>", cdata, &s.noCDATA)
	if p.kind != cdata {
		return p
	}
	inside := s.text[p.start+len("<![CDATA[") : p.end]
	if again := strings.Index(inside, "<![CDATA["); again >= 0 {
		for _, end := range []string{"</item", "</entry"} {
			if i := strings.Index(inside[:again], end); i >= 0 {
				return s.words()
			}
		}
	}
	return p
}

// declaration returns a doctype with its declarations. They are not used, so
// no entity can expand.
func (s *scanner) declaration() piece {
	depth := 0
	for i := s.at; i < len(s.text); i++ {
		switch s.text[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '>':
			if depth <= 0 {
				return piece{kind: other, start: s.at, end: i + 1}
			}
		}
	}
	if i := strings.IndexByte(s.text[s.at:], '>'); i >= 0 {
		return piece{kind: other, start: s.at, end: s.at + i + 1}
	}
	return s.words()
}

// words returns the text up to the next "<" that begins a tag.
func (s *scanner) words() piece {
	end := len(s.text)
	if i := strings.IndexByte(s.text[s.at+1:], '<'); i >= 0 {
		end = s.at + 1 + i
	}
	return piece{kind: charData, start: s.at, end: end}
}

func (s *scanner) tag() (piece, bool) {
	rest := s.text[s.at:]
	if rest[0] != '<' {
		return piece{}, false
	}
	kind, from := startTag, 1
	if strings.HasPrefix(rest, "</") {
		kind, from = endTag, 2
	}
	name := tagName(rest[from:])
	end := tagEnd(rest)
	if name == "" || end < 0 {
		return piece{}, false
	}
	if kind == startTag && rest[end-2] == '/' {
		kind = emptyTag
	}
	return piece{kind, s.at, s.at + end, name}, true
}

// tagName returns the name at the start of s.
func tagName(s string) string {
	for i, c := range s {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c > 0x7f
		if !letter && (i == 0 || c != '-' && c != '.' && c != ':' && (c < '0' || c > '9')) {
			return s[:i]
		}
	}
	return ""
}

// tagEnd returns the end of the tag at the start of s: at a ">" outside quotes
// or, if a quote is not closed before the next tag, at the first ">".
func tagEnd(s string) int {
	var quote byte
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<':
			return firstEnd(s[:i])
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return firstEnd(s)
}

func firstEnd(s string) int {
	if i := strings.IndexByte(s, '>'); i >= 0 {
		return i + 1
	}
	return -1
}

// local returns a name without its prefix.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }
