package board

import (
	"io"
	"net/url"
	"path"
	"sync"
)

// withheld are the files beside the posts that go with nothing but posts
// that are not to be seen: drafts, those under embargo, expired and withdrawn
// ones. They are as secret as the posts are.
func (s *site) withheld() (map[string]bool, error) {
	names := make(map[string]bool)
	var seen []*Post
	for _, p := range s.board.posts {
		if p.due(s.now) {
			seen = append(seen, p)
			continue
		}
		if err := s.goesWith(p, func(name string) { names[name] = true }); err != nil {
			return nil, err
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	var mu sync.Mutex
	inParallel(len(seen), func(i int) {
		s.goesWith(seen[i], func(name string) { // a post that cannot be read has no page to show them on
			mu.Lock()
			defer mu.Unlock()
			delete(names, name)
		})
	})
	return names, nil
}

// goesWith names the files that a post shows or leads to.
func (s *site) goesWith(p *Post, found func(name string)) error {
	p, err := s.board.readAgain(p)
	if err != nil {
		return err
	}
	whole := *p
	whole.Withdrawn = Withdrawal{}
	r := &Renderer{BaseURL: "./"}
	b := r.builder(sourceSize(p), r.heading()+1)
	b.beside = func(u *url.URL) string {
		found(path.Clean(u.Path))
		return ""
	}
	r.article(b, &whole)
	return b.flush(io.Discard)
}
