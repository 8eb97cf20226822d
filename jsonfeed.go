package board

import (
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// A writtenFeed is a feed with its items still to be written as JSON, so that
// they are gone through once.
type writtenFeed struct {
	feed
	Items []feedItem `json:"items"`
}

// jsonFeed is page n of a list as a JSON Feed.
func (s *site) jsonFeed(l *list, n int) ([]byte, error) {
	name := l.file("feed.json", n)
	r := s.feeds(name)
	f := writtenFeed{Items: []feedItem{}, feed: feed{
		Version: feedVersion, Title: s.titleOf(l), HomePageURL: s.homeOf(l), Description: s.board.Description,
		FeedURL: r.file(name), Language: plaintext.Language(l.lang),
	}}
	f.Board = &feedBoard{Base: below(name)}
	if n == 0 {
		f.Board.Total = l.count
	}
	if next := l.older(n); next > 0 {
		f.NextURL = r.file(l.file("feed.json", next))
	}
	entries, err := s.entries(r, l.page(s, n))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		f.Items = append(f.Items, e.item)
	}
	return marshal(f)
}

// titleOf names a list to who has not seen the board.
func (s *site) titleOf(l *list) string {
	if l.name == "" {
		return s.title()
	}
	return s.title() + " · " + s.nameOf(l)
}

// homeOf is the address of a list's newest page, if it is known.
func (s *site) homeOf(l *list) string {
	if s.home == "" || l.folder == "" {
		return s.home
	}
	return s.home + weburl.Link(l.file("index.html", 0))
}

// A feedEntry is a post, and what all feeds say of it.
type feedEntry struct {
	listed *Post // as it stands in lists
	post   *Post // whole
	item   feedItem
}

func (s *site) entries(r *Renderer, posts []*Post) ([]feedEntry, error) {
	list := make([]feedEntry, len(posts))
	for i, p := range posts {
		e, err := s.entry(r, p)
		if err != nil {
			return nil, err
		}
		list[i] = e
	}
	return list, nil
}

func (s *site) entry(r *Renderer, listed *Post) (feedEntry, error) {
	key := recentKey{r.BaseURL, listed}
	if e, ok := s.recent.get(key); ok {
		return e, nil
	}
	post, err := s.whole(listed)
	if err != nil {
		return feedEntry{}, err
	}
	e := feedEntry{listed, post, r.item(post)}
	e.item.Board.Translations = s.feedTranslations(r, listed)
	s.recent.put(key, e)
	return e, nil
}

// postItem is the file of one post as an item.
func (s *site) postItem(p *Post) ([]byte, error) {
	e, err := s.entry(s.feeds("posts/"+p.ID+".json"), p)
	if err != nil {
		return nil, err
	}
	return marshal(e.item)
}
