package toolchain

import (
	"os/exec"
	"strings"
	"testing"
)

// TestFind: the pinned Go is fetched where the user's settings allow it.
// Everywhere else the Go that is there is taken, and the user is told how to
// get the other.
func TestFind(t *testing.T) {
	here := strings.TrimSpace(output(t, exec.Command("go", "env", "GOVERSION")))
	const (
		missing = "go1.26.99" // no such version will be released
		unknown = "nosuchexperiment"
	)
	for _, c := range []struct {
		name, setting, pinned, experiment string
		version, remedy                   string
	}{
		{"the Go that is there is the pinned one", "local", here, experiment, here, ""},
		{"GOTOOLCHAIN=local forbids fetching", "local", missing, experiment, here, "set GOTOOLCHAIN=auto"},
		{"GOTOOLCHAIN=path forbids fetching", "path", missing, experiment, here, "set GOTOOLCHAIN=auto"},
		{"GOTOOLCHAIN=…+path forbids fetching", here + "+path", missing, experiment, here, "set GOTOOLCHAIN=auto"},
		{"fetching is allowed", "auto", here, experiment, here, ""},
		{"fetching is allowed, and fails", "auto", missing, experiment, here, "run this again"},
		{"another version was chosen, and fetching fails", here, missing, experiment, here, "run this again"},
		{"the experiment is not known", "local", missing, unknown, here, "set GOTOOLCHAIN=auto"},
		{"the experiment is not known, and fetching fails", "auto", missing, unknown, here, "run this again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("GOTOOLCHAIN", c.setting)
			t.Setenv("GOPROXY", "off")
			found, err := find(c.pinned, c.experiment)
			if err != nil {
				t.Fatal(err)
			}
			if found.Version != c.version || !strings.HasPrefix(found.Remedy, c.remedy) || (found.Remedy == "") != (c.remedy == "") {
				t.Errorf("got %s, %q; want %s, %q", found.Version, found.Remedy, c.version, c.remedy)
			}
			cmd := found.Command(".", "env", "GOOS", "GOARCH", "GOROOT")
			if got, want := output(t, cmd), "js\nwasm\n"+found.Root+"\n"; got != want {
				t.Errorf("the go command says\n%swant\n%s", got, want)
			}
		})
	}
}

// TestNoGo: without a go command there is an error.
func TestNoGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if g, err := Find(); err == nil {
		t.Errorf("got %s, want an error", g.Version)
	}
}

func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	return string(out)
}
