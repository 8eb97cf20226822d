//go:build unix

package main

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

	"github.com/boardview/board/examples/internal/deliver/delivertest"
)

// TestMain runs the tests, or in their place what one of them starts: an
// export of a small board, in a process that can be killed or can run out
// of room.
func TestMain(m *testing.M) {
	dir := os.Getenv("EXPORT_TO")
	if dir == "" {
		os.Exit(m.Run())
	}
	if limit, err := strconv.ParseUint(os.Getenv("EXPORT_ROOM"), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ) // an error will do
		syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit})
	}
	number, _ := strconv.Atoi(os.Getenv("EXPORT_NUMBER"))
	if _, err := export(delivertest.ManyFiles(number), dir, now); err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}

func exporter(dir string, number int, room uint64) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "EXPORT_TO="+dir, "EXPORT_NUMBER="+strconv.Itoa(number))
	if room < math.MaxUint64 {
		cmd.Env = append(cmd.Env, "EXPORT_ROOM="+strconv.FormatUint(room, 10))
	}
	return cmd
}

// An export that is killed, at any time, has lost nothing: each file is
// that of some board before or of the new one, whole, and the next export
// ends the work.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	started := time.Now()
	if out, err := exporter(dir, 0, math.MaxUint64).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(started)
	killed := 0
	for n := 1; n <= 12; n++ {
		cmd := exporter(dir, n, math.MaxUint64)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(took))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		delivertest.CheckWhole(t, plain(delivertest.Files(t, os.DirFS(dir))), n)
	}
	if killed == 0 {
		t.Error("no export was killed: the test says nothing")
	}
	mustExport(t, delivertest.ManyFiles(13), dir)
	check(t, dir, delivertest.ManyFiles(13))
}

// A disk that fills up says so, and the board that is there stays as it was.
func TestDiskFull(t *testing.T) {
	dir := dirWith(t, delivertest.ManyFiles(0))
	out, err := exporter(dir, 1, 20_000).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(string(out), "file too large (nothing was changed)") {
		t.Errorf("got %v, %q; want an error of the disk", err, out)
	}
	check(t, dir, delivertest.ManyFiles(0))
	if entries, _ := os.ReadDir(filepath.Join(dir, stagings)); len(entries) > 0 {
		t.Errorf("left %d files on the full disk", len(entries))
	}
	mustExport(t, delivertest.ManyFiles(1), dir)
	check(t, dir, delivertest.ManyFiles(1))
}
