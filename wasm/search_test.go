//go:build !js

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/boardview/board/internal/search"
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
	files, err := index.Files()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(findNode(t), "testdata/hostile-search.mjs", dir).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
