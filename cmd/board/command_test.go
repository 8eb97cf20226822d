package main

import (
	"bytes"
	"errors"
	"flag"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestMain keeps the user's cache out of the tests.
func TestMain(m *testing.M) {
	cache, err := os.MkdirTemp("", "board-cache-")
	if err := errors.Join(err, os.Setenv("XDG_CACHE_HOME", cache)); err != nil {
		log.Fatal(err)
	}
	status := m.Run()
	os.RemoveAll(cache)
	os.Exit(status)
}

// run runs a command line and checks its exit status.
func run(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := tool.Run(args, &out, &err); got != want {
		t.Fatalf("board %q: got the exit status %d, want %d\n%s%s", args, got, want, out.String(), err.String())
	}
	return out.String(), err.String()
}

// tree writes files to a new directory.
func tree(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// appear writes a file that is there at once with all of its text: a program that
// watches the directory does not read half of it.
func appear(t *testing.T, name, text string) {
	t.Helper()
	unfinished := filepath.Join(t.TempDir(), "unfinished")
	write(t, unfinished, text)
	if err := os.Rename(unfinished, name); err != nil {
		t.Fatal(err)
	}
}

// TestHelp: the tool and each command print their help to standard output,
// with examples whose flags exist.
func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}} {
		if help, _ := run(t, 0, args...); !strings.Contains(help, "\n  board serve posts\n") || !strings.Contains(help, "\nExit status:\n") {
			t.Errorf("%q: got %s", args, help)
		}
	}
	for _, c := range tool.Commands {
		name := strings.TrimPrefix(c.Name, "board ")
		help, _ := run(t, 0, name, "--help")
		if same, _ := run(t, 0, "help", name); same != help {
			t.Errorf("board help %s prints other help than board %[1]s --help", name)
		}
		flags := flag.NewFlagSet(name, flag.ContinueOnError)
		flags.Bool("json", false, "")
		c.Flags(flags)
		for _, e := range c.Examples {
			if !strings.Contains(help, "  # "+e.Purpose+"\n  "+e.Line+"\n") {
				t.Errorf("board %s --help lacks the example %q", name, e.Line)
			}
			_, line, _ := strings.Cut(e.Line, c.Name+" ")
			for _, f := range regexp.MustCompile(` -(\w[\w-]*)`).FindAllStringSubmatch(" "+strings.Split(line, "|")[0], -1) {
				if flags.Lookup(f[1]) == nil {
					t.Errorf("%q: there is no flag -%s", e.Line, f[1])
				}
			}
		}
	}
}

// TestCommands: a command that does not exist, or none, is a usage error.
func TestCommands(t *testing.T) {
	for _, args := range [][]string{{}, {"export"}, {"help", "export"}, {"-v"}} {
		if _, said := run(t, 2, args...); !strings.Contains(said, "board") {
			t.Errorf("%q: got %q", args, said)
		}
	}
}

// TestLostOutput: a command whose findings or results cannot be printed has not
// succeeded, and says so on the output that is left.
func TestLostOutput(t *testing.T) {
	posts := tree(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-01-01\nCOLOR blue\n"})
	for _, args := range [][]string{{"check", posts}, {"check", "-json", posts}, {"publish", posts, t.TempDir()}} {
		var said bytes.Buffer
		if status := tool.Run(args, fullDisk{}, &said); status != 1 || !strings.Contains(said.String(), "could not: no space left") {
			t.Errorf("%q: got the exit status %d, %q", args, status, said.String())
		}
	}
	if status := tool.Run([]string{"check", posts}, new(bytes.Buffer), fullDisk{}); status != 1 {
		t.Errorf("findings are lost: got the exit status %d", status)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }
