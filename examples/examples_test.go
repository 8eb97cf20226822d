package examples_test

import (
	"archive/zip"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board"
)

const (
	posts  = "../testdata/posts"
	newest = "Night of open chambers" // a subject among them
)

// build builds an example.
func build(t *testing.T, name string) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), name)
	if out, err := exec.Command("go", "build", "-o", program, "./"+name).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// run runs an example, and returns what it writes to standard output.
func run(t *testing.T, name string, args ...string) (stdout string) {
	t.Helper()
	var said strings.Builder
	cmd := exec.Command(build(t, name), args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	return string(out)
}

func wants(t *testing.T, got string) {
	t.Helper()
	if !strings.Contains(got, newest) {
		t.Errorf("got %q, want %q in it", got, newest)
	}
}

// TestDirectory: the files of the board are in the directory.
func TestDirectory(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	run(t, "directory", posts, site)
	page, err := os.ReadFile(filepath.Join(site, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	wants(t, string(page))
}

// TestZip: the files of the board are in the archive.
func TestZip(t *testing.T) {
	file := filepath.Join(t.TempDir(), "board.zip")
	run(t, "zip", posts, file)
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	f, err := archive.Open("index.html")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, string(page))
}

// TestHTTP: the board is served below /news/, and partners may read it.
func TestHTTP(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close() // the port stays free, most likely
	address := l.Addr().String()
	cmd := exec.CommandContext(t.Context(), build(t, "http"), posts, address)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Wait() })
	page, header := get(t, "http://"+address+"/news/")
	wants(t, page)
	if header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("got the header %v", header)
	}
	if page, _ := get(t, "http://"+address+"/"); !strings.Contains(page, `href="/news/"`) {
		t.Errorf("got %q", page)
	}
}

// get requests a page from a server that may still be starting.
func get(t *testing.T, url string) (page string, header http.Header) {
	t.Helper()
	r, err := http.Get(url)
	for deadline := time.Now().Add(time.Minute); err != nil && time.Now().Before(deadline); r, err = http.Get(url) {
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: got %s, %v", url, r.Status, err)
	}
	return string(b), r.Header
}

// TestFeed: the newest post of a feed is on the page.
func TestFeed(t *testing.T) {
	b, _ := board.Load(os.DirFS(posts))
	b.Title = "News"
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServerFS(site))
	defer server.Close()
	page := run(t, "feed", server.URL+"/feed.json")
	if !strings.Contains(page, "<h1>News</h1><article") || !strings.Contains(page, "<h2") {
		t.Errorf("got %q", page)
	}
}
