package importer

import (
	"slices"
	"strings"
	"unicode"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// dropContents removes tables of contents from the page: a post has no places
// that they could lead to. They are lists of links to the page itself, named as
// what they are by their class, by themselves, or by the words above them.
func (p *page) dropContents() {
	for _, n := range findAll(p.doc, "nav, div, section, aside, details, ul, ol, table") {
		label := before(n)
		switch {
		case !isContents(n):
		case isContentsName(htmltree.Attr(n, "class")+" "+htmltree.Attr(n, "id")+" "+htmltree.Attr(n, "role")) || htmltree.IsElement(n, "nav"):
			htmltree.Remove(n)
		case contentsLabels[strings.ToLower(strings.Trim(htmltree.Words(label), " :："))]:
			htmltree.Remove(label)
			htmltree.Remove(n)
		}
	}
}

// before returns the element in front of n.
func before(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; {
		n = n.PrevSibling
	}
	return n
}

// contentsLabels are the words above tables of contents.
var contentsLabels = func() map[string]bool {
	labels := make(map[string]bool)
	for label := range strings.SplitSeq("contents,table of contents,on this page,in this article,inhalt,inhaltsverzeichnis,sommaire,table des matières,índice,contenido,sumário,содержание,оглавление,агуулга,목차,차례,目次,目录,目錄", ",") {
		labels[label] = true
	}
	return labels
}()

// isContentsName reports whether names of an element say that it is a table of
// contents.
func isContentsName(names string) bool {
	names = strings.ToLower(names)
	if strings.Contains(strings.NewReplacer("-", "", "_", "").Replace(names), "tableofcontents") {
		return true
	}
	words := strings.FieldsFunc(names, func(c rune) bool { return c < 'a' || c > 'z' })
	return slices.Contains(words, "toc") || slices.Contains(words, "contents")
}

// isContents reports whether an element has several links to places of the
// same page, no others, and hardly any other words.
func isContents(n *html.Node) bool {
	linked, links := 0, findAll(n, "a[href]")
	for _, a := range links {
		if !strings.HasPrefix(htmltree.Attr(a, "href"), "#") {
			return false
		}
		linked += len(htmltree.Words(a))
	}
	return len(links) > 1 && linked*3 > len(htmltree.Words(n))
}

// dropByline removes the byline from the beginning of the text, since BY has
// the authors.
func (p *page) dropByline() {
	seen := 0
	htmltree.Walk(p.body, func(n *html.Node) bool {
		switch {
		case n.Type != html.ElementNode || seen >= maxLead:
			return seen < maxLead
		case n != p.body && p.isByline(shortWords(n)):
			htmltree.Remove(n)
			seen = maxLead
			return false
		case htmltree.IsElement(n, "p", "li", "blockquote", "pre", "table"):
			seen++
			return false
		}
		return true
	})
}

// isByline reports whether a text has the authors of the post and nothing else
// but a date and the words between them.
func (p *page) isByline(text string) bool {
	rest := text
	for _, a := range p.d.authors {
		if a.Name == "" || !strings.Contains(rest, a.Name) {
			return false
		}
		rest = strings.Replace(rest, a.Name, " ", 1)
	}
	if rest == text || len(p.d.authors) == 1 && strings.TrimSpace(rest) == "" {
		return false // a name alone may be anything
	}
	rest = timeRE.ReplaceAllString(datedRE.ReplaceAllString(rest, " "), " ")
	for word := range strings.FieldsFuncSeq(rest, func(c rune) bool { return !unicode.IsLetter(c) }) {
		if !bylineWords[strings.ToLower(word)] {
			return false
		}
	}
	return true
}

// bylineWords are the words of bylines beside names and dates.
var bylineWords = func() map[string]bool {
	known := make(map[string]bool)
	for word := range strings.FieldsSeq("by written posted published reported story words text and on in at von und am par et le por y el di e il door en op автор и author autor auteur 作者 文 글 기자") {
		known[word] = true
	}
	return known
}()
