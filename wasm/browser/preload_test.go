package browser

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/boardview/board/examples/partner"
)

// preloads returns the preload links in the widget's README, with the addresses of the test's board.
func preloads(t *testing.T) (links []string) {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(readme), "https://secretariat.example/news", "{{board}}")
	links = regexp.MustCompile(`<link rel="(module)?preload"[^>]*>`).FindAllString(text, -1)
	if len(links) != 2 {
		t.Fatalf("wanted a preload of the feed and one of the script in the README, found %q", links)
	}
	return links
}

// A preloaded file is not requested again, even if it must not be cached: the
// list takes two requests.
func TestPreload(t *testing.T) {
	p := publish(t, three(t))
	for _, path := range []string{"/feed.json", "/widget/board-view.js"} {
		p.instead(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-store")
			http.FileServerFS(p.site).ServeHTTP(w, r)
		})
	}
	page := p.embedUnder(t, partner.Policy(p.URL), strings.Join(preloads(t), "")+script+element, saveData)
	page.wait(`el.state === "ready"`)
	page.run(`pause(300)`)
	p.mu.Lock()
	defer p.mu.Unlock()
	want := 2
	if onFirefox() { // uses no preload for a request that follows no redirect
		want = 3
	}
	if got := strings.Join(p.requests, " "); len(p.requests) != want {
		t.Errorf("the list took the requests %s, want one for the script and one for the feed", got)
	}
	page.quiet()
}
