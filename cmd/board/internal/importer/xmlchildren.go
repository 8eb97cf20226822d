package importer

import (
	"regexp"
	"strings"
)

// The namespaces that posts in feeds of other kinds may use.
const (
	atomSpace  = "http://www.w3.org/2005/Atom"
	xhtmlSpace = "http://www.w3.org/1999/xhtml"
)

// A child is an element directly inside an item, as the file has it.
type child struct {
	prefix, name string // of its tag; the name is lower case
	source       string
	inner        string // what is between its tags
}

// childrenOf returns the elements inside the first element with a name. The
// source must be well-formed.
func childrenOf(source, item string) (list []child) {
	s := scanner{text: source}
	depth, parent := 0, -1 // how many elements are open, and how many are where item is
	var now child
	start, inner := 0, 0
	add := func(innerEnd, end int) {
		now.source, now.inner = source[start:end], source[inner:max(inner, innerEnd)]
		list = append(list, now)
	}
	for p, ok := s.next(); ok; p, ok = s.next() {
		switch p.kind {
		case startTag, emptyTag:
			short := local(p.name)
			name := strings.ToLower(short)
			if depth == parent {
				now, start, inner = child{prefix: strings.TrimSuffix(strings.TrimSuffix(p.name, short), ":"), name: name}, p.start, p.end
			}
			if p.kind == emptyTag && depth == parent {
				add(p.end, p.end)
			} else if p.kind == startTag {
				depth++
			}
			if parent < 0 && name == item {
				parent = depth
			}
		case endTag:
			depth--
			if depth == parent {
				add(p.start, p.end)
			}
			if depth < parent {
				return list
			}
		}
	}
	return list
}

var prefixRE = regexp.MustCompile(`\sxmlns:([\w.-]+)\s*=\s*["']\s*([^"']*?)\s*["']`)

// prefixesOf returns the prefixes that are declared for a namespace.
func prefixesOf(source, space string) (list []string) {
	for _, m := range prefixRE.FindAllStringSubmatch(source, -1) {
		if m[2] == space {
			list = append(list, m[1])
		}
	}
	return list
}

// unprefixed removes a prefix from the names of elements.
func unprefixed(source, prefix string) string {
	var out strings.Builder
	s := scanner{text: source}
	for p, ok := s.next(); ok; p, ok = s.next() {
		text := source[p.start:p.end]
		if strings.HasPrefix(p.name, prefix+":") {
			text = strings.Replace(text, prefix+":", "", 1)
		}
		out.WriteString(text)
	}
	return out.String()
}

// plainXHTML removes the prefixes of XHTML elements, which HTML does not have.
func plainXHTML(source string) string {
	for _, prefix := range prefixesOf(source, xhtmlSpace) {
		source = unprefixed(source, prefix)
	}
	return source
}
