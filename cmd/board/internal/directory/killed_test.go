//go:build unix

package directory

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestMain runs the tests, or publishes a board for one of them in a process
// that can be killed or can run out of space.
func TestMain(m *testing.M) {
	dir := os.Getenv("PUBLISH_TO")
	if dir == "" {
		os.Exit(m.Run())
	}
	if limit, err := strconv.ParseUint(os.Getenv("PUBLISH_SPACE"), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ) // the write fails instead
		syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit})
	}
	number, _ := strconv.Atoi(os.Getenv("PUBLISH_NUMBER"))
	if _, err := publish(deploytest.ManyFiles(number), dir); err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}

func publisher(dir string, number int, space uint64) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "PUBLISH_TO="+dir, "PUBLISH_NUMBER="+strconv.Itoa(number))
	if space < math.MaxUint64 {
		cmd.Env = append(cmd.Env, "PUBLISH_SPACE="+strconv.FormatUint(space, 10))
	}
	return cmd
}

// TestKilled: if the process is killed, at any time, nothing is lost: each
// file is one of a former board or of the new one, and whole, and the next
// process completes the work.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	started := time.Now()
	if out, err := publisher(dir, 0, math.MaxUint64).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(started)
	killed := 0
	for n := 1; n <= 12; n++ {
		cmd := publisher(dir, n, math.MaxUint64)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(took))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		deploytest.CheckWhole(t, plain(deploytest.Files(t, os.DirFS(dir))), n)
	}
	if killed == 0 {
		t.Error("no process was killed: the test proves nothing")
	}
	mustPublish(t, deploytest.ManyFiles(13), dir)
	check(t, dir, deploytest.ManyFiles(13))
}

// TestDiskFull: whatever file is the first for which a disk has no space, the
// board stays as it was, and the error names that file.
func TestDiskFull(t *testing.T) {
	dir := dirWith(t, deploytest.ManyFiles(0))
	for _, space := range []uint64{0, 1, 2, 20_000} {
		out, err := publisher(dir, 1, space).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.HasPrefix(string(out), dir+"/") || !strings.HasSuffix(string(out), ": file too large (nothing was changed)") {
			t.Errorf("got %v, %q; want an error of the disk", err, out)
		}
		check(t, dir, deploytest.ManyFiles(0))
		if entries, _ := os.ReadDir(filepath.Join(dir, stagings)); len(entries) > 0 {
			t.Errorf("left %d files on the full disk", len(entries))
		}
	}
	mustPublish(t, deploytest.ManyFiles(1), dir)
	check(t, dir, deploytest.ManyFiles(1))
}
