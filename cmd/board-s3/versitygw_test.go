package main

import (
	"bytes"
	"fmt"
	"go/build"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy"
)

// A server is a running S3 server, which .ci/run installs.
type server struct {
	address string
	root    string // folders in it are buckets
	log     string
}

var start = sync.OnceValues(startServer)

// s3 starts the server, once for all tests, and returns the address of a new
// bucket.
func s3(t *testing.T) (*server, string) {
	t.Helper()
	s, err := start()
	if err != nil && os.Getenv("BOARD_S3") != "required" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(s.root, "board-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return s, fmt.Sprintf("s3://%s?endpoint=http://%s&use_path_style=true&region=us-east-1", filepath.Base(dir), s.address)
}

// stopServer is called by TestMain at the end.
var stopServer = func() {}

func startServer() (*server, error) {
	program, err := findServer()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "versitygw-")
	if err != nil {
		return nil, err
	}
	s := &server{address: freePort(), root: filepath.Join(dir, "buckets"), log: filepath.Join(dir, "log")}
	if err := os.Mkdir(s.root, 0o777); err != nil {
		return nil, err
	}
	os.Setenv("AWS_ACCESS_KEY_ID", "key")
	os.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	var out bytes.Buffer
	cmd := exec.Command(program, "--access", "key", "--secret", "secret", "--port", s.address, "--quiet", "--access-log", s.log, "posix", s.root) // not --sidecar, which keeps the headers of an object that is overwritten
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stopServer = func() {
		cmd.Process.Kill()
		cmd.Wait()
		os.RemoveAll(dir)
	}
	return s, s.answers(&out)
}

// findServer looks for the server in $VERSITYGW, $PATH and where go install
// puts it.
func findServer() (string, error) {
	places := []string{os.Getenv("VERSITYGW"), "versitygw", filepath.Join(build.Default.GOPATH, "bin", "versitygw")}
	for _, place := range places {
		if program, err := exec.LookPath(place); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("wanted an S3 server at %q, found none: .ci/run says how to install it", places)
}

func freePort() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// answers waits until the server accepts connections.
func (s *server) answers(out *bytes.Buffer) (err error) {
	for range 600 {
		c, err := net.Dial("tcp", s.address)
		if err == nil {
			return c.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("the S3 server does not answer: %s", out)
}

// A request of the server's log is about an object.
type request struct{ kind, object string }

// since returns the requests to a bucket since the log of the server had a size.
func (s *server) since(t *testing.T, size int, address string) (list []request) {
	t.Helper()
	text, err := os.ReadFile(s.log)
	if err != nil {
		t.Fatal(err)
	}
	bucket := strings.TrimPrefix(strings.Split(address, "?")[0], "s3://")
	for line := range strings.Lines(string(text[size:])) {
		if fields := strings.Fields(line); fields[1] == bucket {
			list = append(list, request{strings.TrimPrefix(fields[7], "s3_"), fields[8]})
		}
	}
	return list
}

// requests returns the names of the objects in requests of a kind to a bucket,
// since the log of the server had a size.
func (s *server) requests(t *testing.T, kind, address string, since int) (names []string) {
	t.Helper()
	for _, r := range s.since(t, since, address) {
		if r.kind == kind {
			names = append(names, r.object)
		}
	}
	return names
}

func (s *server) logged(t *testing.T) int {
	t.Helper()
	info, err := os.Stat(s.log)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}

// A change of an object, in the order of the server's log.
type change struct {
	name    string
	removed bool
}

// changes returns the changes of a bucket since the log of the server had a size, without
// changes of our log and of the rounds.
func (s *server) changes(t *testing.T, address string, since int) (list []change) {
	t.Helper()
	for _, r := range s.since(t, since, address) {
		removed := r.kind == "DeleteObject"
		if (removed || r.kind == "PutObject") && !strings.HasPrefix(r.object, deploy.Folder) {
			list = append(list, change{r.object, removed})
		}
	}
	return list
}
