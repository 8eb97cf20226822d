//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board/internal/search"
	"github.com/boardview/board/internal/search/searchtest"
)

// TestSearchVectors: the widget folds and splits words, reads queries and cuts
// passages as internal/search does: by the same files of cases.
func TestSearchVectors(t *testing.T) {
	node := findNode(t)
	out, err := exec.Command(node, "testdata/search.mjs").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestSearchLanguages: in each language, the widget finds what Go finds.
func TestSearchLanguages(t *testing.T) {
	boards, err := searchtest.Boards()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	for _, b := range boards {
		index, err := b.Index()
		if err != nil {
			t.Fatal(err)
		}
		var posts, queries []map[string]any
		for _, d := range b.Documents {
			posts = append(posts, map[string]any{"id": d.ID, "text": d.Subject + "\n" + d.Text})
		}
		for _, q := range b.Queries {
			queries = append(queries, map[string]any{"line": q.Line, "text": q.Text, "want": strings.Join(q.Want, " "), "missed": q.Missed})
		}
		list = append(list, map[string]any{"lang": b.Lang, "folder": "file://" + filepath.ToSlash(writeIndex(t, index)) + "/", "posts": posts, "queries": queries})
	}
	content, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "languages.json")
	if err := os.WriteFile(file, content, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(findNode(t), "testdata/languages.mjs", file).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// writeIndex writes an index into a directory.
func writeIndex(t *testing.T, index *search.Index) (dir string) {
	t.Helper()
	files, err := index.Files()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestSearchHostile: whatever bytes of an index change, the widget reads it or throws
// an error that it has words for.
func TestSearchHostile(t *testing.T) {
	index, err := search.Build(300, func(place int) (search.Document, bool, error) {
		return search.Document{
			Card: search.Card{ID: fmt.Sprint("post-", place), Subject: fmt.Sprint("School ", place), Date: "2026-11-26"},
			Text: fmt.Sprint("The minister met teachers of 国会 ", place%17), Year: 2026, Tags: []string{"visits"},
		}, place%50 != 7, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(findNode(t), "testdata/hostile-search.mjs", writeIndex(t, index)).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
