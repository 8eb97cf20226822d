package importer_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/importer"
	"github.com/boardview/board/internal/cases"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
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

// options are the options of a case.
type options struct {
	importer.Importer
	Encode string // the encoding of the file, which in the case is UTF-8
}

func optionsOf(t testing.TB, c *cases.Case) options {
	t.Helper()
	var o options
	if err := json.Unmarshal([]byte(c.Options), &o); err != nil {
		t.Fatalf("%s: options: %v", c.Name, err)
	}
	return o
}

// source returns the file of a case in its encoding.
func source(t testing.TB, c *cases.Case) []byte {
	t.Helper()
	o := optionsOf(t, c)
	if o.Encode == "" {
		return c.Source
	}
	codec, _ := charset.Lookup(o.Encode)
	if codec == nil {
		t.Fatalf("%s: wanted an encoding, found %q", c.Name, o.Encode)
	}
	b, err := codec.NewEncoder().Bytes(c.Source)
	if err != nil {
		t.Fatalf("%s: %v", c.Name, err)
	}
	return b
}

func read(t testing.TB, c *cases.Case) (*importer.Collection, error) {
	t.Helper()
	o := optionsOf(t, c)
	return o.Importer.Read(c.File, source(t, c))
}

// TestCases compares the findings, the fields of the feed and the posts of each
// case with the expected ones.
func TestCases(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			got, err := read(t, c)
			expect(t, c, "findings", findings(err))
			expect(t, c, "board", about(got.Board))
			expect(t, c, "posts", posts(got))
			if *update {
				write(t, filepath.Join("testdata/cases", c.Name), c.Format())
			}
		})
	}
}

func about(b *board.Board) string {
	var s strings.Builder
	for _, f := range [][2]string{{"title", b.Title}, {"description", b.Description}, {"url", b.URL}, {"lang", b.Lang}, {"next", b.NextURL}} {
		if f[1] != "" {
			fmt.Fprintf(&s, "%s %s\n", f[0], f[1])
		}
	}
	return s.String()
}

func posts(c *importer.Collection) string {
	var s strings.Builder
	for _, p := range c.Posts {
		fmt.Fprintf(&s, "== %s.txt\n%s", p.ID, board.Format(p))
	}
	return s.String()
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

// write writes a file that differs.
func write(t *testing.T, name string, b []byte) {
	t.Helper()
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, b) {
		return
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// findings returns the findings, one per line.
func findings(err error) string {
	var list board.ErrorList
	if errors.As(err, &list) {
		return list.Error() + "\n"
	}
	return ""
}
