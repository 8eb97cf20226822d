package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/boardview/board/examples/manual"
)

// build builds the widget and the editor in the user's cache, and returns their
// directories. The first time takes long; later Go rebuilds only what changed.
func build() (widget, editor string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", "", err
	}
	widget, editor = filepath.Join(cache, "boardview", "widget"), filepath.Join(cache, "boardview", "editor")
	cmd := exec.Command("go", "run", "github.com/boardview/board/wasm/build", "-o", widget, "-editor", editor, "-quick")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return widget, editor, cmd.Run()
}

// withManual adds the manual of the widget and the editor in folders beside the
// board. The editor is static files: this server saves nothing, so nobody's page can
// have it save. board serve -edit does, with the checks that this takes.
func withManual(board http.Handler, widget, editor string) (http.Handler, error) {
	pages, err := manual.Handler(os.DirFS(widget))
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", board)
	mux.Handle("/manual/", http.StripPrefix("/manual", pages))
	mux.Handle("/editor/", http.StripPrefix("/editor", http.FileServerFS(os.DirFS(editor))))
	return mux, nil
}
