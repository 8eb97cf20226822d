package signed_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/lazyfs"
	"github.com/boardview/board/signed"
)

// newSite is a board of n posts, as large as the files of a real one: for each post
// a page, an item, its source and an oEmbed file, and a page of the list for 20.
func newSite(n int) fs.FS {
	root := make(lazyfs.Dir)
	add := func(format string, i int) {
		name := fmt.Sprintf(format, i)
		root.Add(name, lazyfs.File(func() ([]byte, error) { return fmt.Appendf(nil, "%s\n%02000d\n", name, i), nil }))
	}
	for i := range n {
		for _, format := range []string{"posts/2026-11-26-post-%06d/index.html", "posts/2026-11-26-post-%06d.json", "posts/2026-11-26-post-%06d.txt", "oembed/2026-11-26-post-%06d.json"} {
			add(format, i)
		}
		if i%20 == 19 {
			add("page-%d/feed.json", i/20)
			add("page-%d/index.html", i/20)
		}
	}
	root.Add("feed.json", lazyfs.File(func() ([]byte, error) { return fmt.Appendf(nil, "{%d}", n), nil }))
	return &lazyfs.Tree{Root: root}
}

// own are the files that sign a tree.
func own(t testing.TB, tree fs.FS) fstest.MapFS {
	t.Helper()
	folder, err := fs.Sub(tree, signed.Folder)
	if err != nil {
		t.Fatal(err)
	}
	files := make(fstest.MapFS)
	for name, f := range readAll(t, folder) {
		files[signed.Folder+"/"+name] = f
	}
	return files
}

// TestOneMore: one more post adds a bounded number of small files, on a board of any
// size, and changes one, the note.
func TestOneMore(t *testing.T) {
	for _, n := range []int{100, 1000, 10_000} {
		before := own(t, must(signed.FS(newSite(n), nil, options(t, 0))))
		after := own(t, must(signed.FS(newSite(n+1), before, options(t, 1))))
		added, changed, bytes := 0, 0, 0
		for name, f := range after {
			old, ok := before[name]
			if ok && string(old.Data) == string(f.Data) {
				continue
			}
			bytes += len(f.Data)
			if ok {
				changed++
			} else {
				added++
			}
		}
		if _, err := signed.Verify(must(signed.FS(newSite(n+1), before, options(t, 1))), newSigner(t, name, 1)); err != nil {
			t.Error(err)
		}
		t.Logf("%d posts: %d files that sign it, one more post adds %d and changes %d, %d bytes", n, len(before), added, changed, bytes)
		const most = 5 + 3*4 // tiles; the parts that lead to the four files of a post and to the feed, at three heights
		if changed != 1 || added > most {
			t.Errorf("%d posts: one more adds %d files and changes %d, want at most %d and 1", n, added, changed, most)
		}
	}
}

func must(tree fs.FS, err error) fs.FS {
	if err != nil {
		panic(err)
	}
	return tree
}

// BenchmarkOneMore measures signing a board of 100,000 posts after one more: as a
// program that does not know what has changed, so that all files are read, which are
// made here in no time, and as board publish, which knows the hashes of those that
// have changed.
func BenchmarkOneMore(b *testing.B) {
	const n = 100_000
	before := own(b, must(signed.FS(newSite(n), nil, options(b, 0))))
	site := newSite(n + 1)
	b.Run("FS", func(b *testing.B) {
		for b.Loop() {
			must(signed.FS(site, before, options(b, 1)))
		}
	})
	var names []string
	hashes := make(map[string][32]byte)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
			if strings.Contains(name, fmt.Sprintf("%06d", n)) || name == "feed.json" {
				content, _ := fs.ReadFile(site, name)
				hashes[name] = sha256.Sum256(content)
			}
		}
		return err
	})
	if err != nil || len(hashes) != 5 {
		b.Fatal(len(hashes), err)
	}
	b.Run("Sign", func(b *testing.B) {
		for b.Loop() {
			must(signed.Sign(site, names, hashes, before, options(b, 1)))
		}
	})
}
