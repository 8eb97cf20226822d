package browser

import (
	"encoding/json"
	"fmt"
	stdhtml "html"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// seeds are feeds for FuzzFeed besides those of TestHostileFeed: every field of
// an item and of a feed, what follows a feed, and no feed.
var seeds = []string{
	`{"title": "%s", "next_url": "%s", "language": "%s", "authors": [{"name": "%s"}], "_board": {"total": 2, "base": "%s"}, "items": [{"id": "%s"}, {"id": "2", "title": "%s"}]}`,
	`{"items": [{"id": "%s", "url": "%s", "external_url": "%s", "title": "%s", "content_text": "%s", "summary": "%s", "image": "%s", "banner_image": "%s", "language": "%s", "tags": ["%s"]}]}`,
	`{"items": [{"id": "1", "date_published": "%s", "date_modified": "%s", "author": {"name": "%s", "url": "%s"}, "attachments": [{"url": "%s", "mime_type": "%s", "title": "%s", "size_in_bytes": 1}]}]}`,
	`{"items": [{"title": "x", "_board": {"id": "1", "label": "%s", "date": "%s", "updated": "%s", "body": "%s", "item_url": "%s", "by": {"name": "%s", "url": "%s", "email": "%s"}}}]}`,
	`{"items": [{"title": "x", "_board": {"id": "1", "photos": [{"url": "%s", "caption": "%s", "alt": "%s", "width": 1, "height": 2}], "expires": "%s", "embargo": "%s", "withdrawn": {"date": "%s", "reason": "%s"}}}]}`,
	`{"items": [{"title": "x", "_source": "SUBJECT %s\n\n%s", "_name": "%s.md", "_board": {"id": "1", "meta": {"%s": ["%s"]}, "translations": [{"lang": "%s", "url": "%s", "id": "%s"}]}}]}`,
	`{"items": [{"id": "1", "title": {"toString": "%s"}, "content_html": ["%s"], "_board": [[[["%s"]]]], "tags": {"length": -1}}, null, 3, "%s"]}`,
	`%s`, `{"items": [`, "\ufeff{\"items\": []}",
}

// FuzzFeed: whatever a feed contains, the widget shows nothing outside the
// policy, runs no script, asks no other server, leaves the partner's page alone,
// and goes on. In the feed each %s stands for the payload, as JSON, so that
// whatever the fuzzer makes of the payload is a feed.
//
//	go test -run - -fuzz FuzzFeed -fuzztime 10m -fuzzminimizetime 10x -parallel 1 .
//
// Each worker has a browser, so one is enough. To make inputs small that cover
// more of the driver's code, which says little, would take most of the time.
func FuzzFeed(f *testing.F) {
	wantBrowser(f)
	payloads := hostile.Payloads()
	for i, place := range places {
		f.Add(`{"items": [{"id": "1", `+place[1:]+`]}`, payloads[i%len(payloads)])
	}
	for _, feed := range seeds {
		for _, payload := range []string{"<b onclick=alert(1)>x</b><img src=/a.png>", "javascript:alert(1)", "2024-03-01"} {
			f.Add(feed, payload)
		}
	}
	board := publish(f, three(f))
	engines := map[string]*fuzzed{"with the engine": newFuzzed(f, board, true), "before it": newFuzzed(f, board, false)}
	n := 0
	f.Fuzz(func(t *testing.T, feed, payload string) {
		if len(feed)+len(payload) > 64<<10 {
			t.Skip("no feed of the size that TestFeedBombs tries")
		}
		quoted, _ := json.Marshal(payload)
		n++
		path := fmt.Sprintf("/fuzz-%d.json", n)
		board.instead(path, plain(strings.ReplaceAll(feed, "%s", string(quoted[1:len(quoted)-1]))))
		defer board.instead(path, nil)
		for name, on := range engines {
			on.read(t, name, board.URL+path)
		}
	})
}

// A fuzzed page reads one feed after the other.
type fuzzed struct {
	*page
	board   *publisher
	engine  bool
	address string // of the partner's page
	scripts string
	isOpen  bool
}

// newFuzzed makes a page that renders posts with the engine, or one on which the
// engine never loads.
func newFuzzed(f *testing.F, p *publisher, engine bool) *fuzzed {
	f.Helper()
	scripts := []string{alarm, unpainted, weakest}
	if !engine {
		scripts = []string{alarm, unpainted, patient, answered, engineless}
	}
	names := map[string]string{"board": p.URL, "engine": fmt.Sprint(engine)}
	reading := "(() => { const policy = " + policy() + ";" + own + outside + fill(readers, names) + "; (() => {" + before + "})() })()"
	return &fuzzed{page: newPage(f, scripts...), board: p, engine: engine, address: servePage(f, "", p.at(script+partners)), scripts: reading}
}

// engineless has the engine's worker never answer.
const engineless = `Worker.prototype.postMessage = () => {};`

// read reads a feed as a reader would, on a page that is opened anew after a
// finding.
func (f *fuzzed) read(t *testing.T, name, feed string) {
	t.Helper()
	f.TB = t
	if !f.isOpen {
		f.open(f.address)
		f.wait(`el.state === "ready"`)
		f.run(f.scripts)
	}
	f.isOpen = false
	f.forget()
	saw := eval[reading](f.page, `read("`+feed+`")`)
	wins := saw.Outside
	for _, post := range saw.Posts {
		wins = append(wins, post.Outside...)
		if again := sanitized(t, &board.Renderer{BaseURL: feed, UGC: true}, post.HTML); f.engine && stdhtml.UnescapeString(again) != stdhtml.UnescapeString(post.HTML) {
			wins = append(wins, "sanitising again makes "+again+" of "+post.HTML)
		}
	}
	wins = append(wins, eval[[]string](f.page, "changed()")...)
	if n := eval[int](f.page, "alerts"); n > 0 {
		wins = append(wins, fmt.Sprint(n, " scripts ran"))
	}
	if n := foreign(f.page, f.board.URL+"/"); n > 0 {
		wins = append(wins, fmt.Sprint(n, " foreign requests"))
	}
	if len(wins) > 0 {
		t.Fatalf("%s: %q", name, wins)
	}
	f.isOpen = true
}

// forget forgets the requests so far.
func (p *page) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests = nil
}
