// Package modtest runs the tests of nested modules, so that go test ./... in
// the root includes them. The tests of wasm and wasm/build call it. It must
// not know what the modules test.
package modtest

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Run runs all tests of the module in dir.
func Run(t *testing.T, dir string) {
	t.Helper()
	LookAtSources(t)
	args := []string{"test", "-count=1", Timeout(t)}
	if !IsRequired() {
		args = append(args, "-short") // CI tries all attacks: that takes minutes
	}
	if testing.Verbose() {
		args = append(args, "-v") // go test prints why a test was skipped only then
	}
	cmd := exec.Command("go", append(args, "./...")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	RunCommand(t, cmd)
}

// RunCommand runs a command that prints to the terminal.
func RunCommand(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v", strings.Join(cmd.Args, " "), err)
	}
}

// Timeout returns the flag that passes the time limit of t on to a go test
// that t starts, which would stop after 10 minutes otherwise. A tenth of the
// time is left for compiling, which that limit does not include.
func Timeout(t *testing.T) string {
	deadline, ok := t.Deadline()
	if !ok {
		return "-timeout=0"
	}
	return fmt.Sprint("-timeout=", time.Until(deadline)*9/10)
}

// Missing skips the test because a program is not installed, or fails it
// where no test may be skipped.
func Missing(t *testing.T, why string) {
	t.Helper()
	if IsRequired() {
		t.Fatal(why)
	}
	t.Skip(why)
}

// IsRequired reports whether no test may be skipped, as in CI.
func IsRequired() bool { return os.Getenv("BOARD_BROWSER") == "required" }

// LookAtSources lists every folder of the module. go test reuses the result
// of a test while the files that it opened stay the same, and does not see
// which files our child processes read.
func LookAtSources(t *testing.T) {
	t.Helper()
	gomod, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Dir(strings.TrimSpace(string(gomod)))
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".git" {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
