package deploytest

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var references = regexp.MustCompile(`(?:href|src)="([^"]*)"|"(?:url|next_url)":"([^"]*)"|<(?:link|loc)>([^<]*)<`)

// A Reader follows links while a new board replaces an old one.
type Reader struct {
	old, new map[string]string
	links    map[[2]string][]string // a cache, by name and content
}

// NewReader returns a reader of two boards, given as files by name.
func NewReader(old, new map[string]string) *Reader {
	return &Reader{old, new, make(map[[2]string][]string)}
}

// Check checks the files that are there: each belongs to one of the boards,
// and no link is dead that a reader can follow from the front page or from a
// page of the old board.
func (r *Reader) Check(t *testing.T, there map[string]string) {
	t.Helper()
	for name, content := range there {
		if content != r.old[name] && content != r.new[name] {
			t.Errorf("%s is neither the old file nor the new one", name)
		}
	}
	r.walk(t, there)
	r.checkOrder(t, there)
}

// open returns the pages that readers may have open: the front page, and
// pages of the old board.
func (r *Reader) open(there map[string]string) []string {
	names, whole := []string{"index.html"}, r.intact(there)
	for name := range there {
		_, old := r.old[name]
		_, stays := r.new[name]
		if old && name != "404.html" && (stays || whole) {
			names = append(names, name)
		}
	}
	return names
}

func (r *Reader) walk(t *testing.T, there map[string]string) {
	t.Helper()
	todo := r.open(there)
	seen := make(map[string]bool)
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		for _, to := range r.linksOf(name, there[name]) {
			if _, ok := there[to]; !ok {
				t.Errorf("%s links to %s, which is not there", name, to)
			}
			if !seen[to] {
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
	if len(seen) < len(r.new)/2 {
		t.Errorf("a reader found only %d of %d files", len(seen), len(r.new))
	}
}

func (r *Reader) linksOf(name, content string) []string {
	key := [2]string{name, content}
	if _, known := r.links[key]; !known {
		r.links[key] = links(name, content)
	}
	return r.links[key]
}

// checkOrder checks that the feed changes after the files that it links to.
func (r *Reader) checkOrder(t *testing.T, there map[string]string) {
	t.Helper()
	if there["feed.json"] == r.old["feed.json"] {
		return
	}
	for name, content := range r.new {
		if there[name] != content && strings.Contains(name, "/") {
			t.Errorf("the feed is new, and %s is not", name)
		}
	}
}

// intact reports whether no file of the old board has been removed yet.
func (r *Reader) intact(there map[string]string) bool {
	for name := range r.old {
		if _, ok := there[name]; !ok {
			return false
		}
	}
	return true
}

// links returns the files of the board that a file links to.
func links(name, content string) (to []string) {
	for _, address := range addresses(name, content) {
		if address == "" || strings.HasSuffix(address, "/") {
			address += "index.html"
		}
		to = append(to, address)
	}
	return to
}

// FolderLinks returns the links of a file that name a folder, except for the
// board's own address. Object stores have no index of folders.
func FolderLinks(name, content string) (to []string) {
	for _, address := range addresses(name, content) {
		if strings.HasSuffix(address, "/") {
			to = append(to, address)
		}
	}
	return to
}

// addresses returns the addresses that a file links to, relative to the
// board's address if they are below it.
func addresses(name, content string) (to []string) {
	base, _ := url.Parse(home + (&url.URL{Path: name}).String())
	for _, match := range references.FindAllStringSubmatch(content, -1) {
		u, err := base.Parse(strings.ReplaceAll(match[1]+match[2]+match[3], "&amp;", "&"))
		if err != nil {
			continue
		}
		if address, ours := strings.CutPrefix(u.Path, "/news/"); ours && u.Host == base.Host {
			to = append(to, address)
		}
	}
	return to
}
