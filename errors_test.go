package board_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"golang.org/x/tools/txtar"
)

// TestKinds: programs act on the kind of a finding, so each file of
// testdata/kinds.txtar has one finding, of the kind that it is named after.
func TestKinds(t *testing.T) {
	corpus, err := txtar.ParseFile("testdata/kinds.txtar")
	if err != nil {
		t.Fatal(err)
	}
	left := []board.Kind{
		board.HeldBack, board.Changed, board.BadValue, board.UnknownField, board.Guessed,
		board.Missing, board.Inconsistent, board.LeftOut, board.FileError,
	}
	for _, f := range corpus.Files {
		t.Run(f.Name, func(t *testing.T) {
			kind := board.Kind(filepath.Base(filepath.Dir(f.Name)))
			list := findingsOf(t, f)
			if len(list) != 1 || list[0].Kind != kind {
				t.Fatalf("want one finding of the kind %q, found %s", kind, asJSON(t, list))
			}
			left = slices.DeleteFunc(left, func(k board.Kind) bool { return k == kind })
		})
	}
	if len(left) > 0 {
		t.Errorf("testdata/kinds.txtar has no file for %q", left)
	}
}

// findingsOf loads a board of one file: a post, or a feed.
func findingsOf(t *testing.T, f txtar.File) board.ErrorList {
	t.Helper()
	var err error
	if strings.HasSuffix(f.Name, ".json") {
		_, err = board.ReadFeed(f.Name, f.Data)
	} else {
		_, err = (&board.Renderer{BaseURL: "./"}).Load(fstest.MapFS{f.Name: {Data: f.Data}})
	}
	var list board.ErrorList
	errors.As(err, &list)
	return list
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestCause: an error of the file system stays one.
func TestCause(t *testing.T) {
	_, err := board.Load(os.DirFS("testdata/nowhere"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("want an error that is %v, found %v", fs.ErrNotExist, err)
	}
	_, err = board.ReadFeed("feed.json", []byte("{"))
	if syntax := new(json.SyntaxError); !errors.As(err, &syntax) {
		t.Errorf("want a %T, found %v", syntax, err)
	}
}

// TestFindingAsJSON: the names and words are an interface of other programs.
func TestFindingAsJSON(t *testing.T) {
	_, err := board.Parse("a.txt", []byte("SUBJECT A\nDATE 2024-03-01\nCOLOUR red\n"))
	const want = `[{"file":"a.txt","line":3,"col":8,"kind":"unknown-field","msg":"unknown field \"colour\", kept: \"red\""}]`
	if got := asJSON(t, err); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
