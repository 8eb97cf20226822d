package board_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is got into the cases as what is wanted")

func readCases(t testing.TB) []*cases.Case {
	t.Helper()
	all, err := cases.Read(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestCases holds every case against what its file says: the findings, the
// post in the canonical form of its source, and its HTML.
func TestCases(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			r := renderer(t, c)
			posts, err := read(r, c.File, c.Source)
			expect(t, c, "findings", findings(err))
			var sources, articles string
			for _, post := range posts {
				sources += string(board.Format(post))
				articles += article(t, r, post) + "\n"
			}
			expect(t, c, "post", sources)
			expect(t, c, "article", articles)
			if *update {
				write(t, filepath.Join("testdata/cases", c.Name), c.Format())
			}
		})
	}
}

// read gives the posts of a source file or of a feed, and the findings.
func read(r *board.Renderer, name string, src []byte) ([]*board.Post, error) {
	if filepath.Ext(name) == ".json" {
		b, err := board.ReadFeed(name, src)
		return slices.Collect(b.All()), err
	}
	post, _ := board.Parse(name, src)
	return []*board.Post{post}, r.Check(name, src)
}

func expect(t *testing.T, c *cases.Case, name, got string) {
	t.Helper()
	want, _ := c.Want(name)
	if *update {
		c.Set(name, got)
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s (-want +got):\n%s", c.Why, name, diff)
	}
}

// write writes a file, unless it is as it should be already.
func write(t *testing.T, name string, b []byte) {
	t.Helper()
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, b) {
		return
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func renderer(t testing.TB, c *cases.Case) *board.Renderer {
	t.Helper()
	r := new(board.Renderer)
	if err := json.Unmarshal([]byte(c.Options), r); err != nil {
		t.Fatalf("%s: options: %v", c.Name, err)
	}
	return r
}

// findings gives one finding a line.
func findings(err error) string {
	var list board.ErrorList
	if errors.As(err, &list) {
		return list.Error() + "\n"
	}
	return ""
}

func article(t testing.TB, r *board.Renderer, p *board.Post) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Article(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
