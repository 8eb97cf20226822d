package deploy_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/internal/app/deploy"
)

// TestShares: each file belongs to one share, the files that show the same posts to the
// same one, and the shares are about as large.
func TestShares(t *testing.T) {
	const n = 5
	var files [n]int
	for i := range 10_000 {
		together := []string{fmt.Sprintf("posts/p.%d/index.html", i), fmt.Sprintf("posts/p.%d.json", i), fmt.Sprintf("posts/p.%d.txt", i), fmt.Sprintf("oembed/p.%d.json", i)}
		if i%2 == 0 {
			together = []string{fmt.Sprintf("page-%d/index.html", i), fmt.Sprintf("page-%d/feed.json", i)}
		}
		for _, name := range together {
			var in []int
			for share := range n {
				if (deploy.Share{Index: share, Of: n}).Has(name) {
					in = append(in, share)
				}
			}
			if len(in) != 1 || !(deploy.Share{Index: in[0], Of: n}).Has(together[0]) {
				t.Fatalf("%s is in the shares %d, its kin %s in others", name, in, together[0])
			}
			files[in[0]]++
		}
	}
	for _, head := range []string{"index.html", "feed.json", "tags/a/atom.xml", "archive/2026/index.html", "sitemap.xml"} {
		if (deploy.Share{Index: 0, Of: 1}).Has(head) {
			t.Errorf("%s must come last, and is in a share", head)
		}
	}
	if slices.Min(files[:])*10 < slices.Max(files[:])*9 {
		t.Errorf("the shares have %d files", files)
	}
}

func TestParseShare(t *testing.T) {
	for s, want := range map[string]bool{
		"0/1": true, "0/4": true, "3/4": true, "12/100": true,
		"4/4": false, "-1/4": false, "1": false, "": false, "0/0": false, "1/4/5": false, "1/4 ": true, "a/b": false, "1.5/4": false,
	} {
		if share, err := deploy.ParseShare(s); (err == nil) != want || want && share.String() != strings.TrimSpace(s) {
			t.Errorf("%q: got %v, %v", s, share, err)
		}
	}
}

// TestSources: trees of the same things have the same sources, others do not, and no
// file is made whose fingerprint is known.
func TestSources(t *testing.T) {
	sources := func(site fs.FS) string {
		t.Helper()
		names, _, err := deploy.Names(site, false)
		if err != nil {
			t.Fatal(err)
		}
		s, err := deploy.Sources(site, names)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	site := printed{fstest.MapFS{"posts/a.txt": {Data: []byte("a")}, "index.html": {Data: []byte("i")}}, "1"}
	first := sources(site)
	if again := sources(site); again != first || !strings.Contains(first, ". 1 files ") || !strings.Contains(first, "posts 1 files ") {
		t.Errorf("got %q and %q", first, again)
	}
	for why, other := range map[string]fs.FS{
		"another fingerprint": printed{site.MapFS, "2"},
		"another name":        printed{fstest.MapFS{"posts/b.txt": site.MapFS["posts/a.txt"], "index.html": site.MapFS["index.html"]}, "1"},
		"another content":     printed{fstest.MapFS{"posts/a.txt": site.MapFS["posts/a.txt"], "index.html": {Data: []byte("j")}}, "1"},
	} {
		if sources(other) == first {
			t.Errorf("%s: the sources are the same", why)
		}
	}
}

// A printed tree knows the fingerprints of posts, which must not be opened.
type printed struct {
	fstest.MapFS
	sum string
}

func (p printed) Fingerprint(name string) string {
	if strings.HasPrefix(name, "posts/") {
		return p.sum
	}
	return ""
}

func (p printed) Open(name string) (fs.File, error) {
	if p.Fingerprint(name) != "" && p.MapFS[name] != nil {
		return nil, fmt.Errorf("%s is made", name)
	}
	return p.MapFS.Open(name)
}

// A placed tree knows where its files stand.
type placed struct{ printed }

func (p placed) Place(string) int { return 1 }

// TestSharePlan: before the last process nobody removes a file, unless a new one needs
// the name, nor changes one that is not wanted of this process.
func TestSharePlan(t *testing.T) {
	entry := func(s string) deploy.Entry {
		return deploy.Entry{State: deploy.Sure, Hash: deploy.HashOf([]byte(s))}
	}
	have := deploy.Contents{"gone.png": entry("a"), "files": entry("b"), "posts/p.txt": entry("c"), "posts/other.txt": entry("d"), "index.html": entry("e")}
	want := deploy.Contents{"files/a.csv": entry("f"), "posts/p.txt": entry("g")}
	names := []string{"files/a.csv", "posts/p.txt", "posts/other.txt", "index.html", "tags/new/feed.json"}
	p := deploy.NewSharePlan(have, want, names, nil, time.Now())
	if got, want := p.Names(), "- files\n+ files/a.csv\n~ posts/p.txt\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	adding, changing := p.Split()
	if len(adding) != 2 || len(changing) != 1 || changing[0].Name != "posts/p.txt" {
		t.Errorf("got %v and then %v", adding, changing)
	}
	if got, want := deploy.Missing(have, names), []string{"files/a.csv", "tags/new/feed.json"}; !slices.Equal(got, want) {
		t.Errorf("missing: got %q, want %q", got, want)
	}
}

// TestEarly: the files of the search index are not even named before the last process,
// since that takes as long as making them.
func TestEarly(t *testing.T) {
	site := fstest.MapFS{"index.html": {}, "search/index.json": {}, "tags/search/index.html": {}}
	early, searches, err := deploy.Early(site)
	if err != nil || !searches {
		t.Fatalf("got %v, %v", searches, err)
	}
	names, _, err := deploy.Names(early, false)
	if want := []string{"index.html", "tags/search/index.html"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("got %q, %v, want %q", names, err, want)
	}
	hiding, _, err := deploy.Early(placed{printed{site, "1"}})
	known, ok := hiding.(interface {
		Place(name string) int
		Fingerprint(name string) string
	})
	if err != nil || !ok || known.Place("a") != 1 || known.Fingerprint("posts/a.txt") != "1" {
		t.Errorf("what the tree knows about its files is lost (%v)", err)
	}
	delete(site, "search/index.json")
	if _, searches, err := deploy.Early(site); err != nil || searches {
		t.Errorf("without one: got %v, %v", searches, err)
	}
}
