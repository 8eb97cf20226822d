package compose

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
	"github.com/google/go-cmp/cmp"
)

const testdata = "../../../../testdata"

// corpus returns all sources of posts of the project's tests, by their names, that an
// editor can open: those in UTF-8.
func corpus(t testing.TB) map[string]string {
	t.Helper()
	all := make(map[string]string)
	files := os.DirFS(testdata)
	list, err := cases.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		all[c.Name+"/"+c.File] = string(c.Source)
	}
	err = fs.WalkDir(files, "posts", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); err == nil && (ext == ".txt" || ext == ".md") {
			b, err := fs.ReadFile(files, name)
			all[name] = string(b)
			return err
		}
		return err
	})
	for name, source := range all {
		if path.Ext(name) == ".json" || !utf8.ValidString(source) || len(source) > board.MaxSource {
			delete(all, name)
		}
	}
	if err != nil || len(all) < 100 {
		t.Fatalf("wanted the corpus, found %d posts, %v", len(all), err)
	}
	return all
}

// open opens a post in an editor of its own.
func open(name, source string) *Document { return new(Editor).Open(name, source) }

// TestUnchanged: what is set to what it is leaves every post of the corpus as it is,
// to the byte.
func TestUnchanged(t *testing.T) {
	for name, source := range corpus(t) {
		var e Editor
		d := e.Open(name, source)
		check := func(what string, got *Document, err error) {
			t.Helper()
			if err == nil && got.Source != source {
				t.Errorf("%s: %s: %s", name, what, cmp.Diff(source, got.Source))
			}
			if err != nil && !errors.Is(err, ErrLocked) {
				t.Errorf("%s: %s: %v", name, what, err)
			}
		}
		for field, values := range d.Fields {
			if clearField[field] != nil && field != "tags" {
				got, err := e.SetField(name, source, field, values)
				check(field, got, err)
			}
		}
		got, err := e.SetText(name, source, d.Text)
		check("text", got, err)
		got, err = e.SetPhotos(name, source, slices.Clone(d.Photos))
		check("photos", got, err)
	}
}

// TestOnlyChange changes one part after the other in every post of the corpus: the
// part is then what was wanted, and all lines that have nothing to do with it keep
// their bytes. Few posts have a part that only the source can change.
func TestOnlyChange(t *testing.T) {
	edits, locked := 0, 0
	for name, source := range corpus(t) {
		var e Editor
		d := e.Open(name, source)
		for field, values := range map[string][]string{
			"subject": {`A "new": subject #1`}, "date": {"2026-12-24"}, "by": {"A. Clerk (clerk@secretariat.example)", "Another Office"},
			"tags": {"new tag", "another"}, "lang": {"mn"}, "expires": {"2030-01-01"}, "embargo": {"2026-12-24"}, "draft": {"yes"}, "pinned": nil, "withdrawn": {"2026-12-25 an error"},
			"attachment": {"[Minutes](files/minutes.pdf) application/pdf 1000"},
		} {
			edits++
			got, err := e.SetField(name, source, field, values)
			if errors.Is(err, ErrLocked) {
				locked++
				continue
			}
			if err != nil {
				t.Errorf("%s: %s: %v", name, field, err)
				continue
			}
			after := open(name, got.Source).Fields[field]
			if want := written(field, values); !slices.Equal(after, want) && !slices.Equal(after, values) {
				t.Errorf("%s: %s: wanted %q, found %q in\n%s", name, field, values, after, got.Source)
			}
			if n := changedLines(source, got.Source); n > max(len(d.Fields[field]), len(values))+2 {
				t.Errorf("%s: %s: %d lines were changed: %s", name, field, n, cmp.Diff(source, got.Source))
			}
		}
		if got, err := e.SetText(name, source, d.Text+"\n\nOne more paragraph."); err == nil {
			if n := changedLines(source, got.Source); n > 4 {
				t.Errorf("%s: text: %d lines were changed: %s", name, n, cmp.Diff(source, got.Source))
			}
			if after := open(name, got.Source).Text; !strings.HasSuffix(after, "One more paragraph.") {
				t.Errorf("%s: the text ends %.100q", name, after)
			}
		} else if edits++; errors.Is(err, ErrLocked) {
			locked++
		}
		photo := board.Photo{URL: "pictures/new.jpg", Caption: "The new building", Alt: "A house of brick", Width: 800, Height: 600}
		got, err := e.SetPhotos(name, source, append(slices.Clone(d.Photos), photo))
		if err != nil {
			locked++
			continue
		}
		if after := open(name, got.Source).Photos; len(after) == 0 || after[len(after)-1] != photo {
			t.Errorf("%s: photos: found %v in\n%s", name, after, got.Source)
		}
	}
	t.Logf("%d of %d edits need the source", locked, edits)
	if edits < 1000 || locked > edits/10 {
		t.Errorf("%d of %d edits need the source", locked, edits)
	}
}

// TestOneReading: each key costs one reading, that is one parse and one rendering,
// whatever it changes.
func TestOneReading(t *testing.T) {
	var e Editor
	d := e.Open("a.txt", "SUBJECT A visit\nDATE 2026-11-26\n\nThe text.\n")
	for i, key := range []func() (*Document, error){
		func() (*Document, error) { return e.SetText("a.txt", d.Source, d.Text+"x") },
		func() (*Document, error) { return e.SetText("a.txt", d.Source, d.Text+"y") },
		func() (*Document, error) { return e.SetField("a.txt", d.Source, "subject", []string{"Another visit"}) },
		func() (*Document, error) {
			return e.SetPhotos("a.txt", d.Source, []board.Photo{{URL: "a.jpg", Alt: "A house"}})
		},
		func() (*Document, error) { return e.Open("a.txt", d.Source+"\nMore.\n"), nil },
	} {
		before := e.reads
		next, err := key()
		if err != nil || e.reads != before+1 || next.Source == d.Source || e.Open("a.txt", next.Source).Article != next.Article {
			t.Fatalf("key %d: wanted one reading and another source, found %d readings, %+v, %v", i, e.reads-before, next, err)
		}
		d = next
	}
}

// written is how the values of a field stand in a header.
func written(field string, values []string) []string {
	if field == "tags" {
		return []string{formatTags(values)}
	}
	if field == "draft" {
		return []string{"true"}
	}
	return values
}

// changedLines counts the lines between those that are the same at the start and at
// the end.
func changedLines(before, after string) int {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b))
}
