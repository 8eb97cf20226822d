package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSlimPrograms: programs that are slimmed panic, recover, collect garbage
// and jump as they do natively.
func TestSlimPrograms(t *testing.T) {
	for name, some := range map[string]string{"panics": "nil pointer: runtime error", "jumps": "knots: [3 "} {
		t.Run(name, func(t *testing.T) {
			dir, source := t.TempDir(), "./testdata/"+name
			native, full := filepath.Join(dir, "native"), filepath.Join(dir, "full.wasm")
			run(t, exec.Command("go", "build", "-o", native, source))
			buildJS(t, ".", "build", "-o", full, source)
			want := run(t, exec.Command(native))
			if !strings.Contains(want, some) {
				t.Fatal(want)
			}
			for _, check := range []bool{false, true} {
				if got := runSlimmed(t, full, check); got != want {
					t.Errorf("slimmed (checked: %v), the program says\n%s\nwant\n%s", check, got, want)
				}
			}
		})
	}
}

// TestSlimCases: the library passes its own tests of every case when these
// are slimmed, and each call in them returns to where it did.
func TestSlimCases(t *testing.T) {
	full := filepath.Join(t.TempDir(), "full.wasm")
	buildJS(t, root, "test", "-c", "-o", full, ".")
	cases, err := os.ReadDir(filepath.Join(root, "testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	got := runSlimmed(t, full, true, "-test.run=Cases", "-test.v")
	if strings.Count(got, "--- PASS: TestCases/") < len(cases) {
		t.Errorf("the tests say\n%s", got)
	}
}

// buildJS builds a program as the engine is built.
func buildJS(t *testing.T, dir, command string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", append(append([]string{command}, buildFlags...), args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), buildEnv...)
	run(t, cmd)
}

// runSlimmed slims a program and runs it. If checked, it traps where a call
// is not to return to where it was before.
func runSlimmed(t *testing.T, full string, check bool, args ...string) string {
	t.Helper()
	checkReturns = check
	defer func() { checkReturns = false }()
	program, err := os.ReadFile(full)
	if err == nil {
		program, err = slim(program)
	}
	slimmed := filepath.Join(t.TempDir(), "slim.wasm")
	if err == nil {
		err = os.WriteFile(slimmed, program, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	goroot, err := goTool("env", "GOROOT")
	if err != nil {
		t.Fatal(err)
	}
	runner := filepath.Join(goroot, "lib/wasm/wasm_exec_node.js")
	cmd := exec.Command(node(t), append([]string{"--stack-size=8192", runner, slimmed}, args...)...)
	cmd.Dir = root
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.TempDir()} // Go's WebAssembly has 8 kB for it
	return run(t, cmd)
}

func node(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err == nil {
		return path
	}
	if os.Getenv("BOARD_BROWSER") == "required" {
		t.Fatal(err)
	}
	t.Skip("a slimmed program was not run: there is no node on the PATH")
	return ""
}

func run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, &out)
	}
	return out.String()
}

// TestSlimUnknown: what is not laid out as we know it is refused.
func TestSlimUnknown(t *testing.T) {
	const known = header + "\x00\x07" + knownGo
	section := func(id, body string) string { return id + string(rune(len(body))) + body }
	segment := func(data string) string {
		return known + section("\x0b", "\x01\x00\x41\x08\x0b"+string(rune(len(data)))+data)
	}
	code := func(instructions string) string {
		return known + section("\x01", "\x01"+goFunction) + section("\x03", "\x01\x00") +
			section("\x0a", "\x01"+section("", "\x00"+instructions))
	}
	for _, c := range []struct{ name, module, want string }{
		{"nothing", "", "a WebAssembly module"},
		{"another file", "GIF89a", "a WebAssembly module"},
		{"another Go", header + "\x00\x07go1.27.", "made by go1.26."},
		{"no data", known, "its end"},
		{"no table", segment("some data"), "one table of functions"},
		{"two tables", segment(tableMagic + tableMagic), "one table of functions"},
		{"an older table", segment("\xf0\xff\xff\xff\x00\x00\x01\x08" + strings.Repeat("\x01", 70)), "one table of functions"},
		{"pointers of 4 bytes", segment("\xf1\xff\xff\xff\x00\x00\x01\x04" + strings.Repeat("\x01", 70)), "one table of functions"},
		{"a table out of order", segment(tableMagic + strings.Repeat("\x01\x00\x00\x00\x00\x00\x00\x00", 9)), "one after another"},
		{"a table cut off", segment(tableMagic + "\x01"), "a whole table"},
		{"a passive segment", known + "\x0b\x04\x01\x01\x01a", "an active data segment"},
		{"a section cut off", header + "\x0b\x20\x01", "its end"},
		{"two sections of a kind", known + "\x01\x00\x01\x00", "once"},
		{"functions of another type", known + section("\x01", "\x01\x60\x00\x00"), "Go's functions"},
		{"another opcode", code("\xfd\x00\x0b"), "opcode 0xfd"},
		{"a branch to a place", code("\x02\x40\x02\x40\x20\x00\x0e\x00\x00\x0b\x0c\x01\x0b\x41\x01\x0b"), "a row of blocks"},
	} {
		m, err := readModule([]byte(c.module))
		if err == nil {
			err = m.shortenFunctions(nil)
		}
		if m == nil || m[codeSection] == nil && m[typeSection] == nil {
			_, err = slim([]byte(c.module))
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.name, err, c.want)
		}
	}
}

// TestSegments: memory comes back from segments as it was.
func TestSegments(t *testing.T) {
	for _, text := range []string{
		"", "a", "\x00", "\x00\x00a", "a" + strings.Repeat("\x00", maxZeros) + "b", "a" + strings.Repeat("\x00", maxZeros+1) + "b",
		strings.Repeat("\x00", 100_000) + "far" + strings.Repeat("\x00", 1000) + "off\x00",
	} {
		memory, err := readSegments(writeSegments([]byte(text)))
		if want := strings.TrimRight(text, "\x00"); err != nil || string(memory) != want {
			t.Errorf("%.20q: got %.20q (%v)", want, memory, err)
		}
	}
}
