package library

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed c
var cSources embed.FS

// libraries holds the source file and linker arguments of each C library.
var libraries = map[string][]string{
	cmark: {"cmark.c", "-lcmark-gfm-extensions", "-lcmark-gfm"},
	md4c:  {"md4c.c", "-lmd4c-html", "-lmd4c"},
}

// cPrograms are the programs that render with a C library, as far as they
// could be compiled on this machine.
type cPrograms struct {
	dir      string
	programs map[string]string // files by contestant
}

// buildC compiles the C programs; why explains which are missing.
func buildC() (c cPrograms, why string) {
	c.programs = make(map[string]string)
	var err error
	if c.dir, err = os.MkdirTemp("", "bench"); err != nil {
		return c, err.Error()
	}
	if err := os.CopyFS(c.dir, cSources); err != nil {
		return c, err.Error()
	}
	for name, args := range libraries {
		if err := c.compile(name, args); err != nil {
			why += fmt.Sprintf(" %s is missing here: install gcc, libcmark-gfm-extensions-dev and libmd4c-html0-dev (%v).", name, err)
		}
	}
	return c, why
}

func (c *cPrograms) compile(name string, args []string) error {
	program := filepath.Join(c.dir, args[0]+".out")
	cmd := exec.Command("cc", append([]string{"-O2", "-o", program}, args...)...)
	cmd.Dir = filepath.Join(c.dir, "c")
	if _, err := cmd.CombinedOutput(); err != nil {
		return err
	}
	c.programs[name] = program
	return nil
}

func (c *cPrograms) remove() { os.RemoveAll(c.dir) }

// race returns the nanoseconds that each program takes to render the text, for
// each round.
func (c *cPrograms) race(rounds int, t text) (map[string][]float64, error) {
	var input bytes.Buffer
	fmt.Fprintln(&input, rounds)
	for _, p := range t.posts {
		fmt.Fprintf(&input, "%d\n%s\n", len(p.Body), p.Body)
	}
	times := make(map[string][]float64)
	for name, program := range c.programs {
		cmd := exec.Command(program)
		cmd.Stdin = bytes.NewReader(input.Bytes())
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		times[name] = numbers(out)
	}
	return times, nil
}

func numbers(lines []byte) (all []float64) {
	r := strings.NewReader(string(lines))
	for {
		var f float64
		if _, err := fmt.Fscan(r, &f); err == io.EOF {
			return all
		}
		all = append(all, f)
	}
}
