package board_test

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestProperties checks, for every case and every post in testdata, the
// promises that hold for any input. The fuzz targets check the same promises.
func TestProperties(t *testing.T) {
	for _, c := range readCases(t) {
		t.Run(c.Name, func(t *testing.T) { checkProperties(t, renderer(t, c), c.File, c.Source) })
	}
	posts, err := filepath.Glob("testdata/posts/*.*")
	if err != nil || len(posts) == 0 {
		t.Fatalf("wanted testdata/posts/*, found none (%v)", err)
	}
	for _, name := range posts {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkProperties(t, new(board.Renderer), name, src)
		})
	}
}

func checkProperties(t *testing.T, r *board.Renderer, name string, src []byte) {
	t.Helper()
	posts, _ := read(r, name, src)
	for _, post := range posts {
		checkPost(t, r, post, name)
	}
	checkOutput(t, r, sanitize(t, r, string(src)))
}

func checkPost(t *testing.T, r *board.Renderer, post *board.Post, name string) {
	t.Helper()
	checkRoundTrip(t, post, "again.txt")
	checkRoundTrip(t, post, name)
	checkItem(t, r, post)
	checkOutput(t, r, article(t, r, post))
	var body bytes.Buffer
	if err := r.Render(&body, post); err != nil {
		t.Fatal(err)
	}
	checkOutput(t, r, body.String())
}

// checkRoundTrip: Parse(name, Format(p)) equals p.
func checkRoundTrip(t *testing.T, p *board.Post, name string) {
	t.Helper()
	text := board.Format(p)
	again, _ := board.Parse(name, text)
	if diff := cmp.Diff(p, again); diff != "" {
		t.Errorf("Parse(Format(p)) differs from p (-p +got):\n%s\n%s", diff, text)
	}
	if !reflect.DeepEqual(p, again) {
		t.Errorf("Parse(Format(p)) is not deeply equal to p, though cmp finds no difference:\n%s", text)
	}
}

// checkItem: a post read back from its feed item equals the published post.
func checkItem(t *testing.T, r *board.Renderer, p *board.Post) {
	t.Helper()
	item, err := r.Item(p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := board.ReadItem(item)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := article(t, r, again), article(t, r, p); got != want {
		t.Errorf("an item read back renders differently (-want +got):\n%s", cmp.Diff(want, got))
	}
	if !p.Withdrawn.Date.IsZero() {
		if p.Body != "" && strings.Contains(string(item), p.Body) {
			t.Errorf("the item of a withdrawn post has its body:\n%s", item)
		}
		return
	}
	p.Draft = false // drafts are not published
	if diff := cmp.Diff(board.Format(p), board.Format(again)); diff != "" {
		t.Errorf("an item read back differs from the post (-want +got):\n%s", diff)
	}
}

// checkOutput: the output is inside the policy and balanced, and neither our
// own sanitiser, nor bluemonday, nor parsing and serialising it changes it.
func checkOutput(t *testing.T, r *board.Renderer, out string) {
	t.Helper()
	checkPolicy(t, out)
	if again := sanitize(t, r, out); again != out {
		t.Errorf("sanitising again changes the output:\n%s", cmp.Diff(out, again))
	}
	if again := oracle.Sanitize(out); again != out {
		t.Errorf("bluemonday changes the output:\n%s", cmp.Diff(out, again))
	}
	for _, context := range []string{"div", "article", "td", "li", "template", "body"} {
		if again := sanitize(t, r, reparse(t, context, out)); again != out {
			t.Errorf("parsed in <%s>, serialised and sanitised, the output changes:\n%s", context, cmp.Diff(out, again))
		}
	}
}

// checkPolicy: a tokenizer that shares no code with the builder finds only
// balanced elements, attributes and addresses inside the policy.
func checkPolicy(t *testing.T, out string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(out))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		switch kind {
		case html.StartTagToken:
			checkElement(t, token)
			if !void[token.Data] {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> does not end the innermost of the open elements %v in %q", token.Data, open, out)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			t.Errorf("%v in the output: %s", kind, token)
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v in %q", open, out)
	}
}

// TestSettingsOfPrograms: a board whose settings a program has set has the pages of
// one whose _board.txt says the same, and no link on them leads where none in a post
// may.
func TestSettingsOfPrograms(t *testing.T) {
	for _, value := range append(readValues(t), "logo.svg", "style.css", "ko", "posts/a/index.html") {
		files := fstest.MapFS{
			"a.txt": {Data: []byte("SUBJECT A\nDATE 2019-11-26\n")}, "logo.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}, "style.css": {Data: []byte("p {}")},
		}
		set, _ := board.Load(files)
		line := strings.Join(strings.Fields(value), " ")
		set.Title, set.Description, set.Lang, set.Logo, set.Icon, set.Style = value, value, value, value, value, value
		files["_board.txt"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("$", line).Replace("TITLE: $\nDESCRIPTION: $\nLANG: $\nLOGO: $\nICON: $\nSTYLE: $\n"))}
		loaded, _ := board.Load(files)
		if utf8.ValidString(value) && !strings.Contains(value, "\x00") { // else a file is not text
			if diff := cmp.Diff(frontPage(t, loaded), frontPage(t, set)); diff != "" {
				t.Errorf("%q in a program differs from what it is in _board.txt (-file +program):\n%s", value, diff)
			}
		}
		set.Links = []board.Link{{Title: value, URL: value, Place: board.LinkPlace(value)}, {Title: "x", URL: value, Place: board.Foot}}
		z := html.NewTokenizer(strings.NewReader(frontPage(t, set)))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			for _, a := range z.Token().Attr {
				u, err := url.Parse(a.Val)
				if a.Key == "href" && (err != nil || u.Scheme != "" && !slices.Contains(board.Schemes(), u.Scheme) || u.Scheme == "" && (u.Host != "" || strings.HasPrefix(u.Path, ".."))) {
					t.Errorf("%q becomes a link to %q", value, a.Val)
				}
			}
		}
	}
}

func frontPage(t *testing.T, b *board.Board) string {
	t.Helper()
	return string(readFile(t, publish(t, b), "index.html"))
}

var void = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "wbr": true}

func checkElement(t *testing.T, token html.Token) {
	t.Helper()
	for _, e := range board.Policy() {
		if e.Name == token.Data {
			for _, a := range token.Attr {
				if !slices.Contains(e.Attributes, a.Key) {
					t.Errorf("<%s %s> is outside the policy", token.Data, a.Key)
				}
				checkAddress(t, a)
			}
			return
		}
	}
	t.Errorf("<%s> is outside the policy", token.Data)
}

func checkAddress(t *testing.T, a html.Attribute) {
	t.Helper()
	if a.Key != "href" && a.Key != "src" {
		return
	}
	u, err := url.Parse(a.Val)
	relative := strings.HasPrefix(a.Val, "./") || strings.HasPrefix(a.Val, "../")
	web := err == nil && strings.HasPrefix(u.Scheme, "http") && u.Host != "" && u.User == nil
	other := err == nil && a.Key == "href" && u.Opaque != ""
	proper := relative || err == nil && slices.Contains(board.Schemes(), u.Scheme) && (web || other)
	if !proper || len(a.Val) > 2048 || strings.ContainsAny(a.Val, " \t\n\\<>\"") {
		t.Errorf("the address %q is outside the policy", a.Val)
	}
}

// oracle is bluemonday with the same policy: a second opinion that shares no
// code with the builder. It does not check addresses, which it would rewrite;
// checkAddress does.
var oracle = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for _, e := range board.Policy() {
		p.AllowNoAttrs().OnElements(e.Name)
		p.AllowAttrs(e.Attributes...).OnElements(e.Name)
	}
	return p
}()

// reparse parses HTML as the content of an element and serialises the tree, as
// reading innerHTML in a browser does.
func reparse(t *testing.T, context, source string) string {
	t.Helper()
	parent := &html.Node{Type: html.ElementNode, Data: context, DataAtom: atom.Lookup([]byte(context))}
	nodes, err := html.ParseFragment(strings.NewReader(source), parent)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
