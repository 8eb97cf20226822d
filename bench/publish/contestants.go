package publish

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/boardview/board/bench/stat"
)

// A contestant is a program that publishes posts.
type contestant struct {
	name    string
	measure string                             // the program that measures others
	command func(d *desk, out string) []string // its file and arguments
	version string
}

// ours, copies and hugo are the contestants' names; copies is ours with the
// compressed copies that a board's files have by default.
const (
	ours   = "Board View"
	copies = "Board View, with copies in brotli and gzip"
	hugo   = "Hugo"
)

// findContestants builds ours and looks for Hugo, which may be missing.
func findContestants(root, dir string) ([]contestant, error) {
	board, measure := filepath.Join(dir, "board"), filepath.Join(dir, "measure")
	err := cmp.Or(
		goBuild(filepath.Join(root, "cmd", "board"), board, "."),
		goBuild(filepath.Join(root, "bench"), measure, "./measure"))
	published := func(d *desk, out string) []string {
		return []string{board, "publish", "-title", "News", "-url", "https://board.example/news/", "-lang", "en", d.ours, out}
	}
	list := []contestant{
		{name: ours, measure: measure, command: func(d *desk, out string) []string { return append(published(d, out), "-plain") }},
		{name: copies, measure: measure, command: published},
	}
	if file := findHugo(); file != "" {
		list = append(list, contestant{name: hugo, measure: measure, version: versionOf(file), command: func(d *desk, out string) []string {
			return []string{file, "--source", d.hugos, "--destination", out, "--logLevel", "error", "--cleanDestinationDir"}
		}})
	}
	return list, err
}

func goBuild(module, out, pkg string) error {
	cmd := exec.Command("go", "build", "-o", out, pkg)
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, said)
	}
	return nil
}

// findHugo looks where go install puts programs, too.
func findHugo() string {
	for _, name := range []string{"hugo", filepath.Join(build.Default.GOPATH, "bin", "hugo")} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

// versionOf is what Hugo says: "hugo v0.165.0 linux/amd64 …".
func versionOf(file string) string {
	said, _ := exec.Command(file, "version").Output()
	if words := strings.Fields(string(said)); len(words) > 1 {
		return words[1]
	}
	return "of an unknown version"
}

// run lets the contestant publish what is on the desk.
func (c contestant) run(d *desk) (cost stat.Cost, err error) {
	answer, err := exec.Command(c.measure, c.command(d, d.out(c))...).Output()
	if err != nil {
		if failed, ok := err.(*exec.ExitError); ok {
			err = fmt.Errorf("%w\n%s", err, failed.Stderr)
		}
		return cost, fmt.Errorf("%s: %w", c.name, err)
	}
	return cost, json.Unmarshal(answer, &cost)
}
