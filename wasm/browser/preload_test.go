package browser

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/examples/partner"
)

// preloads returns the two preload links in a section of the widget's README, with the
// addresses of the test's board.
func preloads(t *testing.T, section string) string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(readme), "\n## "+section+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	links := regexp.MustCompile(`<link rel="(module)?preload"[^>]*>`).FindAllString(text, -1)
	if len(links) != 2 {
		t.Fatalf("%s: wanted two preload links in the README, found %q", section, links)
	}
	return strings.ReplaceAll(strings.Join(links, ""), "https://secretariat.example/news", "{{board}}")
}

// A preloaded file is not requested again, even if it must not be cached: the
// list takes two requests.
func TestPreload(t *testing.T) {
	p := publish(t, three(t))
	p.uncached("/feed.json", "/widget/board-view.js")
	page := p.embedUnder(t, partner.Policy(p.URL), preloads(t, "Loading sooner")+script+element, saveData)
	page.wait(`el.state === "ready"`)
	want := 2
	if onFirefox() { // uses no preload for a request that follows no redirect
		want = 3
	}
	p.took(t, page, want)
}

// A signed list takes four: the script, the feed, the note, and the verifier.
func TestPreloadSigned(t *testing.T) {
	key := newKey(t, signedName, 1)
	p := publish(t, three(t))
	p.sign(t, nil, time.Now(), key)
	verifier := "/" + p.file(t, "verifier.*.js")
	p.uncached("/feed.json", "/widget/board-view.js", "/signed/checkpoint", verifier)
	signedLinks := regexp.MustCompile(`integrity="[^"]*" href="[^"]*verifier\.[0-9a-f]{12}\.js"`).ReplaceAllString(preloads(t, "Signed boards"), `integrity="`+integrityOf(t, p, verifier)+`" href="{{board}}`+verifier+`"`)
	page := p.embedUnder(t, partner.Policy(p.URL), preloads(t, "Loading sooner")+signedLinks+script+keyed(key.Key(), ``), saveData)
	page.wait(`el.state === "ready"`)
	want := 4
	if onFirefox() {
		want = 7
	}
	p.took(t, page, want)
}

// integrityOf is the hash of a file of the widget.
func integrityOf(t *testing.T, p *publisher, name string) string {
	t.Helper()
	source, err := fs.ReadFile(p.site, "widget/integrity.json")
	hashes := make(map[string]string)
	if err := errors.Join(err, json.Unmarshal(source, &hashes)); err != nil {
		t.Fatal(err)
	}
	return hashes[path.Base(name)]
}

// uncached has browsers not keep some files.
func (p *publisher) uncached(paths ...string) {
	for _, path := range paths {
		p.instead(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-store")
			http.FileServerFS(p.site).ServeHTTP(w, r)
		})
	}
}

// took checks how many requests a list took.
func (p *publisher) took(t *testing.T, page *page, want int) {
	t.Helper()
	page.run(`pause(300)`)
	p.mu.Lock()
	defer p.mu.Unlock()
	if got := strings.Join(p.requests, " "); len(p.requests) != want {
		t.Errorf("the list took the requests %s, want %d", got, want)
	}
	page.quiet()
}
