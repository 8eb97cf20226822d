package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyDefinitions: a long post has hundreds of link reference definitions in
// one paragraph. They work; a paragraph of thousands is text.
func TestManyDefinitions(t *testing.T) {
	var source, want strings.Builder
	for i := range 300 {
		title := []string{"", ` "t"`, "\n  'two\nlines'", "\n(t)"}[i%4]
		fmt.Fprintf(&source, "[%d]: https://a.example/%d%s\n", i, i, title)
	}
	source.WriteString("[no definition]\n\n")
	want.WriteString("<p>[no definition]</p>\n")
	for i := range 300 {
		fmt.Fprintf(&source, "[%d]\n\n", i)
		title := []string{"", ` title="t"`, " title=\"two\nlines\"", ` title="t"`}[i%4]
		fmt.Fprintf(&want, "<p><a href=\"https://a.example/%d\"%s rel=\"noopener noreferrer\">%d</a></p>\n", i, title, i)
	}
	if got := asHTML(source.String()); got != want.String() {
		t.Errorf("got %s", got)
	}
	if got := asHTML(strings.Repeat("[a]: b\n", maxDefinitions+1)); !strings.HasPrefix(got, "<p>[a]: b") {
		t.Errorf("of too many definitions, got %.100s", got)
	}
}

// TestLongPost: a post of more than 200 KiB and 10,000 elements, such as the
// notes on a large program's release, comes out as Markdown.
func TestLongPost(t *testing.T) {
	const item = "- [`%07x`](https://a.example/%d) - **doc**: words about the change (Somebody) [#%d](https://b.example/%d)\n"
	var source strings.Builder
	for i := range 2200 {
		fmt.Fprintf(&source, item, i, i, i, i)
	}
	got := asHTML(source.String())
	if size := source.Len(); size < 200<<10 || strings.Count(got, "<li>") != 2200 || strings.Count(got, "<a ") != 4400 {
		t.Errorf("%d bytes became %d items and %d links", size, strings.Count(got, "<li>"), strings.Count(got, "<a "))
	}
}

// asHTML writes Markdown as Write does.
func asHTML(source string) string {
	d := newDocument(source)
	Write(d.Builder, source, 0)
	return finished(d)
}
