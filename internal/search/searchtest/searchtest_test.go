package searchtest

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/search"
)

// TestLanguages: each query finds what whoever knows its language wants to find.
func TestLanguages(t *testing.T) {
	boards, err := Boards()
	if err != nil {
		t.Fatal(err)
	}
	if len(boards) != 13 {
		t.Errorf("wanted the 13 languages of the widget, found %d", len(boards))
	}
	for _, b := range boards {
		reader := b.open(t)
		if len(b.Queries) < 20 {
			t.Errorf("%s: wanted 20 queries at least, found %d", b.Lang, len(b.Queries))
		}
		for _, q := range b.Queries {
			got := b.find(t, reader, search.Parse(q.Text))
			if found := slices.Equal(got, q.Want); found == q.Missed {
				t.Errorf("languages.txt:%d: %s: %q finds %q, want %q (known to be missed: %v)", q.Line, b.Lang, q.Text, strings.Join(got, " "), strings.Join(q.Want, " "), q.Missed)
			}
		}
	}
}

func (b *Board) open(t *testing.T) *search.Reader {
	t.Helper()
	index, err := b.Index()
	if err != nil {
		t.Fatal(err)
	}
	files, err := index.Files()
	if err != nil {
		t.Fatal(err)
	}
	tree := make(fstest.MapFS)
	for _, f := range files {
		tree[f.Name] = &fstest.MapFile{Data: f.Content}
	}
	reader, err := search.Open(tree)
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

// find returns the IDs of what a query finds, oldest first.
func (b *Board) find(t *testing.T, reader *search.Reader, q search.Query) (ids []string) {
	t.Helper()
	s, err := reader.Find(q)
	if err != nil {
		t.Fatal(err)
	}
	for _, hit := range slices.Backward(s.Hits(false)) {
		if d := b.Documents[hit.Place]; q.HasPhrases(d.Subject + "\n" + d.Text) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}
