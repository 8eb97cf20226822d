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

	"github.com/boardview/board/bench/stats"
)

// A contestant is a program that publishes posts.
type contestant struct {
	name    string
	rusage  string // the program that measures others
	command func(w *workspace, out string) []string
	version string
}

// Names of the contestants in the results. A board has compressed copies
// unless -plain turns them off.
const (
	ours   = "Board View"
	copies = "Board View, with copies in brotli and gzip"
	hugo   = "Hugo"
)

// findContestants builds our programs and looks for Hugo, which may be
// missing; root is the library's directory, dir that of the programs.
func findContestants(root, dir string) ([]contestant, error) {
	board, rusage := filepath.Join(dir, "board"), filepath.Join(dir, "rusage")
	err := cmp.Or(
		goBuild(filepath.Join(root, "cmd", "board"), board, "."),
		goBuild(filepath.Join(root, "bench"), rusage, "./rusage"))
	withCopies := func(w *workspace, out string) []string {
		return []string{board, "publish", "-title", "News", "-url", "https://board.example/news/", "-lang", "en", "-now", w.clock(), w.ours, out}
	}
	list := []contestant{
		{name: ours, rusage: rusage, command: func(w *workspace, out string) []string { return append(withCopies(w, out), "-plain") }},
		{name: copies, rusage: rusage, command: withCopies},
	}
	if file := findHugo(); file != "" {
		list = append(list, contestant{name: hugo, rusage: rusage, version: versionOf(file), command: func(w *workspace, out string) []string {
			return []string{file, "--source", w.hugos, "--destination", out, "--logLevel", "error", "--cleanDestinationDir", "--clock", w.clock()}
		}})
	}
	return list, err
}

func goBuild(module, out, pkg string) error {
	cmd := exec.Command("go", "build", "-o", out, pkg)
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
	}
	return nil
}

// findHugo looks on the PATH and where go install puts programs.
func findHugo() string {
	for _, name := range []string{"hugo", filepath.Join(build.Default.GOPATH, "bin", "hugo")} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}

// versionOf returns the second word of "hugo v0.165.0 linux/amd64 …".
func versionOf(file string) string {
	out, _ := exec.Command(file, "version").Output()
	if words := strings.Fields(string(out)); len(words) > 1 {
		return words[1]
	}
	return "of an unknown version"
}

// run lets the contestant publish the posts of the workspace.
func (c contestant) run(w *workspace) (usage stats.Usage, err error) {
	out, err := exec.Command(c.rusage, c.command(w, w.out(c))...).Output()
	if err != nil {
		if failed, ok := err.(*exec.ExitError); ok {
			err = fmt.Errorf("%w\n%s", err, failed.Stderr)
		}
		return usage, fmt.Errorf("%s: %w", c.name, err)
	}
	return usage, json.Unmarshal(out, &usage)
}
