package main

import (
	"context"
	"errors"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestMain runs the tests, or publishes a board for one of them in a process
// that can be killed. The user's cache is kept out of them.
func TestMain(m *testing.M) {
	if args := os.Getenv("BOARD_S3_ARGS"); args != "" {
		lease = 5 * time.Second // longer than a busy machine keeps a process waiting
		os.Exit(command.Run(strings.Split(args, "\n"), os.Stdout, os.Stderr))
	}
	if address := os.Getenv("BUCKET_TO"); address != "" {
		publishMany(address, os.Getenv("BUCKET_NUMBER"))
		return
	}
	cache, err := os.MkdirTemp("", "board-cache-")
	if err := errors.Join(err, os.Setenv("XDG_CACHE_HOME", cache)); err != nil {
		log.Fatal(err)
	}
	code := m.Run()
	stopServer()
	os.RemoveAll(cache)
	os.Exit(code)
}

func publishMany(address, number string) {
	n, _ := strconv.Atoi(number)
	b, err := openBucket(context.Background(), address)
	b.lease = short
	if err == nil {
		_, err = b.publish(deploytest.ManyFiles(n), deploytest.Now)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func publisher(t *testing.T, address string, number int) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "BUCKET_TO="+address, "BUCKET_NUMBER="+strconv.Itoa(number))
	return cmd
}

// TestKilled: if the process is killed, at any time, nothing is lost: each
// object is one of a former board or of the new one, and whole, and the next
// process completes the work.
func TestKilled(t *testing.T) {
	_, address := s3(t)
	started := time.Now()
	if out, err := publisher(t, address, 0).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(started)
	b, killed := open(t, address), 0
	for n := 1; n <= 8; n++ {
		cmd := publisher(t, address, n)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(took))
		cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		deploytest.CheckWhole(t, view(b).files(t), n)
	}
	if killed == 0 {
		t.Error("no process was killed: the test proves nothing")
	}
	b.lease = short
	mustPublish(t, b, deploytest.ManyFiles(9))
	check(t, b, deploytest.ManyFiles(9))
}
