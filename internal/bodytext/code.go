// Package bodytext looks at the lines of a Markdown body before Markdown is
// read: it tells code, in which every space counts, from prose, and recognises
// what was pasted from a word processor. The parser calls it; it knows lines of
// text and nothing about posts.
package bodytext

import "strings"

// A Kind is what a line of a body is.
type Kind uint8

const (
	Prose        Kind = iota // Markdown, or blank
	IndentedCode             // CommonMark 0.31.2, section 4.4
	FencedCode               // section 4.5; the fences, too
)

// A Scanner tells the kinds of the lines of a body, one after the other. Its
// zero value is at the start of a body.
type Scanner struct {
	fence  string // the fence that is open: "```"; "" if none is
	quoted bool   // the fence stands in a block quote
	indent int    // the column at which the fence's container has its content

	last    Kind // of the last line that was not blank
	inProse bool // the line before is prose: an indented line continues it
}

// Next returns the kind of the next line. Whether a blank line belongs to
// indented code depends on what follows it; it counts as prose.
func (s *Scanner) Next(line string) Kind {
	blank := strings.TrimSpace(line) == ""
	if s.fence != "" && !blank && s.leaves(line) {
		s.fence = ""
	}
	if s.fence == "" && blank {
		s.inProse = false
		return Prose
	}
	switch {
	case s.fence != "":
		if s.closes(line) {
			s.fence = ""
		}
		s.last = FencedCode
	case s.opens(line):
		s.last = FencedCode
	case !s.inProse && columns(line) >= 4:
		s.last = IndentedCode
	default:
		s.last = Prose
	}
	s.inProse = s.last == Prose
	return s.last
}

// Last returns the kind of the last line that was not blank.
func (s *Scanner) Last() Kind { return s.last }

// InFence reports whether a fence is open.
func (s *Scanner) InFence() bool { return s.fence != "" }

// columns is how far a line is indented (CommonMark 0.31.2, section 2.2).
func columns(line string) (n int) {
	for _, r := range line {
		switch r {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// leaves reports whether a line ends the list item or block quote in which the
// fence stands, and so the code.
func (s *Scanner) leaves(line string) bool {
	if s.quoted {
		return !strings.HasPrefix(strings.TrimLeft(line, " "), ">")
	}
	return columns(line) < s.indent
}

func (s *Scanner) closes(line string) bool {
	rest := strings.TrimLeft(line, " >")
	return strings.HasPrefix(rest, s.fence) && strings.Trim(rest, s.fence[:1]+" \t") == ""
}

// opens reports whether a line opens a fence, also right behind the markers of
// list items and block quotes.
func (s *Scanner) opens(line string) bool {
	s.quoted, s.indent = false, 0
	if columns(line) >= 4 && s.inProse {
		return false
	}
	rest := line
	for {
		size, quote := marker(rest)
		if size == 0 {
			break
		}
		s.quoted = s.quoted || quote
		s.indent += size
		rest = rest[size:]
	}
	text := strings.TrimLeft(rest, " ")
	if len(rest)-len(text) > 3 && s.indent == 0 || len(text) < 3 || text[0] != '`' && text[0] != '~' {
		return false
	}
	info := strings.TrimLeft(text, text[:1])
	run := text[:len(text)-len(info)]
	if len(run) < 3 || text[0] == '`' && strings.Contains(info, "`") {
		return false
	}
	s.fence = run
	return true
}

// marker is the size of the marker of a list item or block quote at the start of
// a line, with the space after it.
func marker(line string) (size int, quote bool) {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	switch {
	case indent > 3 || text == "":
		return 0, false
	case strings.HasPrefix(text, "> "):
		return indent + 2, true
	case text[0] == '>':
		return indent + 1, true
	case strings.IndexByte("-*+", text[0]) >= 0 && len(text) > 1 && text[1] == ' ':
		return indent + 2, false
	case 1 <= digits && digits <= 9 && len(text) > digits+1 && strings.IndexByte(".)", text[digits]) >= 0 && text[digits+1] == ' ':
		return indent + digits + 2, false
	}
	return 0, false
}
