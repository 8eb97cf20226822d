package board_test

import (
	"testing"

	"github.com/boardview/board"
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
