package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board/wasm/build/pack/manifest"
	"github.com/google/go-cmp/cmp"
)

func declared(t *testing.T) *manifest.Element {
	t.Helper()
	e, err := readDeclaration()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestReadme: the tables in the package's README say what the type
// declarations say.
func TestReadme(t *testing.T) {
	const start, end = "<!-- tables: cd build/pack && go test -run Readme -update -->\n", "<!-- end of tables -->"
	name := filepath.Join(root, "wasm/README.md")
	before, rest, ok := strings.Cut(read(t, name), start)
	written, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("wanted the marks around the tables in wasm/README.md")
	}
	tables := declared(t).Tables() + "\n"
	if *update {
		if err := os.WriteFile(name, []byte(before+start+tables+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(tables, written); diff != "" {
		t.Errorf("wasm/README.md is not what board-view.d.ts says; go test -update writes it (-want +got):\n%s", diff)
	}
}

// TestRootReadme: the sentence in the repository's README that lists the
// attributes names each of them, and no other.
func TestRootReadme(t *testing.T) {
	_, sentence, _ := strings.Cut(read(t, filepath.Join(root, "README.md")), "Its attributes are")
	sentence, _, _ = strings.Cut(sentence, ". ")
	var want []string
	for _, a := range declared(t).Attributes {
		want = append(want, a.Name)
	}
	got := all("`([^`]+)`", sentence)
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("README.md has other attributes than board-view.d.ts (-want +got):\n%s", diff)
	}
}

// TestVariables: every variable that the styles read is declared, with the
// same default.
func TestVariables(t *testing.T) {
	styles := sources(t, "*.css")
	var want, got []string
	for _, v := range declared(t).CSSProperties {
		want = append(want, v.Name)
		if v.Default != "" && !strings.Contains(styles, "var("+v.Name+", "+v.Default+")") {
			t.Errorf("wanted var(%s, %s) in the styles, found none", v.Name, v.Default)
		}
	}
	got = all(`var\((--board-[\w-]+)`, styles)
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("board-view.d.ts has other variables than the styles (-want +got):\n%s", diff)
	}
}

// TestParts: every declared part is in the sources, and every part that the
// styles name is declared. TestParts in wasm/browser checks the parts on a
// page.
func TestParts(t *testing.T) {
	scripts := sources(t, "*.js")
	var names []string
	for _, p := range declared(t).CSSParts {
		names = append(names, p.Name)
		_, end, _ := strings.Cut(p.Name, "-") // or ${name}-cell
		if !regexp.MustCompile("['` ](" + p.Name + `|\$\{.+?\}-` + end + ")['` ]").MatchString(scripts) {
			t.Errorf("part %s is declared, but in no source", p.Name)
		}
	}
	for _, name := range all(`\[part~?=([\w-]+)\]`, sources(t, "*.css")) {
		if !slices.Contains(names, name) {
			t.Errorf("part %s is in the styles, but not declared", name)
		}
	}
}

// TestEvents: every event that the element fires is described and has a
// type.
func TestEvents(t *testing.T) {
	_, rest, _ := strings.Cut(read(t, filepath.Join(root, "wasm/board-view.d.ts")), "export interface BoardEvents {")
	types, _, _ := strings.Cut(rest, "}")
	var want []string
	for _, e := range declared(t).Events {
		want = append(want, e.Name)
		if line := e.Name + ": " + e.Type.Text + ";"; !strings.Contains(types, line) {
			t.Errorf("wanted %q in BoardEvents, found%s", line, types)
		}
	}
	got := all(`emit\([^,']+, '(\w+)'`, sources(t, "*.js"))
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("board-view.d.ts has other events than the sources (-want +got):\n%s", diff)
	}
	if n := strings.Count(types, ";"); n != len(want) {
		t.Errorf("BoardEvents has %d events, want %d", n, len(want))
	}
}

// TestWords: every word that a page may replace is declared, and no other.
func TestWords(t *testing.T) {
	_, rest, _ := strings.Cut(read(t, filepath.Join(root, "wasm/board-view.d.ts")), "export type BoardWord =")
	list, _, _ := strings.Cut(rest, ";")
	want := all(`'(\w+)'`, list)
	var got []string
	for _, names := range all(`(?m)^  names: '([\w|]+)'`, sources(t, "*.js")) {
		got = append(got, strings.Split(names, "|")...)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("BoardWord has other words than the sources (-want +got):\n%s", diff)
	}
}

// TestLanguagesAreComplete: each table of words has every language, and each
// language has every word.
func TestLanguagesAreComplete(t *testing.T) {
	languages := strings.Fields("ar de en es fa fr ja kk ko mn ru tr zh")
	tables := regexp.MustCompile(`(?s)\n  names: '([\w|]+)',\n(.*?)\n\};`).FindAllStringSubmatch(sources(t, "*.js"), -1)
	if len(tables) != 5 {
		t.Fatalf("found %d tables of words, want those of the list, the reader, the finder, the search and the verifier", len(tables))
	}
	for _, table := range tables {
		var got []string
		for _, line := range regexp.MustCompile(`(?m)^  (\w\w): ['"](.*)['"],$`).FindAllStringSubmatch(table[2], -1) {
			got = append(got, line[1])
			words := strings.Split(line[2], "|")
			if len(words) != 1+strings.Count(table[1], "|") || slices.Contains(words, "") {
				t.Errorf("%s has the words %q for %s", line[1], words, table[1])
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(languages, got); diff != "" {
			t.Errorf("languages of %s (-want +got):\n%s", table[1], diff)
		}
	}
}

// sources returns the element's source files that match a pattern, concatenated:
// not those of the editor, which is a page.
func sources(t *testing.T, pattern string) string {
	t.Helper()
	var names []string
	for _, dir := range []string{"wasm/js", "wasm/js/*"} {
		found, err := filepath.Glob(filepath.Join(root, dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, slices.DeleteFunc(found, func(name string) bool { return filepath.Base(filepath.Dir(name)) == "editor" })...)
	}
	if len(names) == 0 {
		t.Fatalf("wanted sources %s in wasm/js, found none", pattern)
	}
	var s strings.Builder
	for _, name := range names {
		s.WriteString(read(t, name))
	}
	return s.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// all returns what the first group of a pattern matches, for each match.
func all(pattern, text string) (found []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}
