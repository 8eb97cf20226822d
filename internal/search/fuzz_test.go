package search

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
	"testing/fstest"
)

// FuzzReader: whatever the files of an index contain, a search ends, in memory that the
// size of the files bounds, with results or an error.
func FuzzReader(f *testing.F) {
	c := newCorpus(2)
	var docs []Analysed
	for i := range 200 {
		docs = append(docs, Analyse(c.document(i)))
	}
	tree := write(f, indexOf(docs), limits{leaf: 2000, chunk: 16, small: 128})
	leaf, chunk := []byte(nil), []byte(nil)
	for name, file := range tree {
		switch content, _ := unpack(file.Data); name[0] {
		case 'a':
			leaf = content
		case 'c':
			chunk = content
		}
	}
	head, err := unpack(tree[HeadName].Data)
	if err != nil || leaf == nil || chunk == nil {
		f.Fatalf("wanted a head, a leaf and older postings: %v", err)
	}
	f.Add(head, leaf, chunk, "school")
	f.Add([]byte(magic+"\x02{}\x01\x00\x00"), []byte{}, []byte{}, "x")
	f.Add(head, append([]byte{200, 1, 0, 3, 'a', 'b', 'c'}, bytes.Repeat([]byte{0xff}, 20)...), chunk, "abc")
	f.Fuzz(func(t *testing.T, head, leaf, chunk []byte, query string) {
		reader, err := readerOf(head, leaf, chunk)
		if err != nil {
			return
		}
		s, err := reader.Find(Parse(query))
		if err != nil {
			return
		}
		for s.Floor() > 0 {
			floor := s.Floor()
			if s.Older() != nil {
				return
			}
			if s.Floor() >= floor {
				t.Fatal("the search does not end")
			}
		}
		for _, h := range s.Hits(true) {
			if h.Place < 0 || h.Place >= reader.head.Places {
				t.Fatalf("found place %d of %d", h.Place, reader.head.Places)
			}
		}
	})
}

// readerOf opens an index of which all leaves and all files of older postings are the same.
func readerOf(head, leaf, chunk []byte) (*Reader, error) {
	h, err := readHead(head)
	if err != nil {
		return nil, err
	}
	tree := fstest.MapFS{HeadName: {Data: head}}
	for _, t := range h.tiers {
		for i := range min(len(t.first), 64) {
			tree[t.name(i)] = &fstest.MapFile{Data: leaf}
		}
	}
	entries, err := readLeaf(leaf, h.Places)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		for _, name := range e.older[:min(len(e.older), 64)] {
			tree[name] = &fstest.MapFile{Data: chunk}
		}
	}
	return Open(tree)
}

// TestBomb: a small file that unpacks to a large one is an error.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.CopyN(z, zeros{}, 64<<20)
	z.Close()
	if content, err := unpack(b.Bytes()); err == nil || len(content) > maxFile {
		t.Errorf("unpacked to %d bytes (%v), want an error", len(content), err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
