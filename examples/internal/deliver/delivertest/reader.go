package delivertest

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
)

var references = regexp.MustCompile(`(?:href|src)="([^"]*)"|"(?:url|next_url)":"([^"]*)"|<(?:link|loc)>([^<]*)<`)

// CheckReader reads what is there as readers do while a new board takes the
// place of an old one: each file is one of the two, and whoever comes to the
// front page, or has any page of the old board that is still there, finds
// all that it links to.
func CheckReader(t *testing.T, there, old, new map[string]string) {
	t.Helper()
	todo := []string{"index.html"}
	for name, content := range there {
		if content != old[name] && content != new[name] {
			t.Errorf("%s is neither the old file nor the new one", name)
		}
		if _, ok := old[name]; ok && name != "404.html" {
			if _, stays := new[name]; stays || intact(there, old) {
				todo = append(todo, name)
			}
		}
	}
	seen := make(map[string]bool)
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		for _, to := range links(name, there[name]) {
			if _, ok := there[to]; !ok {
				t.Errorf("%s links to %s, which is not there", name, to)
			}
			if !seen[to] {
				seen[to] = true
				todo = append(todo, to)
			}
		}
	}
	checkOrder(t, there, old, new)
	if len(seen) < len(new)/2 {
		t.Errorf("a reader found only %d of %d files", len(seen), len(new))
	}
}

// checkOrder looks whether anything that is new in the feed is new all over.
func checkOrder(t *testing.T, there, old, new map[string]string) {
	if there["feed.json"] == old["feed.json"] {
		return
	}
	for name, content := range new {
		if there[name] != content && strings.Contains(name, "/") {
			t.Errorf("the feed is new, and %s is not", name)
		}
	}
}

// intact reports whether nothing has been removed yet.
func intact(there, old map[string]string) bool {
	for name := range old {
		if _, ok := there[name]; !ok {
			return false
		}
	}
	return true
}

// links are the files of the board that a file leads to.
func links(name, content string) (to []string) {
	base, _ := url.Parse(home + (&url.URL{Path: name}).String())
	for _, match := range references.FindAllStringSubmatch(content, -1) {
		u, err := base.Parse(strings.ReplaceAll(match[1]+match[2]+match[3], "&amp;", "&"))
		if err != nil {
			continue
		}
		file, ours := strings.CutPrefix(u.Path, "/news/")
		if !ours || u.Host != base.Host {
			continue
		}
		if file == "" || strings.HasSuffix(file, "/") {
			file = path.Join(file, "index.html")
		}
		to = append(to, file)
	}
	return to
}
