package publish

import (
	"bytes"
	"cmp"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"time"

	"github.com/boardview/board/bench/corpus"
)

// A workspace is a directory with the same posts for Board View and for Hugo,
// and with the files that they publish.
type workspace struct {
	generator   *corpus.Generator
	written     int
	oldest      post
	now         time.Time // of the programs
	dir         string
	ours, hugos string // directories of the posts
}

func newWorkspace(real, dir string) (*workspace, error) {
	w := &workspace{generator: corpus.New(real), now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), dir: dir, ours: filepath.Join(dir, "posts"), hugos: filepath.Join(dir, "hugo")}
	var photo bytes.Buffer
	err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 800, 450)), nil)
	return w, cmp.Or(err,
		writeFile(filepath.Join(w.ours, picture), photo.String()),
		writeFile(filepath.Join(w.hugos, "static", picture), photo.String()),
		writeSite(w.hugos))
}

// out returns the directory that a contestant publishes to.
func (w *workspace) out(c contestant) string { return filepath.Join(w.dir, c.name) }

// write writes n posts, each an hour older than the previous one, in batches
// that fit in memory.
func (w *workspace) write(n int) error {
	const batch = 1000
	for ; n > 0; n -= batch {
		for _, p := range w.generator.Mixed(min(n, batch)) {
			w.written++
			w.oldest = newPost(w.written, p)
			if w.written == expiring {
				w.oldest.expires = "2026-01-15"
			}
			if err := w.put(w.oldest); err != nil {
				return err
			}
		}
	}
	return nil
}

// clock is the time of the programs.
func (w *workspace) clock() string { return w.now.Format(time.RFC3339) }

// expiring is the number of the post that expires.
const expiring = 15

// A change is something after which a board is published again.
type change struct {
	name string
	do   func(w *workspace) error
}

var changes = []change{
	{"nothing", func(*workspace) error { return nil }},
	{"one more post", (*workspace).oneMore},
	{"an edit of the oldest", func(w *workspace) error {
		w.oldest.body += "\n\nA sentence was added."
		return w.put(w.oldest)
	}},
	{"a post expires", func(w *workspace) error {
		w.now = w.now.AddDate(0, 1, 0)
		return nil
	}},
}

// oneMore writes the newest post.
func (w *workspace) oneMore() error { return w.put(newPost(0, w.generator.Mixed(1)[0])) }

func (w *workspace) put(p post) error {
	return cmp.Or(
		writeFile(filepath.Join(w.ours, p.id()+".txt"), p.boardView()),
		writeFile(filepath.Join(w.hugos, "content", "posts", p.id()+".md"), p.markdown()))
}

func writeFile(name, content string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(content), 0o666)
}
