//go:build !js

package main

import (
	"os/exec"
	"testing"
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
