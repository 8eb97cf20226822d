package srcset

import (
	"strings"
	"testing"

	"github.com/boardview/board/internal/safehtml"
	"github.com/boardview/board/internal/weburl"
)

// sanitised is HTML as package safehtml writes it, which this package relies on.
func sanitised(t *testing.T, source string) string {
	t.Helper()
	b := safehtml.New(safehtml.Options{Size: len(source), MinHeading: 1, Resolver: weburl.NewResolver("https://board.example/", weburl.ImagesBoard)})
	b.HTML(source)
	var s strings.Builder
	if err := b.Flush(&s); err != nil {
		t.Fatal(err)
	}
	return s.String()
}

// TestAdd: what is known about a picture comes into its tag, whatever the texts
// around it and in its attributes say; all else stays as it is.
func TestAdd(t *testing.T) {
	known := map[string]Image{
		"https://board.example/a.jpg?b&c": {Width: 40, Height: 30, Candidates: []Candidate{{"a&b,.jpg", 10}, {"c.jpg", 20}}},
		"https://board.example/size.jpg":  {Width: 40, Height: 30},
		"https://board.example/set.jpg":   {Candidates: []Candidate{{"c.jpg", 20}}},
	}
	const set = `srcset="a&amp;b%2C.jpg 10w, c.jpg 20w" sizes="min(40px, 42rem)"`
	for source, want := range map[string]string{
		`<p>no picture`:                                             `<p>no picture</p>`,
		`<img src="a.jpg?b&amp;c" alt="A">`:                         `<img src="https://board.example/a.jpg?b&amp;c" alt="A" width="40" height="30" ` + set + ` loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="a.jpg?b&amp;c" alt='" loading="lazy"'>`:          `<img src="https://board.example/a.jpg?b&amp;c" alt="&#34; loading=&#34;lazy&#34;" width="40" height="30" ` + set + ` loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="size.jpg">&lt;img src="size.jpg"&gt;`:            `<img src="https://board.example/size.jpg" alt="" width="40" height="30" loading="lazy" decoding="async" referrerpolicy="no-referrer">&lt;img src=&#34;size.jpg&#34;&gt;`,
		`<img src="size.jpg" height="3">`:                           `<img src="https://board.example/size.jpg" alt="" height="3" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="size.jpg" alt=' width="7"' title=' height="7"'>`: `<img src="https://board.example/size.jpg" alt=" width=&#34;7&#34;" title=" height=&#34;7&#34;" width="40" height="30" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="set.jpg">`:                                       `<img src="https://board.example/set.jpg" alt="" srcset="c.jpg 20w" sizes="min(42rem)" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		`<img src="other.jpg" srcset="x 1w"><b>`:                    `<img src="https://board.example/other.jpg" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer"><b></b>`,
		`<a href="x.html" title='<img src="size.jpg'>x</a>`:         `<a href="https://board.example/x.html" title="&lt;img src=&#34;size.jpg" rel="noopener noreferrer">x</a>`,
	} {
		if got := Add(sanitised(t, source), "42rem", func(address string) Image { return known[address] }); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", source, got, want)
		}
	}
}

// FuzzAdd: nothing but pictures changes, and any text can be read.
func FuzzAdd(f *testing.F) {
	f.Add(`<img src="a.jpg" referrerpolicy="no-referrer">`)
	f.Add(`a<img src="`)
	f.Fuzz(func(t *testing.T, source string) {
		if got := Add(source, "1px", func(string) Image { return Image{} }); got != source {
			t.Errorf("%q became %q", source, got)
		}
	})
}
