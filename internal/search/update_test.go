package search

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync/atomic"
	"testing"
	"testing/fstest"
)

// A changingBoard is documents that change, and counts those that are read.
type changingBoard struct {
	corpus
	documents []Document // those of gaps have no ID
	version   int        // of the last one that was written
	read      atomic.Int64
}

func (b *changingBoard) write() Document {
	b.version++
	d := b.document(b.version)
	d.Print = fmt.Sprint("v", b.version)
	return d
}

// change changes the board at random, and says how.
func (b *changingBoard) change() (what string, written int) {
	n := len(b.documents)
	at := b.IntN(n + 1)
	switch b.IntN(6) {
	case 0:
		written = 1 + b.IntN(3)
		for range written {
			b.documents = append(b.documents, b.write())
		}
		return "newer posts", written
	case 1:
		b.documents = slices.Insert(b.documents, at, b.write())
		return "a post in between", 1
	case 2:
		b.documents = slices.Delete(b.documents, min(at, n-1), min(at, n-1)+1)
		return "a post fewer", 0
	case 3:
		b.documents[min(at, n-1)] = Document{}
		return "a post withdrawn", 0
	case 4:
		other := b.write()
		other.ID = b.documents[min(at, n-1)].ID
		if other.ID == "" {
			other.ID = "back"
		}
		b.documents[min(at, n-1)] = other
		return "a post corrected", 1
	}
	i, j := b.IntN(n), b.IntN(n)
	b.documents[i], b.documents[j] = b.documents[j], b.documents[i]
	return "two posts change places", 0
}

func (b *changingBoard) posts() Posts {
	return Posts{
		Len: len(b.documents), Made: "program 1",
		Header: func(place int) (Document, bool) {
			d := b.documents[place]
			d.Text = ""
			return d, d.ID != ""
		},
		Document: func(place int) (Document, error) {
			b.read.Add(1)
			return b.documents[place], nil
		},
	}
}

func treeOf(t testing.TB, l limits, earlier fs.FS, posts Posts) fstest.MapFS {
	t.Helper()
	files, err := updateWithin(l, earlier, posts)
	if err != nil {
		t.Fatal(err)
	}
	tree := make(fstest.MapFS)
	for _, f := range files {
		tree[f.Name] = &fstest.MapFile{Data: f.Content}
	}
	return tree
}

func equal(a, b fstest.MapFS) bool {
	return maps.EqualFunc(a, b, func(x, y *fstest.MapFile) bool { return bytes.Equal(x.Data, y.Data) })
}

var bothLimits = map[string]limits{"usual": usual, "large": {leaf: 2000, chunk: 16, small: 128}}

// TestUpdate: an index that takes over what an earlier one has is the same, byte for
// byte, as one from nothing, and reads only the posts that are new or corrected.
func TestUpdate(t *testing.T) {
	for name, limits := range bothLimits {
		t.Run(name, func(t *testing.T) {
			b := &changingBoard{corpus: newCorpus(3)}
			for range 150 {
				b.documents = append(b.documents, b.write())
			}
			tree := treeOf(t, limits, nil, b.posts())
			for step := range 24 {
				what, written := b.change()
				b.read.Store(0)
				updated := treeOf(t, limits, tree, b.posts())
				if got := b.read.Load(); got != int64(written) {
					t.Fatalf("step %d, %s: wanted %d posts to be read, found %d", step, what, written, got)
				}
				if tree = treeOf(t, limits, nil, b.posts()); !equal(tree, updated) {
					t.Fatalf("step %d, %s: the index differs from one from nothing", step, what)
				}
			}
		})
	}
}

// TestUpdateFromWrong: files that are damaged, missing, of another generation or made by
// another program are not used.
func TestUpdateFromWrong(t *testing.T) {
	limits := bothLimits["large"]
	b := &changingBoard{corpus: newCorpus(4)}
	for range 150 {
		b.documents = append(b.documents, b.write())
	}
	before := treeOf(t, limits, nil, b.posts())
	b.documents[5], b.documents[140] = b.write(), b.write()
	after := treeOf(t, limits, nil, b.posts())
	for _, kind := range []string{HeadName, "a*", "b*", "c-*", "cards-*"} {
		names, err := fs.Glob(before, kind)
		if err != nil || len(names) == 0 {
			t.Fatalf("wanted a file %s in the index, found none (%v)", kind, err)
		}
		name := names[len(names)/2]
		file := before[name]
		wrong := map[string]*fstest.MapFile{"cut": {Data: file.Data[:len(file.Data)/2]}, "changed": {Data: slices.Clone(file.Data)}, "of later": after[name], "gone": nil, "empty": {}, "a pipe": {Data: file.Data, Mode: fs.ModeNamedPipe}}
		wrong["changed"].Data[len(file.Data)/2] ^= 4
		if content, err := unpack(file.Data); err == nil {
			content = bytes.Replace(content, []byte("visit"), []byte("vizit"), 1)
			wrong["of another content"] = &fstest.MapFile{Data: pack(content)}
		}
		for how, other := range wrong {
			tree := maps.Clone(before)
			if tree[name] = other; other == nil {
				delete(tree, name)
			}
			if got := treeOf(t, limits, tree, b.posts()); !equal(got, after) {
				t.Errorf("%s %s: the index differs from one from nothing", name, how)
			}
		}
	}
	posts := b.posts()
	posts.Made = "program 2"
	b.read.Store(0)
	if treeOf(t, limits, after, posts); b.read.Load() != int64(len(b.documents)) {
		t.Errorf("wanted another program to read all posts, found it read %d", b.read.Load())
	}
}

// TestUpdateFails: a post that cannot be read is an error.
func TestUpdateFails(t *testing.T) {
	posts := (&changingBoard{documents: []Document{{Card: Card{ID: "a"}}}}).posts()
	wanted := errors.New("gone")
	posts.Document = func(int) (Document, error) { return Document{}, wanted }
	if _, err := Update(nil, posts); !errors.Is(err, wanted) {
		t.Errorf("wanted the error of the post, found %v", err)
	}
}
