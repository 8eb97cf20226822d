package browser

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// A parent is HTML around the element; width says what width is expected.
type parent struct{ name, width, html string }

var (
	widths     = []int64{320, 768, 1280}
	directions = []string{"ltr", "rtl"}
)

// parents reads testdata/parents.txt.
func parents(t *testing.T) (all []parent) {
	t.Helper()
	table, err := os.ReadFile("testdata/parents.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(table), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "|")
		if len(columns) != 4 {
			t.Fatalf("testdata/parents.txt:%d: wanted name | width | HTML | why, found %q", i+1, line)
		}
		p := parent{strings.TrimSpace(columns[0]), strings.TrimSpace(columns[1]), strings.TrimSpace(columns[2])}
		if !strings.Contains("text block word", p.width) || !spot.MatchString(p.html) {
			t.Fatalf("testdata/parents.txt:%d: wanted text, block or word, and HTML with {}, found %q", i+1, line)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("testdata/parents.txt has no parents")
	}
	return all
}

// spot is where the element goes in a parent, with its style.
var spot = regexp.MustCompile(`\{([^}]*)\}`)

// pageOf has each parent twice: with the element, and with what its width is
// compared with.
func pageOf(t *testing.T, direction, attributes string) string {
	t.Helper()
	var page strings.Builder
	page.WriteString(script + `<script>document.dir = "` + direction + `"</script><style>
		html { overflow-y: scroll }
		section { position: relative; display: flow-root }
		.text { display: block; overflow-wrap: anywhere }
	</style>`)
	for _, p := range parents(t) {
		words := ""
		if p.width == "text" {
			words = strings.Repeat("A block of text. ", 200)
		}
		fmt.Fprintf(&page, "<section data-name=%q data-width=%q>%s</section>\n<section>%s</section>\n", p.name, p.width,
			spot.ReplaceAllString(p.html, `<board-view style="$1" `+attributes+` src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`),
			spot.ReplaceAllString(p.html, `<div class="text" style="$1">`+words+`</div>`))
	}
	return page.String()
}

// measuring keeps the widths that each element has had since it was defined,
// opens what has to be opened, and compares.
const measuring = `
globalThis.had = new Map();
customElements.whenDefined("board-view").then(() => {
	const observer = new ResizeObserver((entries) => {
		for (const { target } of entries) had.set(target, (had.get(target) ?? new Set()).add(Math.round(inlineSize(target))));
	});
	for (const board of document.querySelectorAll("board-view")) observer.observe(board);
});
addEventListener("DOMContentLoaded", () => {
	for (const popover of document.querySelectorAll("[popover]")) popover.showPopover();
	for (const dialog of document.querySelectorAll(".modal")) dialog.showModal();
});
globalThis.inlineSize = (element) => parseFloat(getComputedStyle(element).inlineSize);
globalThis.wrong = () => [...document.querySelectorAll("section[data-name]")].flatMap((section) => {
	const board = section.querySelector("board-view");
	const { name, width } = section.dataset;
	const inner = inlineSize(board.shadowRoot.querySelector("[part=board]"));
	const size = inlineSize(board);
	const wanted = inlineSize(section.nextElementSibling.querySelector(".text"));
	const available = inlineSize(board.parentElement);
	const proper = width === "word" ? size >= 90 && size <= available + 1 : Math.abs(size - wanted) <= 1;
	return proper && Math.abs(size - inner) <= 1 ? [] : [name + ": " + size + " px (inside " + inner + "), wanted " + (width === "word" ? "90 to " + available : wanted)];
});
globalThis.unsteady = () => [...had].filter(([, sizes]) => sizes.size > 1)
	.map(([board, sizes]) => board.closest("section").dataset.name + ": " + [...sizes].join(", "));
`

func (p *page) measures(what string) {
	p.Helper()
	for _, wrong := range eval[[]string](p, `wrong()`) {
		p.Errorf("%s: %s", what, wrong)
	}
	if over := eval[float64](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		p.Errorf("%s: the page is %v px too wide", what, over)
	}
}

// steady fails the test if an element has had more than one width.
func (p *page) steady(what string) {
	p.Helper()
	for _, wrong := range eval[[]string](p, `unsteady()`) {
		p.Errorf("%s: the width has changed: %s", what, wrong)
	}
}

// openParents opens the page of all parents.
func openParents(t *testing.T, board *publisher, width int64, direction, attributes string) *page {
	t.Helper()
	p := newPage(t, measuring)
	p.looks(width, "light")
	p.open(servePage(t, "", board.at(pageOf(t, direction, attributes))))
	return p
}

// In every parent that shrinks to fit, the element is as wide as a block of
// text, in every layout and with a post open, on pages of either direction; a
// parent that does not shrink has it as wide as ever. Its width is the same from
// loading to a post.
func TestParents(t *testing.T) {
	board := publish(t, three(t))
	for _, width := range widths {
		for _, direction := range directions {
			page := openParents(t, board, width, direction, "")
			what := fmt.Sprint(" ", width, " ", direction)
			page.wait(`boards().length && boards().every((b) => b.state === "ready")`)
			for _, layout := range layouts {
				page.run(`boards().forEach((b) => { b.layout = "` + layout + `" })`)
				page.measures(layout + what)
			}
			page.run(`boards().forEach((b) => { b.search = true })`)
			page.wait(`boards().every((b) => shown(at(b, "search")))`)
			page.measures("search" + what)
			page.run(`Promise.all(boards().map((b) => b.open(b.posts[1].id)))`)
			page.wait(`boards().every((b) => shown(at(b, "back")))`)
			page.measures("post" + what)
			page.steady(what)
			page.looks(500, "light")
			page.measures("window resized from" + what)
		}
	}
}

// Nor does the width depend on whether there is a list: it is the same while
// that is loading, where it cannot be loaded, where it is empty, and before a
// click.
func TestStatesInParents(t *testing.T) {
	for _, c := range []struct {
		state, attributes string
		feed              http.HandlerFunc
	}{
		{"loading", "", withheld},
		{"error", "", broken},
		{"empty", "", plain(`{"items": []}`)},
		{"idle", `load="click"`, broken},
	} {
		board := publish(t, three(t))
		board.instead("/feed.json", c.feed)
		for _, width := range widths {
			for _, direction := range directions {
				page := openParents(t, board, width, direction, c.attributes)
				what := fmt.Sprint(c.state, " ", width, " ", direction)
				page.wait(`boards().length && boards().every((b) => b.state === "` + c.state + `")`)
				page.measures(what)
				page.steady(what)
			}
		}
	}
}
