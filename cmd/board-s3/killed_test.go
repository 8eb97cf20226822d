package main

import (
	"context"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/examples/internal/deliver/delivertest"
)

// TestMain runs the tests, or in their place what one of them starts: the
// command, or a publisher that can be killed.
func TestMain(m *testing.M) {
	if os.Getenv("BUCKET_COMMAND") != "" {
		main()
		return
	}
	if address := os.Getenv("BUCKET_TO"); address != "" {
		publishMany(address, os.Getenv("BUCKET_NUMBER"))
		return
	}
	log.SetOutput(io.Discard)
	code := m.Run()
	stopServer()
	os.Exit(code)
}

func publishMany(address, number string) {
	n, _ := strconv.Atoi(number)
	b, err := openBucket(context.Background(), address)
	b.lease = short
	if err == nil {
		_, err = b.publish(delivertest.ManyFiles(n), delivertest.Now)
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

// One that is killed, at any time, has lost nothing: each object is of some
// board before or of the new one, whole, and the next one ends the work.
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
		delivertest.CheckWhole(t, view(b).files(t), n)
	}
	if killed == 0 {
		t.Error("none was killed: the test says nothing")
	}
	b.lease = short
	mustPublish(t, b, delivertest.ManyFiles(9))
	check(t, b, delivertest.ManyFiles(9))
}

// howFar is what the command says on a slow machine.
var howFar = regexp.MustCompile(`(?m)^\d+ of \d+ files .*\n`)

// command runs the command as a user does.
func command(t *testing.T, args ...string) (out string, err error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "BUCKET_COMMAND=1")
	text, err := cmd.CombinedOutput()
	return strings.TrimSpace(howFar.ReplaceAllString(string(text), "")), err
}
