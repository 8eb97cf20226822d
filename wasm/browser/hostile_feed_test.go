package browser

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// places holds templates of items; a payload, escaped for JSON, replaces each %s.
// These cover an item's HTML; TestAttacks covers all other fields.
var places = []string{
	`{"content_html": "%s"}`,
	`{"content_html": "%s", "_board": {}}`,
	`{"content_html": "<div><p>a %s b</p>c</div>"}`,
	`{"content_html": "<h1>%s</h1><ul><li>%s</ul><pre>%s</pre>"}`,
	`{"content_html": "<table><tr><td>%s</td><th>%s</table>"}`,
	`{"content_html": "<details open><summary>%s</summary>%s</details><figure><figcaption>%s</figure>"}`,
	`{"content_html": "<a href=\"%s\" title='%s'>%s</a>"}`,
	`{"content_html": "<a href='%s'>x</a><img src='%s' alt='%s' title='%s'>"}`,
	`{"content_html": "<img src=\"%s\" alt=\"%s\" width=\"%s\"><time datetime='%s'>x</time><ol type='%s' start='%s'><li value='%s'>y</ol>"}`,
	`{"content_html": "<p lang=\"%s\" dir=\"%s\">x</p><td colspan='%s' rowspan='%s' align='%s'>y"}`,
}

// hostileFeed returns a feed with an item for every payload in one place.
func hostileFeed(t *testing.T, place string) string {
	t.Helper()
	var items []json.RawMessage
	for i, payload := range hostile.Payloads() {
		quoted, _ := json.Marshal(payload)
		item := strings.ReplaceAll(place, "%s", string(quoted[1:len(quoted)-1]))
		items = append(items, json.RawMessage(fmt.Sprintf(`{"id": "%d", %s`, i, item[1:])))
	}
	feed, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "items": items})
	if err != nil {
		t.Fatal(place, err)
	}
	return string(feed)
}

// inspect opens every post and lists the elements, attributes and URLs outside
// the policy.
const inspect = `(async () => {
	const board = new URL(el.src).origin, found = [];
	const isOwn = (e, name) => (name === "tabindex" && e.matches("header > :first-child, pre[tabindex='0'], table[tabindex='0']")) || name === "crossorigin" && e.localName === "img"; // the focus, what keys can scroll, no cookies
	const link = (a) => {
		const { protocol, username, password, host } = a;
		const web = ["http:", "https:"].includes(protocol) && host !== location.host && !username && !password;
		return (web || ["mailto:", "tel:"].includes(protocol)) && a.rel === "noopener noreferrer nofollow ugc";
	};
	const image = (img) => img.src.startsWith(board + "/") && img.referrerPolicy === "no-referrer" && img.crossOrigin === "anonymous" && img.loading === "lazy";
	const proper = { a: link, img: image, input: (i) => i.type === "checkbox" && i.disabled, td: (c) => c.rowSpan < 100, th: (c) => c.rowSpan < 100 };
	const isPhoto = (e) => e.matches("button[part='button photo']") && [...e.children].map(({ localName }) => localName).join() === "img";
	const isTask = (e) => e.localName === "label" && !e.attributes.length && e.firstChild.localName === "input";
	const judge = (e) => {
		if (isPhoto(e) || isTask(e)) return ""; // the widget's own; the policy lets no button or label through, nor a part
		const row = policy.find(({ Name }) => Name === e.localName);
		if (!row || e.namespaceURI !== "http://www.w3.org/1999/xhtml") return "element";
		const stranger = [...e.attributes].find(({ name }) => !row.Attributes.includes(name) && !isOwn(e, name));
		return stranger ? stranger.name : proper[e.localName]?.(e) === false ? "address" : "";
	};
	let seen = 0;
	for (const { id } of el.posts) {
		await el.open(id);
		seen++;
		for (const e of part("body").querySelectorAll("*")) {
			const why = judge(e);
			if (why) found.push(id + " " + why + ": " + e.outerHTML.slice(0, 200));
		}
	}
	await pause(200); // what is to happen, happens
	return { found, seen };
})()`

// No feed can insert markup outside the policy, run a script or contact another
// server, even before the engine has loaded. The page has no Content Security
// Policy that could hide a fault.
func TestHostileFeed(t *testing.T) {
	p := publish(t, three(t))
	p.withhold(t)
	policy, _ := json.Marshal(board.Policy())
	for i, place := range places {
		p.instead("/feed.json", plain(hostileFeed(t, place)))
		page := p.embedUnder(t, "", script+element, alarm, "globalThis.policy = "+string(policy))
		page.wait(`el.state === "ready"`)
		got := eval[struct {
			Found []string `json:"found"`
			Seen  int      `json:"seen"`
		}](page, inspect)
		for _, f := range got.Found {
			t.Errorf("place %d: outside the policy: payload %s", i, f)
		}
		if got.Seen < 100 {
			t.Errorf("place %d: saw %d posts", i, got.Seen)
		}
		page.wants(`alerts`, "0")
		page.asksOnly(p.URL)
	}
}

// asksOnly fails the test if a request went to a server other than the board's
// and the page's.
func (p *page) asksOnly(board string) {
	p.Helper()
	own := eval[string](p, `location.origin`)
	for _, address := range p.asked() {
		if !strings.HasPrefix(address, board+"/") && !strings.HasPrefix(address, own+"/") && !strings.HasPrefix(address, "blob:") {
			p.Errorf("a request for %s", address)
		}
	}
}
