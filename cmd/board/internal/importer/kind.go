package importer

import "strings"

// kindOf recognizes the format of a text: '{' for JSON, 'x' for a feed in XML,
// 'h' for HTML, 0 for an empty text.
func kindOf(text string) byte {
	s := scanner{text: strings.TrimLeft(text, " \t\r\n")}
	if s.text == "" {
		return 0
	}
	if s.text[0] == '{' {
		return '{'
	}
	for p, ok := s.next(); ok; p, ok = s.next() {
		if p.kind == startTag || p.kind == emptyTag {
			if (&feedFile{root: strings.ToLower(local(p.name))}).isFeed() {
				return 'x'
			}
			return 'h'
		}
	}
	return 'h'
}
