package board_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// TestSecurityDoc compares the table in SECURITY.md with the policy in the
// code; with -update it writes the table.
func TestSecurityDoc(t *testing.T) {
	const start, end = "<!-- policy: go test -run SecurityDoc -update -->\n", "<!-- end of policy -->"
	b, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), start)
	written, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("wanted the marks around the policy in SECURITY.md, found none")
	}
	if *update {
		write(t, "SECURITY.md", []byte(before+start+policyTable()+end+after))
	} else if diff := cmp.Diff(policyTable(), written); diff != "" {
		t.Errorf("SECURITY.md differs from the code; go test . -run SecurityDoc -update mends it (-code +SECURITY.md):\n%s", diff)
	}
}

func policyTable() string {
	var s strings.Builder
	s.WriteString("\n| element | attributes | level |\n|---|---|---|\n")
	for _, e := range board.Policy() {
		own := e.Attributes[:len(e.Attributes)-2] // without lang and dir, which all have
		fmt.Fprintf(&s, "| `%s` | %s | %s |\n", e.Name, strings.Join(own, ", "), e.Level)
	}
	fmt.Fprintf(&s, "\nAddresses: %s.\n", strings.Join(board.Schemes(), ", "))
	s.WriteString("\n| what never comes out | because |\n|---|---|\n")
	for _, r := range board.Refusals() {
		fmt.Fprintf(&s, "| %s | %s |\n", strings.NewReplacer("<", "&lt;", "|", "\\|").Replace(r.What), r.Why)
	}
	return s.String() + "\n"
}

// TestHeldPictures: Renderer.Held is called for each picture that ImagesBoard
// leaves out and ImagesAny would show, and for no other.
func TestHeldPictures(t *testing.T) {
	const pictures = "![](own.png) ![](https://a.example/1.png) ![](http://b.example/2.png) ![](data:image/png,x)\n\n" +
		"See <img src='https://c.example/3.png'>"
	photos := []board.Photo{{URL: "https://d.example/4.png"}, {URL: "https://board.example/5.png"}}
	all := []string{"https://d.example/4.png", "https://a.example/1.png", "https://c.example/3.png"}
	for _, c := range []struct {
		why    string
		images board.ImagePolicy
		body   string
		want   []string
	}{
		{"the board's own pictures are shown", board.ImagesBoard, pictures, all},
		{"all pictures are shown", board.ImagesAny, pictures, nil},
		{"no picture would be shown", board.ImagesOff, pictures, nil},
		{"a body beyond the limits is shown as text, without pictures", board.ImagesBoard, pictures + strings.Repeat(" x", 128<<10), all[:1]},
	} {
		var got []string
		r := &board.Renderer{Images: c.images, BaseURL: "https://board.example/", Held: func(address string) { got = append(got, address) }}
		if err := r.Article(io.Discard, &board.Post{Subject: "x", Photos: photos, Body: c.body}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: held pictures are %q, want %q", c.why, got, c.want)
		}
	}
}

// TestNextPage: a program that follows a feed stays on the feed's origin, as the
// widget does: a feed must not choose which hosts of the program's network are
// asked.
func TestNextPage(t *testing.T) {
	const at = "https://board.example/news/feed.json"
	for next, want := range map[string]string{
		"":                                         "",
		"feed-1.json":                              "https://board.example/news/feed-1.json",
		"/feed-1.json":                             "https://board.example/feed-1.json",
		"https://board.example/feed-1.json":        "https://board.example/feed-1.json",
		"HTTPS://BOARD.example:443/feed-1.json":    "https://BOARD.example:443/feed-1.json",
		"?page=2":                                  "https://board.example/news/feed.json?page=2",
		"feed.json":                                "",
		"#a":                                       "",
		"feed.json#a":                              "",
		"http://board.example/feed-1.json":         "",
		"https://board.example:8443/feed-1.json":   "",
		"https://www.board.example/feed-1.json":    "",
		"https://board.example.evil.example/":      "",
		"https://board.example@evil.example/":      "",
		"https://user@board.example/feed-1.json":   "",
		"//evil.example/feed-1.json":               "",
		`\\evil.example\feed-1.json`:               "",
		"http://169.254.169.254/latest/meta-data/": "",
		"http://localhost:6379/":                   "",
		"file:///etc/passwd":                       "",
		"ftp://board.example/feed-1.json":          "",
		"javascript:alert(1)":                      "",
		"https:feed-1.json":                        "",
		"https://[::1]/":                           "",
		"https://board.example%2eevil.example/":    "",
		"https://board\u3002example/feed-1.json":   "",
	} {
		if got := (&board.Board{NextURL: next}).NextPage(at); got != want {
			t.Errorf("%q: got %q, want %q", next, got, want)
		}
		if got := readNext(t, next).NextPage(at); got != "" && !strings.HasPrefix(strings.ToLower(got), "https://board.example") || got != "" && want == "" {
			t.Errorf("%q, read from a feed: got %q, want %q", next, got, want)
		}
	}
	for _, at := range []string{"", "feed.json", "file:///srv/feed.json", "%"} {
		if got := (&board.Board{NextURL: "feed-1.json"}).NextPage(at); got != "" {
			t.Errorf("read from %q: got %q, want nothing", at, got)
		}
	}
}

func readNext(t *testing.T, next string) *board.Board {
	t.Helper()
	src, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "next_url": next, "items": []any{}})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := board.ReadFeed("feed.json", src)
	return b
}
