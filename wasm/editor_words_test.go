//go:build !js

package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEditorWords: each table of the editor's words has 13 languages, and each language
// as many words, and forms of a word, as English; no placeholder is lost.
func TestEditorWords(t *testing.T) {
	source := readFile(t, "js/editor/words.js")
	tables := regexp.MustCompile(`(?s)const (\w+) = \{\n  names: '([^']*)',\n(.*?)\n\};`).FindAllStringSubmatch(source, -1)
	if len(tables) != 7 {
		t.Fatalf("wanted 7 tables, found %d", len(tables))
	}
	for _, table := range tables {
		lines := regexp.MustCompile(`(?m)^  (\w\w): '(.*)',$`).FindAllStringSubmatch(table[3], -1)
		if len(lines) != 13 || lines[0][1] != "en" {
			t.Errorf("%s: wanted 13 languages, found %d", table[1], len(lines))
		}
		names := strings.Split(table[2], "|")
		english := strings.Split(lines[0][2], "|")
		for _, line := range lines {
			words := strings.Split(line[2], "|")
			if len(words) != len(names) {
				t.Errorf("%s: %s: wanted %d words, found %d", table[1], line[1], len(names), len(words))
				continue
			}
			for i, word := range words {
				if strings.TrimSpace(word) == "" || strings.Contains(word, "{}") != strings.Contains(english[i], "{}") || strings.Count(word, ";") != strings.Count(english[i], ";") {
					t.Errorf("%s: %s: %s is %q, in English %q", table[1], line[1], names[i], word, english[i])
				}
			}
		}
	}
}

// TestEditorKinds: the editor has words for every kind of finding.
func TestEditorKinds(t *testing.T) {
	var want, got []string
	for _, m := range regexp.MustCompile(`(?m)^\t\w+ +Kind = "(.*)"$`).FindAllStringSubmatch(readFile(t, "../errors.go"), -1) {
		want = append(want, m[1])
	}
	list := regexp.MustCompile(`const kindNames = \[(.*)\];`).FindStringSubmatch(readFile(t, "js/editor/words.js"))
	for _, name := range strings.Split(list[1], ", ") {
		got = append(got, strings.Trim(name, "'"))
	}
	if len(want) < 5 || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
