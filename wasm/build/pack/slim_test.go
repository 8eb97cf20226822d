package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSlimPanics: a program that is slimmed panics, recovers and collects
// garbage as it does natively.
func TestSlimPanics(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("BOARD_BROWSER") == "required" {
			t.Fatal(err)
		}
		t.Skip("a slimmed program was not run: there is no node on the PATH")
	}
	dir := t.TempDir()
	native, full, slimmed := filepath.Join(dir, "native"), filepath.Join(dir, "full.wasm"), filepath.Join(dir, "slim.wasm")
	run(t, exec.Command("go", "build", "-o", native, "./testdata/panics"))
	cmd := exec.Command("go", append(append([]string{"build", "-o", full}, buildFlags...), "./testdata/panics")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	run(t, cmd)
	module, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	if module, err = slim(module); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(slimmed, module, 0o644); err != nil {
		t.Fatal(err)
	}
	root := strings.TrimSpace(run(t, exec.Command("go", "env", "GOROOT")))
	want, got := run(t, exec.Command(native)), run(t, exec.Command("node", filepath.Join(root, "lib/wasm/wasm_exec_node.js"), slimmed))
	if got != want || !strings.Contains(want, "nil pointer: runtime error") {
		t.Errorf("slimmed, the program says\n%s\nwant\n%s", got, want)
	}
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
	segment := func(data string) string {
		section := "\x01\x00\x41\x08\x0b" + string(rune(len(data))) + data
		return header + "\x0b" + string(rune(len(section))) + section
	}
	for name, module := range map[string]string{
		"nothing":              "",
		"another file":         "GIF89a",
		"no data":              header + "\x0b\x01\x00",
		"no table":             segment("some data"),
		"two tables":           segment(tableMagic + tableMagic),
		"an older table":       segment("\xf0\xff\xff\xff\x00\x00\x01\x08" + strings.Repeat("\x01", 70)),
		"pointers of 4 bytes":  segment("\xf1\xff\xff\xff\x00\x00\x01\x04" + strings.Repeat("\x01", 70)),
		"a table out of order": segment(tableMagic + strings.Repeat("\x01\x00\x00\x00\x00\x00\x00\x00", 9)),
		"a table cut off":      segment(tableMagic + "\x01"),
		"a passive segment":    header + "\x0b\x04\x01\x01\x01a",
		"a section cut off":    header + "\x0b\x20\x01",
	} {
		if out, err := slim([]byte(module)); err == nil {
			t.Errorf("%s: got %q, want an error", name, out)
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
