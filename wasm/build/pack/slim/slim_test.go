package slim

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/boardview/board/wasm/internal/toolchain"
)

// root is the board module, seen from this folder.
const root = "../../../.."

// TestPrograms: slimmed programs panic, recover, collect garbage and jump as
// they do natively.
func TestPrograms(t *testing.T) {
	compiler := knownCompiler(t)
	for name, some := range map[string]string{"panics": "nil pointer: runtime error", "jumps": "knots: [3 "} {
		t.Run(name, func(t *testing.T) {
			dir, source := t.TempDir(), "./testdata/"+name
			native, full := filepath.Join(dir, "native"), filepath.Join(dir, "full.wasm")
			build := compiler.Command(".", "build", "-o", native, source)
			build.Env = append(build.Env, "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH)
			run(t, build)
			compile(t, compiler, ".", "build", "-o", full, source)
			want := run(t, exec.Command(native))
			if !strings.Contains(want, some) {
				t.Fatal(want)
			}
			for _, check := range []bool{false, true} {
				if got := runSlimmed(t, compiler, full, check); got != want {
					t.Errorf("slimmed (checked: %v), the program prints\n%s\nwant\n%s", check, got, want)
				}
			}
		})
	}
}

// TestLibrary: the library passes its own tests of every case when they are
// slimmed, and each call in them returns to where it did.
func TestLibrary(t *testing.T) {
	compiler := knownCompiler(t)
	full := filepath.Join(t.TempDir(), "full.wasm")
	compile(t, compiler, root, "test", "-c", "-o", full, ".")
	cases, err := os.ReadDir(filepath.Join(root, "testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	got := runSlimmed(t, compiler, full, true, "-test.run=Cases", "-test.v")
	if n := strings.Count(got, "--- PASS: TestCases/"); len(cases) == 0 || n < len(cases) {
		t.Errorf("%d of %d cases passed:\n%s", n, len(cases), got)
	}
}

// knownCompiler returns the Go that compiles the engine. If that is one whose
// layout is not known here, its programs have to be refused; there is nothing
// to run then.
func knownCompiler(t *testing.T) *toolchain.Go {
	t.Helper()
	compiler, err := toolchain.Find()
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(compiler.Version, knownGo) {
		return compiler
	}
	full := filepath.Join(t.TempDir(), "full.wasm")
	compile(t, compiler, ".", "build", "-o", full, "./testdata/jumps")
	program, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Slim(program); !errors.Is(err, ErrUnknownLayout) {
		t.Fatalf("%s compiled a program: got error %v, want ErrUnknownLayout", compiler.Version, err)
	}
	t.Skipf("a program that %s compiled was refused, so no slimmed program was run; %s", compiler.Version, compiler.Remedy)
	return nil
}

// compile builds a program as the engine is built.
func compile(t *testing.T, compiler *toolchain.Go, dir, command string, args ...string) {
	t.Helper()
	args = append(append([]string{command}, toolchain.BuildFlags...), args...)
	run(t, compiler.Command(dir, args...))
}

// runSlimmed slims a program and runs it. If check is set, the program traps
// where a call would return to another place than before.
func runSlimmed(t *testing.T, compiler *toolchain.Go, full string, check bool, args ...string) string {
	t.Helper()
	checkReturns = check
	defer func() { checkReturns = false }()
	program, err := os.ReadFile(full)
	if err == nil {
		program, err = Slim(program)
	}
	slimmed := filepath.Join(t.TempDir(), "slim.wasm")
	if err == nil {
		err = os.WriteFile(slimmed, program, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	runner := filepath.Join(compiler.Root, "lib/wasm/wasm_exec_node.js")
	cmd := exec.Command(node(t), append([]string{"--stack-size=8192", runner, slimmed}, args...)...)
	cmd.Dir = root
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.TempDir()} // Go's WebAssembly has 8 kB for the environment
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
	t.Skip("no slimmed program was run: there is no node on the PATH")
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
