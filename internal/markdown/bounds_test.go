package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyDefinitions: link reference definitions are read a few lines at a
// time. None is lost where one lot ends and the next begins.
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
	d := newDocument(source.String())
	d.markdown(source.String())
	if got := finished(d); got != want.String() {
		t.Errorf("got %s", got)
	}
}
