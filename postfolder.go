package board

import (
	"path"
	"strings"

	"github.com/boardview/board/internal/lazyfs"
)

// A postFolder is the folder posts, which makes its entries when it is
// asked: a large board has hundreds of thousands.
type postFolder struct{ *site }

func (f postFolder) Names() []string {
	names := make([]string, 0, 3*len(f.posts))
	for _, p := range f.posts {
		names = append(names, p.ID, p.ID+".json", p.ID+".txt")
	}
	for id, i := range f.board.was {
		if f.board.posts[i].published(f.now) {
			names = append(names, id, id+".json", id+".txt")
		}
	}
	return names
}

func (f postFolder) Child(name string) lazyfs.Node {
	ext := path.Ext(name)
	id := strings.TrimSuffix(name, ext)
	p := f.named(id)
	switch {
	case p == nil:
		return nil
	case ext == ".json":
		return lazyfs.File(func() ([]byte, error) { return f.postItem(p) })
	case ext == ".txt":
		return lazyfs.File(func() ([]byte, error) { return f.source(p) })
	case ext != "":
		return nil
	case p.ID != id:
		return pageFolder(func() ([]byte, error) { return f.redirect(p) })
	}
	return pageFolder(func() ([]byte, error) { return f.postPage(p) })
}

// named is the published post that has the ID, or had it.
func (s *site) named(id string) *Post {
	if p, ok := s.board.find(id); ok && p.published(s.now) {
		return p
	}
	return nil
}

// source is the post as one would write it.
func (s *site) source(p *Post) ([]byte, error) {
	p, err := s.whole(p)
	if err != nil {
		return nil, err
	}
	return Format(p), nil
}

// A pageFolder holds an index.html and nothing else.
type pageFolder lazyfs.File

func (f pageFolder) Names() []string { return []string{"index.html"} }

func (f pageFolder) Child(name string) lazyfs.Node {
	if name != "index.html" {
		return nil
	}
	return lazyfs.File(f)
}

// An oembedFolder has a file for each post.
type oembedFolder struct{ *site }

func (f oembedFolder) Names() []string {
	names := make([]string, 0, len(f.posts))
	for _, p := range f.posts {
		if f.due(p) {
			names = append(names, p.ID+".json")
		}
	}
	return names
}

func (f oembedFolder) Child(name string) lazyfs.Node {
	id, ok := strings.CutSuffix(name, ".json")
	p := f.named(id)
	if !ok || p == nil || p.ID != id || !f.due(p) {
		return nil
	}
	return lazyfs.File(func() ([]byte, error) { return f.oembed(p) })
}
