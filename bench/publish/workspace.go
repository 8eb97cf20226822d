package publish

import (
	"cmp"
	"os"
	"path/filepath"

	"github.com/boardview/board/bench/corpus"
)

// A workspace is a directory with the same posts for Board View and for Hugo,
// and with the files that they publish.
type workspace struct {
	generator   *corpus.Generator
	written     int
	dir         string
	ours, hugos string // directories of the posts
}

func newWorkspace(real, dir string) (*workspace, error) {
	w := &workspace{generator: corpus.New(real), dir: dir, ours: filepath.Join(dir, "posts"), hugos: filepath.Join(dir, "hugo")}
	return w, cmp.Or(
		writeFile(filepath.Join(w.ours, picture), "a picture"),
		writeFile(filepath.Join(w.hugos, "static", picture), "a picture"),
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
			if err := w.put(newPost(w.written, p)); err != nil {
				return err
			}
		}
	}
	return nil
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
