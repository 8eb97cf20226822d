//go:build !js

package frontmatter

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The engine has only readPlain, other programs the libraries, too. What
// readPlain accepts must be what the library reads: a post must not be another
// one in the widget.

// same compares what readPlain and the library make of a text, if readPlain is
// certain. It reports whether it was.
func same(t *testing.T, text string) bool {
	t.Helper()
	got, ok := readPlain(text, 1)
	if !ok {
		return false
	}
	want, err := readYAML(text, 1)
	if err != nil {
		t.Errorf("plain, but the library refuses it: %v\n%q", err, text)
	} else if diff := cmp.Diff(comparable(want), comparable(got)); diff != "" {
		t.Errorf("(-library +plain):\n%s\n%s", diff, text)
	}
	return true
}

// comparable copies values without the places of lists and maps, which nobody
// needs.
func comparable(values []*Value) (all []*Value) {
	for _, v := range values {
		w := *v
		w.Items = comparable(v.Items)
		if v.Kind == List || v.Kind == Map {
			w.Place = Place{}
		}
		all = append(all, &w)
	}
	return all
}

// certain are texts that must be plain: the engine would hold back too much
// without them.
var certain = []string{
	"",
	"# nothing\n\n",
	"title: A title\ndate: 2024-03-01T10:00:00+09:00 # at night\n",
	"title: \"A \\\"title\\\" \\\\ of it\"   # quoted\nlabel: 'it''s'\nempty: ''\n",
	"draft:\nfoo: ~\nbar: null\nbaz: Null\n",
	"tags: [a, 'b, c', \"d\", e f]\nnone: []\n",
	"tags:\n- a\n-   b # second\n-\n- c\n",
	"tags:   # list\n  - a\n\n  # - old\n  - b\n",
	"author:\n  name: Jane Doe\n  url: https://parliament.example/jane?a=b#c\n  of:\n    office: Press\n",
	"photos:\n  - url: a.jpg\n    alt: A\n  - url: b.jpg\n",
	"photos:\n- url: a.jpg\n  sizes:\n  - 1\n  - 2\n- url: b.jpg\nnext: x\n",
	"a:\n- - x\n  - y\n- - z\n",
	"제목: 회의 소식\nключ: значение — да\n",
	"version: 1.10\nzip: 007\nno: no\ntime: 10:30\noctal: 0o17\n",
	"path: /a/b.html\n.key: x\ndot: .hidden\nstar: a*b\namp: a & b\nhash: a#b\n",
}

// uncertain are texts that are no plain YAML, though some are near to it.
var uncertain = []string{
	"a: b: c\n", "a: b:\n", "a: 'b' c\n", "a: \"b\\q\"\n", "a: \"b\\n\"\n", "a: [b, [c]]\n", "a: [b\n", "a: {b: c}\n", "a: |\n  b\n",
	"a: b\n  c\n", "a: b\n c: d\n", "a:\n    b: 1\n  c: 2\n", "- a\n", "a\n", " a: b\n", "a: &x b\n", "a: *x\n", "a: !!str b\n",
	"a:\tb\n", "\ta: b\n", "? a\n: b\n", "a: @b\n", "a: `b`\n", "a: %b\n", "a: - b\n", "a: -\n", "\"a\": b\n", "<<: b\n", "a b: c\n",
	"a: \u2028b\n", "a: \x00\n", "a: \ufeffb\n", "a: \x85b\n", "--- a\n", "a: 'b\n  c'\n", "a: [b: c]\n", "a: [b #c]\n", "a:b\n",
}

func TestPlain(t *testing.T) {
	for _, text := range certain {
		if !same(t, text) {
			t.Errorf("wanted plain YAML, found %q", text)
		}
	}
	for _, text := range uncertain {
		if same(t, text) {
			t.Errorf("wanted doubt about %q", text)
		}
	}
}

// TestPlainSoup tries pieces of YAML in random order, and the certain texts with
// a part replaced.
func TestPlainSoup(t *testing.T) {
	pieces := []string{
		"a", "b: ", "c:", " ", "  ", "\n", "\n  ", "\n- ", "\n  - ", "- ", "[", "]", ", ", ",", "'", "\"", "''", "\\", "\\\"", "#", " # ", ":", ": ",
		"key: ", "\nkey: ", "\n  sub: ", "x y", "~", "null", "é", "한", "{", "}", "|", ">", "&x ", "*x", "!", "%", "@", "?", "? ", "-", "--- ", "\n---\n", "=",
		"<<: ", "1.0", "true", "\t", "\u00a0", "\u3000", "/", ".", "(", "2024-01-01", "\n\n", "\n# ", "\n    - ", "\n    k: ", "\r", "\u200b",
	}
	random := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 60_000 {
		text := ""
		for range random.IntN(14) {
			text += pieces[random.IntN(len(pieces))]
		}
		if random.IntN(2) == 0 {
			base := certain[random.IntN(len(certain))]
			i := random.IntN(len(base) + 1)
			text = base[:i] + pieces[random.IntN(len(pieces))] + base[min(i+random.IntN(3), len(base)):]
		}
		if same(t, text) {
			plain++
		}
		if t.Failed() {
			return
		}
	}
	if plain < 5000 {
		t.Errorf("wanted at least 5000 plain texts, found %d: this tests little", plain)
	}
}

func FuzzPlain(f *testing.F) {
	for _, text := range append(certain, uncertain...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { same(t, text) })
}

// FuzzRead: front matter in any language gives fields or an Error, with places
// inside the file.
func FuzzRead(f *testing.F) {
	for _, text := range append(certain, uncertain...) {
		f.Add("---\n" + text + "---\n")
	}
	f.Add("+++\na.b = [1, {c = 2024-01-01}]\n[[d]]\n[d.e]\nf = '''g\nh'''\n+++\n")
	f.Add("{\"a\": [1, null, {\"b\": \"c\"}], \"d\": {}}\n")
	f.Fuzz(func(t *testing.T, file string) {
		b, ok := Cut(file)
		if !ok {
			return
		}
		lines := strings.Count(file, "\n") + 1
		if b.Lines < 1 || b.Lines > lines {
			t.Fatalf("%d lines of %d", b.Lines, lines)
		}
		fields, err := b.Read()
		if err != nil {
			if at := err.(*Error).Place; at.Line < 1 || at.Line > lines || at.Col < 1 || fields != nil {
				t.Errorf("%v and %v of a file of %d lines", err, fields, lines)
			}
			return
		}
		checkPlaces(t, fields, lines)
	})
}

func checkPlaces(t *testing.T, values []*Value, lines int) {
	t.Helper()
	for _, v := range values {
		if v.Line < 1 || v.Line > lines || v.Col < 1 {
			t.Errorf("place %v in a file of %d lines", v.Place, lines)
		}
		checkPlaces(t, v.Items, lines)
	}
}

// TestHostile: whatever front matter makes a library slow or its values many, it
// is read or refused in the time that its size allows.
func TestHostile(t *testing.T) {
	repeat := func(s string) string { return strings.Repeat(s, (1<<20)/len(s)) }
	laughs := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9)+"x")
	}
	files := map[string]string{
		"aliases":     "---\n" + laughs + "---\n",
		"itself":      "---\na: &a [*a, *a]\n---\n",
		"brackets":    "---\na: " + repeat("[") + "\n---\n",
		"keys":        "---\n" + repeat("a: b\n") + "---\n",
		"items":       "---\na:\n" + repeat("- b\n") + "---\n",
		"compact":     "---\na:\n  " + repeat("- ") + "b\n---\n",
		"quotes":      "---\na: " + repeat("'b' ") + "\n---\n",
		"open":        "---\n" + repeat("a: b\n"),
		"fences":      repeat("---\n"),
		"toml keys":   "+++\n" + repeat("a.b.c.d = 1\n") + "+++\n",
		"toml tables": "+++\n" + repeat("[[a]]\n") + "+++\n",
		"toml nested": "+++\na = " + repeat("[") + "\n+++\n",
		"json":        repeat(`{"a":`),
		"json items":  `{"a": [` + repeat("1,") + "1]}\n",
		"json open":   `{"a": "` + repeat("b"),
	}
	for i := range 3000 { // as many as fit
		files["toml distinct"] += fmt.Sprintf("[a%d.b]\nc = 1\n", i)
	}
	files["toml distinct"] = "+++\n" + files["toml distinct"] + "+++\n"
	for name, file := range files {
		start := time.Now()
		b, ok := Cut(file)
		if !ok {
			t.Errorf("%s: wanted front matter", name)
		}
		_, err := b.Read()
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: took %v (%v)", name, took, err)
		}
		if err == nil && len(file) > maxSize && name != "fences" {
			t.Errorf("%s: wanted an error", name)
		}
	}
	if _, err := (&Block{Text: laughs, Line: 2, format: yamlFormat, closed: true}).Read(); err == nil {
		t.Error("wanted an error for aliases that stand for a billion values")
	}
	long := "a: &a '" + strings.Repeat("b", 2000) + "'\n"
	few, many := long+"c: [*a, *a]\n", long+"c: ["+strings.Repeat("*a, ", 200)+"]\n"
	if _, err := (&Block{Text: few, Line: 2, format: yamlFormat, closed: true}).Read(); err != nil {
		t.Error(err)
	}
	if _, err := (&Block{Text: many, Line: 2, format: yamlFormat, closed: true}).Read(); err == nil {
		t.Error("wanted an error for aliases that stand for more text than front matter can have")
	}
}
