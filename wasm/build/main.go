// Command build writes the widget's files to a directory:
//
//	go run ./wasm/build -o DIR [-editor DIR] [-quick]
//
// The directory is also an npm package: npm pack DIR makes the archive. With -editor,
// with or without -o, it writes the files of the editor of posts, for board serve -edit
// or any web server.
//
// The work is done by the packer, in the folder pack. It is another module,
// so that its bundler and compressor do not get into the go.mod of programs
// that import board.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	dir := flag.String("o", "", "`directory` for the widget's files; made if it is missing")
	editor := flag.String("editor", "", "`directory` for the files of the editor of posts; made if it is missing")
	quick := flag.Bool("quick", false, "skip the compressed copies")
	flag.Parse()
	if *dir == "" && *editor == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./wasm/build -o DIR [-editor DIR] [-quick]")
		os.Exit(2)
	}
	if err := pack(*dir, *editor, *quick); err != nil {
		fmt.Fprintln(os.Stderr, "wasm/build:", err)
		os.Exit(1)
	}
}

// pack runs the packer in its folder, where its go.mod is.
func pack(widget, editor string, quick bool) error {
	args := []string{"run", ".", fmt.Sprint("-quick=", quick)}
	for flag, dir := range map[string]string{"-o=": widget, "-editor=": editor} {
		if dir == "" {
			continue
		}
		dir, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		args = append(args, flag+dir)
	}
	here, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/boardview/board/wasm/build").Output()
	if err != nil {
		return fmt.Errorf("wanted to be run inside the board module: %w", err)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = filepath.Join(strings.TrimSpace(string(here)), "pack")
	cmd.Env = append(os.Environ(), "GOWORK=off") // a workspace around us does not list the packer
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
