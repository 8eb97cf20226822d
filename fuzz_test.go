package board_test

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"golang.org/x/tools/txtar"
)

// seed adds the sources of all cases to a fuzz target's corpus.
func seed(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.Source)
	}
}

// FuzzParse: Parse makes a post of any bytes, each finding has a place, and
// the post survives Format.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Add([]byte("{\"a\x00")) // held back for two reasons, of which one is still there when Format has written them
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, name := range []string{"a.txt", "b.md", "c/index.md"} {
			p, err := board.Parse(name, src)
			checkRoundTrip(t, p, name)
			checkPlaces(t, err)
		}
	})
}

// FuzzRender: whatever a post contains, its HTML keeps every promise, at every
// level and with every choice of images.
func FuzzRender(f *testing.F) {
	seed(f)
	renderers := []*board.Renderer{
		{}, {BaseURL: "https://board.example/feed.json", UGC: true, HeadingLevel: 3},
		{Images: board.ImagesAny}, {Policy: board.Basic, BaseURL: "./"}, {Policy: board.Text, Images: board.ImagesOff},
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, _ := board.Parse("a.txt", src)
		for _, r := range renderers {
			checkOutput(t, r, article(t, r, p))
			checkOutput(t, r, sanitize(t, r, string(src)))
		}
	})
}

// FuzzReadFeed: ReadFeed makes a board of any bytes, whose posts can be
// rendered and published.
func FuzzReadFeed(f *testing.F) {
	for _, c := range readCases(f) {
		p, _ := board.Parse(c.File, c.Source)
		item, err := new(board.Renderer).Item(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[` + string(item) + `]}`))
	}
	f.Add([]byte(`{"items":[{"id":1,"title":[],"content_html":"<b>x\n\n<p>y"},{"content_text":"a\n\nb"},null,3]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, err := board.ReadFeed("feed.json", src)
		checkPlaces(t, err)
		for p := range b.All() {
			checkOutput(t, new(board.Renderer), article(t, new(board.Renderer), p))
		}
		if _, err := new(board.Renderer).Publish(b); err != nil {
			t.Error(err)
		}
	})
}

// FuzzDirectory: of any files a board is made, published, and read to the end
// (in txtar, which a person can edit; names that no file can have are left out).
func FuzzDirectory(f *testing.F) {
	for _, pattern := range []string{"testdata/boards/*.txtar", "testdata/sites/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("wanted %s, found none (%v)", pattern, err)
		}
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 16<<10 {
			return // what a board of this size becomes is enough
		}
		b, err := board.Load(directory(src))
		checkPlaces(t, err)
		b.URL = "https://board.example/"
		site, err := new(board.Renderer).Publish(b)
		if err != nil {
			checkPlaces(t, err)
		}
		checkTreeOfFiles(t, site)
	})
}

// directory has the files of a txtar archive. One that stands in the place of a
// folder is left out.
func directory(src []byte) fstest.MapFS {
	dir := make(fstest.MapFS)
	for _, file := range txtar.Parse(src).Files {
		if fs.ValidPath(file.Name) && file.Name != "." {
			dir[file.Name] = &fstest.MapFile{Data: file.Data}
		}
	}
	for name := range dir {
		for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
			delete(dir, folder)
		}
	}
	return dir
}

// checkTreeOfFiles: a published tree has an end, and every file in it can be
// read and has the size that it says.
func checkTreeOfFiles(t *testing.T, site fs.FS) {
	t.Helper()
	const most = 100_000
	n := 0
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if n++; n > most {
			return errors.New("the tree has no end")
		}
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		if info, err := fs.Stat(site, name); err != nil || info.Size() != int64(len(content)) {
			t.Errorf("%s has %d bytes, its size is %v (%v)", name, len(content), info, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// checkPlaces: every finding says in which file, line and column it is.
func checkPlaces(t *testing.T, err error) {
	t.Helper()
	list, _ := err.(board.ErrorList)
	if err != nil && len(list) == 0 {
		t.Errorf("wanted an ErrorList, found %#v", err)
	}
	for _, e := range list {
		if e.File == "" || e.Line < 1 || e.Col < 1 || e.Msg == "" {
			t.Errorf("a finding without a place: %v", e)
		}
	}
}
