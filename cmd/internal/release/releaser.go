package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const root = "github.com/boardview/board"

// nested are the folders of the modules that are tagged besides the root. Each may
// require those before it.
var nested = []string{"cmd/internal/compressed", "sizes", "cmd/board", "cmd/board-s3"}

// required are those that others require.
var required = nested[:2]

// A releaser makes one release.
type releaser struct {
	out, build string // directories: of the result, and for what is needed on the way
	version    string
	targets    []string
	tools      []string // the programs, before they are packed
}

// path is a path below the build directory.
func (r *releaser) path(elem ...string) string {
	return filepath.Join(append([]string{r.build}, elem...)...)
}

// removeAll removes a directory, also one of modules, which are read-only.
func removeAll(dir string) {
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			os.Chmod(path, 0o777)
		}
		return nil
	})
	os.RemoveAll(dir)
}

// run runs a command, and returns an error with what it printed.
func run(cmd *exec.Cmd) error {
	_, err := output(cmd)
	return err
}

// output returns what a command prints to standard output, without the last line
// end.
func output(cmd *exec.Cmd) (string, error) {
	var stderr strings.Builder
	cmd.Stderr = &stderr
	printed, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", strings.Join(cmd.Args, " "), err, printed, stderr.String())
	}
	return strings.TrimRight(string(printed), "\n"), nil
}
