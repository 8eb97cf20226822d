package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/boardview/board/bench/bundle"
)

// head says what was measured, where and with what.
func head(m *machine, busy string) []byte {
	return fmt.Appendf(nil, `# Results

Made by `+"`go run .`"+` in bench/ on %s, of commit %s, on a machine with %d cores
(%s/%s, %s). Do not edit: run it again.

Machines are noisy, so times are ratios of two things that ran in turn in the same process or
browser, as medians with the extremes in parentheses. The load average was %s when this run
began and %s when it ended.

Versions: %s.

`, time.Now().Format(time.DateOnly), commit(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), busy, load(), versions(m))
}

// load is how many programs the machine is busy with.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(b), " ")
	return first
}

// commit names what is checked out, and says whether it was changed.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty=-modified").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// versions are those of the rivals and the browser.
func versions(m *machine) string {
	list := []string{m.browser.Version}
	for _, p := range bundle.Rivals {
		list = append(list, p.Name+" "+p.Version)
	}
	info, _ := debug.ReadBuildInfo()
	for _, m := range info.Deps {
		switch m.Path {
		case "github.com/yuin/goldmark", "github.com/microcosm-cc/bluemonday", "rsc.io/markdown":
			list = append(list, m.Path+" "+m.Version)
		}
	}
	return strings.Join(list, ", ")
}
