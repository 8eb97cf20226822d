package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestParts: four processes into one bucket, one of them killed at random moments and
// started again, make what one process makes, byte for byte with its headers. No reader
// finds a dead link meanwhile.
func TestParts(t *testing.T) {
	s, together := s3(t)
	_, alone := s3(t)
	var old map[string]string
	for n, e := range editions {
		posts := writePosts(t, e.posts)
		started, since := time.Now(), s.logged(t)
		if out, err := process(append(e.settings, posts, alone)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		killed := partsOf(posts, together, fmt.Sprint("round-", n), e.settings...).run(t, rand.IntN(4), time.Since(started))
		want := view(open(t, alone)).look(t)
		if got := view(open(t, together)).look(t); !maps.Equal(got, want) {
			t.Errorf("%s: the buckets differ in %q", e.why, differences(got, want))
		}
		if killed == 0 {
			t.Errorf("%s: no process was killed: the test proves nothing", e.why)
		}
		old = e.checkReaders(t, s.changes(t, together, since), old, want)
	}
}

// An edition of the board for TestParts.
type edition struct {
	why      string
	posts    int // see [deploytest.Posts]
	settings []string
}

var editions = []edition{
	{"the first publication adds all files", 1, []string{"-title", "News"}},
	{"posts come, change and go", 2, []string{"-title", "News"}},
	{"with another setting all pages change", 2, []string{"-title", "Other news"}},
}

func process(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self)
	args = append([]string{"-url", "https://board.example/news/", "-now", "2026-11-20T12:00:00Z"}, args...)
	cmd.Env = append(os.Environ(), "BOARD_S3_ARGS="+strings.Join(args, "\n"))
	return cmd
}

func writePosts(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "posts")
	if err := os.CopyFS(dir, deploytest.Posts(n)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A together is a publication by four processes.
type together func(share int) *exec.Cmd

func partsOf(posts, address, round string, settings ...string) together {
	return func(share int) *exec.Cmd {
		return process(append(slices.Clone(settings), "-part", fmt.Sprintf("%d/4", share), "-round", round, posts, address)...)
	}
}

// run runs all processes at the same time. One is killed three times, within a time that
// one process needs for all, and started again: at last the others are done, and it is the one
// that publishes the heads.
func (p together) run(t *testing.T, victim int, took time.Duration) (killed int) {
	t.Helper()
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := 0; i == victim && n < 3; n++ {
				if cmd := p(i); kill(cmd, rand.N(took)) {
					killed++
				}
			}
			if out, err := p(i).CombinedOutput(); err != nil {
				t.Errorf("part %d: %v: %s", i, err, out)
			}
		})
	}
	all.Wait()
	return killed
}

// kill starts a process and kills it after a while. It reports whether the process was
// still running.
func kill(cmd *exec.Cmd, after time.Duration) bool {
	if cmd.Start() != nil {
		return false
	}
	time.Sleep(after)
	cmd.Process.Kill()
	return cmd.Wait() != nil
}

func differences(got, want map[string]stored) (names []string) {
	for name := range want {
		if got[name] != want[name] {
			names = append(names, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// checkReaders replays the changes of the bucket, and checks what a reader finds after
// each. It returns the files of the new board.
func (e edition) checkReaders(t *testing.T, changes []change, old map[string]string, want map[string]stored) map[string]string {
	t.Helper()
	board := make(map[string]string)
	for name, o := range want {
		board[name] = o.content
	}
	there, reader := maps.Clone(old), deploytest.NewReader(old, board)
	for i, c := range changes {
		switch {
		case old == nil && deploy.IsHead(c.name):
			checkHead(t, changes[:i], board)
		case old != nil:
			there[c.name] = board[c.name]
			if c.removed {
				delete(there, c.name)
			}
			reader.Check(t, there)
		}
		if t.Failed() {
			t.Fatalf("%s: after %d of %d changes: %v", e.why, i+1, len(changes), c)
		}
	}
	if len(changes) < 40 {
		t.Errorf("%s: found only %d changes: the test proves nothing", e.why, len(changes))
	}
	return board
}

// checkHead checks that all files but heads are there before a head of a first board.
func checkHead(t *testing.T, before []change, board map[string]string) {
	t.Helper()
	there := make(map[string]bool)
	for _, c := range before {
		there[c.name] = true
	}
	for name := range board {
		if !there[name] && !deploy.IsHead(name) {
			t.Errorf("%s is not there yet", name)
		}
	}
}
