package board

import "sync"

// recentSize is how many bytes of rendered posts a site keeps. The files of
// one page of a list are written one after the other, and have the same
// posts.
const recentSize = 4 << 20

// recent are the posts that were rendered last.
type recent struct {
	mu      sync.Mutex
	entries map[recentKey]feedEntry
	order   []recentKey
	size    int
}

type recentKey struct {
	base string // what relative addresses were resolved against
	post *Post
}

func (r *recent) get(key recentKey) (feedEntry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.entries[key]
	return e, ok
}

// put keeps an entry, and drops the oldest that there is no room for.
func (r *recent) put(key recentKey, e feedEntry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.entries[key]; ok {
		return
	}
	r.entries[key] = e
	r.order = append(r.order, key)
	for r.size += e.size(); r.size > recentSize; r.order = r.order[1:] {
		r.size -= r.entries[r.order[0]].size()
		delete(r.entries, r.order[0])
	}
}

func (e feedEntry) size() int {
	return len(e.item.ContentHTML) + len(e.item.ContentText) + len(e.post.Body)
}
