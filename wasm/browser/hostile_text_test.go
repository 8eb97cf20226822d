package browser

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var allLayouts = []string{"list", "table", "cards", "tiles", "latest"}

// hostileTexts holds field values that would break a careless layout.
var hostileTexts = map[string]string{
	"many words":    strings.Repeat("So many words that nobody reads them. ", 263),
	"one word":      strings.Repeat("unbroken", 1250),
	"overridden":    "\u202eoverridden \u202dand \u2067isolated \u2066and \u2068left open",
	"reset":         "\u2029\u202ea new paragraph ends what isolates \u0085\u202eso does this",
	"right to left": "\u202b\u061c" + strings.Repeat("كلام", 2500),
	"marks":         strings.Repeat("Z"+strings.Repeat("\u0317\u0316\u0335\u0300\u0301\u0302\u0489", 30), 40),
	"only marks":    strings.Repeat("\u0301\u0489", 300),
	"nothing seen":  strings.Repeat("\u200b\u200d\u2060\ufeff\u00ad\u3164\u202e\u2066", 40),
	"emoji":         "x" + strings.Repeat("👩🏽‍👩🏿‍👧🏻‍👦🏾", 800), // a length limit cuts a surrogate pair in half
	"controls":      "\n\ttabs\tand\n\nlines\r\n\x00\x1b[31m\x07\x08\u009b31m\u2028and\vso\fon",
	"white space":   strings.Repeat(" \u00a0\u3000\t\n", 2000),
	"markup":        strings.Repeat("<b>&nbsp;", 1000),
}

// hostileItems returns a feed with three posts for each text: one with the text in
// every field, one with an ordinary subject, and an ordinary one. Empty posts
// come last.
func hostileItems() string {
	type m = map[string]any
	fields := func(subject, id, hostile string) m {
		return m{
			"id": id, "title": subject, "summary": hostile, "content_text": hostile, "date_published": hostile, "tags": []string{hostile},
			"authors": []m{{"name": hostile}}, "_board": m{"label": hostile, "date": "2024-01-02", "pinned": true},
		}
	}
	items := []m{}
	for _, name := range slices.Sorted(maps.Keys(hostileTexts)) {
		hostile := hostileTexts[name]
		items = append(items, fields(hostile, "all "+name, hostile), fields("Plain words", "some "+name, hostile), m{"id": "after " + name, "title": "Plain words"})
	}
	items = append(items, m{"id": "nothing"}, m{"id": "blank", "title": "", "summary": "", "content_text": "", "url": "", "date_published": "", "authors": []m{{}}})
	feed, err := json.Marshal(m{"version": "https://jsonfeed.org/version/1.1", "items": items})
	if err != nil {
		panic(err)
	}
	return string(feed)
}

// judgeTexts lists the faults in the rendered element: content that overflows
// the element or its row, subjects without visible text or with half a
// character, and plain text, the page's included, not in left-to-right order.
const judgeTexts = `
const isSeen = (text) => /[^\p{C}\p{Z}\p{DI}]/u.test(text);
globalThis.judgeTexts = (el) => {
	const root = el.shadowRoot, found = [];
	const seen = (e) => e.checkVisibility() && e.role !== "status" && !e.closest("[part=head]");
	const wide = (e) => {
		const box = (e.closest("[part~=row]") ?? el).getBoundingClientRect(), { left, right } = e.getBoundingClientRect(), { overflowX, display } = getComputedStyle(e);
		return left < box.left - 1 || right > box.right + 1 || (overflowX === "visible" && display !== "inline" && e.scrollWidth > e.clientWidth + 8); // less is a space that hangs at the end of a line
	};
	const name = (e) => e.getAttribute("part") + " " + e.closest("[part~=row]")?.dataset.id + " " + e.outerHTML.slice(0, 90);
	for (const e of root.querySelectorAll("*")) if (seen(e) && wide(e)) found.push("too wide: " + name(e));
	if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
	for (const link of root.querySelectorAll("[part~=subject]")) {
		if (!isSeen(link.textContent)) found.push("no name: " + name(link));
		if (!link.textContent.isWellFormed()) found.push("half a character: " + name(link));
	}
	const plain = [...root.querySelectorAll("bdi, h2"), document.querySelector("footer")].filter((e) => e.checkVisibility() && e.textContent === "Plain words");
	for (const e of plain) {
		const at = (i) => { const range = new Range(); range.setStart(e.firstChild, i); range.setEnd(e.firstChild, i + 1); return range.getBoundingClientRect().left; };
		if (at(0) >= at(1) || at(1) >= at(4)) found.push("turned round: " + name(e));
	}
	return found;
};
globalThis.openAll = async (el) => {
	const found = [], root = el.shadowRoot, rows = [...root.querySelectorAll("[part~=row]")];
	const until = async (f) => { while (!f()) await new Promise((resolve) => setTimeout(resolve, 5)); };
	for (const [i, { id }] of el.posts.entries()) {
		const link = rows[i].querySelector("[part~=subject]");
		link.click();
		await until(() => root.querySelector("[part=body] article")?.checkVisibility() && root.activeElement?.closest("article"));
		for (const f of judgeTexts(el)) found.push("open, " + id + ": " + f);
		if (!isSeen(root.activeElement.textContent)) found.push("open, " + id + ": no heading");
		root.querySelector("[part~=back]").click();
		if (root.activeElement !== link) found.push("closed, " + id + ": the focus is elsewhere");
	}
	return found;
};
`

// Hostile field values break no layout, narrow or wide, left-to-right or
// right-to-left: the element keeps its width, each row has a visible subject and
// opens and closes, and bidirectional controls do not affect adjacent text.
func TestHostileTexts(t *testing.T) {
	board := publish(t, three(t))
	board.instead("/feed.json", plain(hostileItems()))
	for _, dir := range []string{"ltr", "rtl"} {
		page := newPage(t, judgeTexts)
		page.open(servePage(t, "", board.at(script+`<style>html { background: #fff } body { margin: 24px }</style><body dir="`+dir+`">`+strings.Replace(element, "<board-view", "<board-view limit=200", 1)+`<footer dir="ltr">Plain words</footer>`)))
		page.wait(`el.state === "ready"`)
		page.wantFonts()
		for _, layout := range allLayouts {
			page.run(`(el.layout = "` + layout + `", rows().forEach((row, i) => row.dataset.id = el.posts[i].id))`)
			page.wants(`rows().filter((row) => text(row).includes("Plain words")).length`, itoa(2*len(hostileTexts)))
			for _, width := range []int64{280, 1200} {
				what := layout + " " + dir + " " + itoa(int(width))
				page.looks(width, "light")
				page.blameTexts(what, `judgeTexts(el)`)
				page.contained(what)
				if layout == "list" || width == 280 && dir == "ltr" { // a post is the same in every layout
					page.blameTexts(what, `openAll(el)`)
				}
			}
		}
		page.quiet()
	}
}

// wantFonts skips the test if no font covers the combining marks: the browser
// then draws each as a box as wide as a letter.
func (p *page) wantFonts() {
	p.Helper()
	const widths = `(["Z", "Z\u0335\u0489"].map((text) => Object.assign(document.createElement("canvas").getContext("2d"), { font: "16px sans-serif" }).measureText(text).width))`
	if found := eval[[]float64](p, widths); found[0] != found[1] {
		skip(p, "texts of many scripts were not tried: that takes fonts that have them, such as Debian's fonts-noto-core")
	}
}

func (p *page) blameTexts(what, expression string) {
	p.Helper()
	if found := eval[[]string](p, expression); len(found) > 0 {
		p.Errorf("%s: %d faults, the first of them:\n%s", what, len(found), strings.Join(found[:min(len(found), 3)], "\n"))
	}
}

// contained fails the test if anything is painted beside or above the element.
// It saves its screenshots in the directory $BOARD_SHOTS, if set.
func (p *page) contained(what string) {
	p.Helper()
	shot := p.screenshot()
	if dir := os.Getenv("BOARD_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "hostile "+what+".png"), shot, 0o666); err != nil {
			p.Fatal(err)
		}
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		p.Fatal(err)
	}
	box := eval[[]int](p, `(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round))(el.getBoundingClientRect())`)
	if at, ok := stain(picture, image.Rect(box[0], box[1], box[2], box[3])); ok {
		p.Errorf("%s: something is painted at %v, around the element at %v", what, at, box)
	}
}

// stain finds a point that is not white beside or above a part of a picture.
func stain(picture image.Image, inside image.Rectangle) (at image.Point, found bool) {
	bounds := picture.Bounds()
	for y := bounds.Min.Y; y < min(inside.Max.Y, bounds.Max.Y); y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			at = image.Pt(x, y)
			if !at.In(inside) && color.GrayModel.Convert(picture.At(x, y)) != (color.Gray{255}) {
				return at, true
			}
		}
	}
	return at, false
}
