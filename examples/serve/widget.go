package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/boardview/board/examples/manual"
)

// buildWidget builds the widget in the user's cache, and returns its
// directory. The first time takes long; later Go rebuilds only what changed.
func buildWidget() (dir string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(cache, "boardview", "widget")
	cmd := exec.Command("go", "run", "github.com/boardview/board/wasm/build", "-o", dir, "-quick")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return dir, cmd.Run()
}

// withManual adds the manual of the widget in a folder beside the board.
func withManual(board http.Handler, widget string) (http.Handler, error) {
	pages, err := manual.Handler(os.DirFS(widget))
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", board)
	mux.Handle("/manual/", http.StripPrefix("/manual", pages))
	return mux, nil
}
