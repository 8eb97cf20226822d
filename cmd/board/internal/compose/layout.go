package compose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/frontmatter"
)

// layOut finds the parts of a source. It follows the rules of package board as
// far as editing needs them; what it takes for something else is refused when the
// result of an edit is read again.
func layOut(source string) *layout {
	l := &layout{ending: "\n"}
	if strings.Contains(source, "\r\n") {
		l.ending = "\r\n"
	}
	at := 0
	if strings.HasPrefix(source, "\ufeff") {
		at = len("\ufeff")
	}
	at = skipBlank(source, at)
	if block, ok := frontmatter.Cut(newlines.Replace(source[at:])); ok {
		at = l.readFrontMatter(source, at, block)
	} else {
		at = l.readHeader(source, at)
	}
	at = l.readPhotos(source, at)
	l.text = trimmed(source, span{at, len(source)})
	l.readClosing(source)
	return l
}

func skipBlank(source string, at int) int {
	for at < len(source) {
		line, next := lineAt(source, at)
		if strings.TrimSpace(line) != "" {
			break
		}
		at = next
	}
	return at
}

// trimmed is a span without the blank lines around it, and without the end of
// its last line.
func trimmed(source string, s span) span {
	s.start = skipBlank(source, s.start)
	s.end = max(s.start, s.start+len(strings.TrimRight(source[s.start:s.end], " \t\r\n\u00a0")))
	return s
}

// fieldRE reads a line as NAME value, NAME: value.
var fieldRE = regexp.MustCompile(`^([ \t\x{a0}]*)([\pL][\pL\pM\pN_.-]*)(?:[:：][ \t\x{a0}]*|[ \t\x{a0}]+|$)`)

func readField(line string) (name string, value int, ok bool) {
	m := fieldRE.FindStringSubmatch(line)
	if m == nil {
		return "", 0, false
	}
	name = strings.ToLower(m[2])
	known := slices.Contains(names, name)
	if !known && strings.ToUpper(m[2]) != m[2] && !strings.ContainsAny(m[0], ":：") || name == "photo" {
		return "", 0, false
	}
	return name, len(m[0]), true
}

func (l *layout) readHeader(source string, at int) int {
	l.format = 't'
	if line, next := lineAt(source, at); strings.EqualFold(strings.TrimSpace(line), "Board View") {
		at = skipBlank(source, next)
	}
	l.header = span{at, at}
	for at < len(source) {
		line, next := lineAt(source, at)
		name, value, ok := readField(line)
		if !ok || strings.TrimSpace(line) == "" {
			break
		}
		l.addField(source, name, span{at, next}, at+value, at+len(line))
		at, l.header.end = next, next
	}
	return at
}

func (l *layout) addField(source, name string, lines span, start, end int) {
	value := strings.Trim(source[start:end], " \t\u00a0")
	start += strings.Index(source[start:end], value)
	l.fields = append(l.fields, fieldSpan{lines, name, []string{value}, span{start, start + len(value)}, true})
}

// readClosing finds the BY lines that close a post whose header has none.
func (l *layout) readClosing(source string) {
	if l.format != 't' && l.has("by") || l.has("by") {
		return
	}
	var closing []fieldSpan
	end := l.text.end
	for end > l.text.start {
		start := strings.LastIndexAny(source[l.text.start:end], "\r\n") + 1 + l.text.start
		line := source[start:end]
		name, value, ok := readField(line)
		if !ok || name != "by" || !isClosing(line) {
			break
		}
		_, next := lineAt(source, start)
		author := strings.Trim(line[value:], " \t\u00a0")
		at := start + value + strings.Index(line[value:], author)
		closing = append(closing, fieldSpan{span{start, next}, "by", []string{author}, span{at, at + len(author)}, true})
		end = max(l.text.start, start)
		for end > l.text.start && (source[end-1] == '\n' || source[end-1] == '\r') && end == start {
			end = l.text.start + len(strings.TrimRight(source[l.text.start:start], "\r\n"))
			if strings.Count(newlines.Replace(source[end:start]), "\n") > 1 { // a blank line: what is above is text
				l.closed(closing, source, end)
				return
			}
		}
	}
	l.closed(closing, source, end)
}

func (l *layout) closed(closing []fieldSpan, source string, end int) {
	if len(closing) == 0 {
		return
	}
	slices.Reverse(closing)
	l.fields = append(l.fields, closing...)
	l.text = trimmed(source, span{l.text.start, end})
}

// isClosing tells a line that names an author from the start of a sentence as
// far as it is sure: BY in capitals or with a colon.
func isClosing(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "BY") || len(line) > 2 && (line[2] == ':' || strings.HasPrefix(line[2:], "："))
}

// readPhotos reads the paragraphs with a photo each that stand above the text.
func (l *layout) readPhotos(source string, at int) int {
	for {
		start := skipBlank(source, at)
		end, next := start, start
		for next < len(source) {
			line, after := lineAt(source, next)
			if strings.TrimSpace(line) == "" {
				break
			}
			end, next = next+len(line), after
		}
		photo, ok := readPhoto(source[start:end])
		if !ok {
			return at
		}
		l.photos = append(l.photos, photoSpan{span{start, end}, photo})
		at = next
	}
}

var photoRE = regexp.MustCompile(`(?i)^[ \t]*photo[ \t]*[:：]?`)

// readPhoto reads a paragraph that is one photo and nothing else.
func readPhoto(paragraph string) (photo board.Photo, ok bool) {
	if !photoRE.MatchString(paragraph) {
		return photo, false
	}
	p, err := board.Parse("photo.txt", []byte("SUBJECT x\nDATE 2026-01-01\n\n"+paragraph))
	if err != nil || len(p.Photos) != 1 || p.Body != "" {
		return photo, false
	}
	return p.Photos[0], true
}
