package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestServe: the board is served, an edited post appears without a restart,
// and the former board stays while the directory cannot be read.
func TestServe(t *testing.T) {
	posts := tree(t, map[string]string{"a.txt": post(1, "The first text.")})
	out, in := io.Pipe()
	go tool.Run([]string{"serve", "-json", "-addr", "127.0.0.1:0", posts}, in, in)
	events := make(lines)
	go events.read(out)
	events.wait(t, `{"type":"read","posts":1}`)
	url := strings.Split(events.wait(t, `{"type":"serving","url":"`), `"`)[7]

	appear(t, filepath.Join(posts, "b.txt"), post(2, "Another text.")+"\n![x](gone.jpg)\n")
	events.wait(t, `{"type":"finding",`)
	events.wait(t, `{"type":"read","posts":2}`)
	if page := get(t, url+"posts/p2/"); !strings.Contains(page, "Another text.") {
		t.Errorf("got %q", page)
	}
	if err := os.Rename(posts, posts+"-away"); err != nil {
		t.Fatal(err)
	}
	events.wait(t, `{"type":"error","msg":"not published, the former board stays: `)
	if page := get(t, url); !strings.Contains(page, "Post 2") {
		t.Errorf("got %q", page)
	}
}

// TestServeErrors: a directory that does not exist is an error, and so is an
// address that is none.
func TestServeErrors(t *testing.T) {
	run(t, 1, "serve", "-addr", "127.0.0.1:0", "nowhere")
	run(t, 1, "serve", "-addr", "nowhere", t.TempDir())
	run(t, 2, "serve")
}

// lines are sent as they are printed.
type lines chan string

func (l lines) read(r io.Reader) {
	b, rest := make([]byte, 4096), ""
	for {
		n, err := r.Read(b)
		rest += string(b[:n])
		for line, after, ok := strings.Cut(rest, "\n"); ok; line, after, ok = strings.Cut(rest, "\n") {
			l <- line
			rest = after
		}
		if err != nil {
			return
		}
	}
}

// wait waits for a line with a prefix, and returns it.
func (l lines) wait(t *testing.T, prefix string) string {
	t.Helper()
	late := time.After(time.Minute)
	for {
		select {
		case line := <-l:
			if strings.HasPrefix(line, prefix) {
				return line
			}
		case <-late:
			t.Fatalf("waited in vain for %s", prefix)
		}
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("%s: got %s, %v", url, r.Status, err)
	}
	return string(b)
}
