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

// TestServeEdit: the editor's address is printed with its token; what it saves is in
// the board at once, and on the disk.
func TestServeEdit(t *testing.T) {
	posts := tree(t, map[string]string{"a.txt": post(1, "The first text.")})
	page := tree(t, map[string]string{"index.html": "the editor"})
	out, in := io.Pipe()
	go tool.Run([]string{"serve", "-json", "-edit", "-editor", page, "-addr", "127.0.0.1:0", "-edit-addr", "127.0.0.1:0", posts}, in, in)
	events := make(lines)
	go events.read(out)
	board := strings.Split(events.wait(t, `{"type":"serving","url":"`), `"`)[7]
	editor, token, ok := strings.Cut(strings.Split(events.wait(t, `{"type":"editing","url":"`), `"`)[7], "#token=")
	token, _, _ = strings.Cut(token, "&")
	if !ok || !strings.HasPrefix(editor, "http://127.0.0.1:") || len(token) < 20 {
		t.Fatalf("got the address %q, the token %q", editor, token)
	}
	if body := get(t, editor); body != "the editor" {
		t.Errorf("got %q", body)
	}
	r, err := http.NewRequest("PUT", editor+"api/file/b.txt", strings.NewReader(post(2, "Another text.")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = http.Header{"Authorization": {"Bearer " + token}, "Content-Type": {"application/octet-stream"}, "If-None-Match": {"*"}}
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("got %v, %v", answer, err)
	}
	answer.Body.Close()
	events.wait(t, `{"type":"read","posts":2}`)
	if page := get(t, board+"posts/p2/"); !strings.Contains(page, "Another text.") {
		t.Errorf("got %q", page)
	}
}

// TestServeErrors: serve fails if the directory does not exist, if an address is
// invalid, if others could reach the editor, and if the editor's files are missing.
func TestServeErrors(t *testing.T) {
	posts := tree(t, map[string]string{"a.txt": post(1, "The first text.")})
	run(t, 1, "serve", "-addr", "127.0.0.1:0", "-edit", "-editor", posts, "-edit-addr", "0.0.0.0:0", posts)
	run(t, 1, "serve", "-addr", "127.0.0.1:0", "-edit", posts)
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
