package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// buildWidget builds the widget into the user's cache. Go keeps what has not
// changed, so this takes long only once.
func buildWidget() (fs.FS, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, "boardview", "widget")
	cmd := exec.Command("go", "run", "github.com/boardview/board/wasm/build", "-o", dir, "-quick")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return os.DirFS(dir), cmd.Run()
}
