package browser

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// hurried divides the widget's long timeouts by twenty.
const hurried = `{
	const { setTimeout } = globalThis;
	globalThis.setTimeout = (f, ms, ...args) => setTimeout(f, ms >= 5000 ? ms / 20 : ms, ...args);
}`

// ticking counts timer events, which a blocked page does not get.
const ticking = `globalThis.ticks = 0; setInterval(() => ticks++, 10);`

var spaces = strings.Repeat(" ", 64<<10)

// endless holds responses that never end.
var endless = map[string]http.HandlerFunc{
	"white space": func(w http.ResponseWriter, _ *http.Request) { repeat(w, `{"items": [`, spaces) },
	"one text":    func(w http.ResponseWriter, _ *http.Request) { repeat(w, `{"items": [{"id": "`, spaces) },
	"items": func(w http.ResponseWriter, _ *http.Request) {
		repeat(w, `{"items": [{}`, strings.Repeat(`,{"id":"1"}`, 5000))
	},
	"a gzip bomb":  gzipBomb,
	"drop by drop": drip,
	"nothing":      func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	"a known length": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000000000")
		repeat(w, `{"items": [`, spaces)
	},
}

// repeat writes until the client closes the connection.
func repeat(w io.Writer, begin, more string) {
	_, err := io.WriteString(w, begin)
	for err == nil {
		_, err = io.WriteString(w, more)
	}
}

// gzipBomb serves data that gzip compresses about a thousandfold.
func gzipBomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	repeat(gzip.NewWriter(w), `{"items": [`, spaces)
}

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		fmt.Fprint(w, " ")
		w.(http.Flusher).Flush()
		time.Sleep(20 * time.Millisecond)
	}
}

// until closes a channel when the handler returns.
func until(handler http.HandlerFunc) (http.HandlerFunc, <-chan struct{}) {
	ended := make(chan struct{})
	return func(w http.ResponseWriter, r *http.Request) {
		defer close(ended)
		handler(w, r)
	}, ended
}

// wantEnd fails the test if the publisher's handler does not return.
func wantEnd(t *testing.T, ended <-chan struct{}) {
	t.Helper()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("the widget still reads")
	}
}

// The widget gives up on a feed that never ends: it closes the connection, keeps
// the fallback and offers a retry. The page stays responsive.
func TestEndlessFeed(t *testing.T) {
	for name, handler := range endless {
		t.Run(name, func(t *testing.T) {
			board := publish(t, three(t))
			handler, ended := until(handler)
			board.instead("/feed.json", handler)
			page := board.embed(t, element, recorder, hurried, ticking)
			page.wait(`el.state === "error"`)
			wantEnd(t, ended)
			page.wait(`ticks > 10`)
			page.wants(`shown(el.querySelector("a")) && shown(part("retry"))`, "true")
			page.wants(`events.map(e => e.type).join()`, "error")
			board.instead("/feed.json", nil)
			page.run(`part("retry").click()`)
			page.wait(`el.state === "ready" && rows().length === 3`)
		})
	}
}

// The widget also gives up on an endless page of older posts; the list stays.
func TestEndlessOlderPosts(t *testing.T) {
	board := publish(t, many(45))
	handler, ended := until(endless["items"])
	board.instead("/page-1/feed.json", handler)
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	before := eval[int](page, `rows().length`)
	page.run(`part("more").click()`)
	page.wait(`el.state === "stale"`)
	wantEnd(t, ended)
	page.wants(`rows().filter(shown).length`, itoa(before))
}

// bombs holds feeds below the byte limit that cost far more than their size.
var bombs = map[string]string{
	"deep":       `{"items":[{"id":"1","title":"x","_board":` + strings.Repeat("[", 1e6) + strings.Repeat("]", 1e6) + `}]}`,
	"many posts": `{"items":[` + manyItems(60_000) + `]}`,
	"a subject":  `{"items":[{"id":"1","title":"` + strings.Repeat("x ", 1e6) + `"}]}`,
	"a body":     `{"items":[{"id":"1","title":"x","content_html":"` + strings.Repeat("<b>x", 5e5) + `"}]}`,
	"open tags":  `{"items":[{"id":"1","title":"x","content_html":"` + strings.Repeat("<b>x", 1e5) + `"}]}`,
	"photos":     `{"items":[{"id":"1","title":"x","_board":{"id":"1","photos":[` + strings.Repeat(`{},`, 6e5) + `{}]}}]}`,
	"a number":   `{"items":[{"id":"1","title":"x","size":` + strings.Repeat("9", 2e6) + `}]}`,
}

func manyItems(n int) string {
	var items []string
	for i := range n {
		items = append(items, fmt.Sprintf(`{"id":"%d","title":"x"}`, i))
	}
	return strings.Join(items, ",")
}

// The widget shows such a feed up to its limits, the first post opens, and the
// page stays responsive.
func TestFeedBombs(t *testing.T) {
	const enough = 5000 + 200*20 // elements in a post, plus those in the rows of the list
	for name, feed := range bombs {
		t.Run(name, func(t *testing.T) {
			board := publish(t, three(t))
			board.instead("/feed.json", plain(feed))
			page := board.embed(t, element, ticking)
			page.wait(`el.state === "ready"`)
			page.wants(`rows().length > 0 && rows().length <= 200`, "true")
			page.run(`rows()[0].querySelector('[part~="subject"]').click()`)
			page.wait(`opened()`)
			page.wait(`ticks > 10`)
			page.wants(`text(opened()) !== "" && all("*").length < `+itoa(enough), "true")
		})
	}
}
