package browser

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// A setting is a page that is built with a style sheet of npm, with a place for the
// element.
type setting struct {
	name, pkg   string
	sheets      map[string][]string // by direction: files of the package
	light, dark string              // attributes of the page's root
	body        string
}

// settings reads testdata/stylesheets. Each page begins with a comment of lines
// "key: value".
func settings(t *testing.T) (all []setting) {
	t.Helper()
	files, err := filepath.Glob("testdata/stylesheets/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata/stylesheets has no pages (%v)", err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(strings.TrimPrefix(string(source), "<!--\n"), "-->\n")
		value := make(map[string]string)
		for line := range strings.Lines(head) {
			key, words, _ := strings.Cut(line, ": ")
			value[key] = strings.TrimSpace(words)
		}
		for _, key := range []string{"package", "ltr", "rtl", "why"} {
			if value[key] == "" {
				t.Fatalf("%s: wanted the line %q in the comment at its head, found\n%s", file, key+": …", head)
			}
		}
		if strings.Count(body, "{{board-view}}") != 1 {
			t.Fatalf("%s: wanted one {{board-view}}, found %d", file, strings.Count(body, "{{board-view}}"))
		}
		all = append(all, setting{strings.TrimSuffix(filepath.Base(file), ".html"), value["package"],
			map[string][]string{"ltr": strings.Fields(value["ltr"]), "rtl": strings.Fields(value["rtl"])}, value["light"], value["dark"], body})
	}
	return all
}

// page is the page with an element. A setting that has no dark side is light for
// every reader.
func (s setting) page(t *testing.T, scheme, direction, head, element string) string {
	t.Helper()
	attributes := s.light
	if scheme == "dark" && s.dark != "" {
		attributes = s.dark
	}
	return `<!DOCTYPE html><html lang="en" dir="` + direction + `" ` + attributes + `><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
		<title>` + s.name + `</title><style>` + s.css(t, direction) + `</style>` + head + strings.Replace(s.body, "{{board-view}}", element, 1)
}

// css returns the style sheets of the package.
func (s setting) css(t *testing.T, direction string) string {
	t.Helper()
	archive, err := fetched(s.pkg)
	if err != nil {
		skip(t, "the element was not tested in pages of others: that takes npm: "+err.Error())
	}
	var all strings.Builder
	for _, name := range s.sheets[direction] {
		text, err := packedFile(archive, "package/"+name)
		if err != nil {
			t.Fatalf("%s: %s: %v", s.pkg, name, err)
		}
		all.Write(text)
	}
	return all.String()
}

// fetched returns the archive of a package of npm, name@version, without what it
// depends on. It is kept in the user's cache.
func fetched(pkg string) (archive string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "boardview", "archives", strings.ReplaceAll(pkg, "/", "-"))
	archive = filepath.Join(dir, "package.tgz")
	if _, err := os.Stat(archive); err == nil {
		return archive, nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	part, err := os.MkdirTemp(dir, "part")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(part)
	name, err := runIn(part, "npm", "pack", "--silent", pkg)
	if err != nil {
		return "", err
	}
	return archive, os.Rename(filepath.Join(part, name), archive)
}

// packedFile returns a file of a package's archive.
func packedFile(archive, name string) ([]byte, error) {
	f, err := os.Open(archive)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	for r := tar.NewReader(unzipped); ; {
		switch header, err := r.Next(); {
		case errors.Is(err, io.EOF):
			return nil, os.ErrNotExist
		case err != nil:
			return nil, err
		case header.Name == name:
			return io.ReadAll(r)
		}
	}
}

// serveAll serves pages at one origin, by their paths, and returns its address.
func serveAll(t testing.TB, pages map[string]string) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, page)
	}))
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return s.URL
}

// comparing is the script of a page with two frames: the setting, and a page that
// has nothing but the element. compared makes the second as the first is in what the
// element may take from a page (its width, its colour scheme, the size of a
// rem), and lists what differs inside the element: places and, if wanted, every property
// of every element, which takes long.
const comparing = `
globalThis.both = () => ["setting", "plain"].map((id) => document.getElementById(id)?.contentDocument?.querySelector("board-view"));
globalThis.onBoth = (change) => Promise.all(both().map(change));
globalThis.resize = (width) => { for (const frame of document.querySelectorAll("iframe")) frame.style.inlineSize = width + "px"; };
globalThis.over = ({ ownerDocument: { documentElement, body } }) =>
	Math.max(documentElement.scrollWidth - documentElement.clientWidth, body.scrollWidth - body.clientWidth);
const even = () => {
	const [there, here] = both(), { documentElement } = here.ownerDocument;
	documentElement.style.fontSize = getComputedStyle(there.ownerDocument.documentElement).fontSize;
	documentElement.style.colorScheme = getComputedStyle(there.parentElement).colorScheme;
	here.parentElement.style.inlineSize = there.getBoundingClientRect().width + "px";
};
const place = (node, from) => {
	const { left, top, width, height } = node.getBoundingClientRect(), start = from.getBoundingClientRect();
	return [left - start.left, top - start.top, width, height];
};
const named = (node) => node.localName + ["part", "class", "role"].map((name) => node.getAttribute(name)).filter(Boolean).map((word) => "." + word).join("");
const pseudos = ({ localName }) => [null, "::before", "::after", ...{ input: ["::placeholder"], li: ["::marker"] }[localName] ?? []];
globalThis.compared = (styles) => {
	even();
	for (const board of both()) board.shadowRoot.activeElement?.blur(); // only one page can have the focus
	const [there, here] = both().map((board) => [...board.shadowRoot.querySelectorAll("*")]);
	const found = new Map(), tell = (what, node) => found.has(what) || found.set(what, what + " at " + named(node));
	if (there.length !== here.length || here.length < 30) return ["has " + there.length + " elements, not " + here.length];
	for (const [i, node] of there.entries()) {
		if (!node.checkVisibility()) continue;
		const [a, b] = [place(node, both()[0]), place(here[i], both()[1])];
		if (a.some((x, side) => Math.abs(x - b[side]) > .1)) tell("place " + a.map(Math.round) + ", not " + b.map(Math.round), node);
		for (const pseudo of styles ? pseudos(node) : []) {
			const [x, y] = [getComputedStyle(node, pseudo), getComputedStyle(here[i], pseudo)];
			if (pseudo && x.content === "none" && y.content === "none") continue;
			for (const name of x) {
				const [is, should] = [x, y].map((style) => style.getPropertyValue(name));
				if (is !== should && !name.startsWith("--")) tell(name + (pseudo ?? "") + ": " + is + ", not " + should, node);
			}
		}
	}
	return [...found.values()];
};
`

// looksPlain fails the test if the element in the setting is not as in a plain
// page, or makes the page too wide.
func (p *page) looksPlain(what string, styles bool) {
	p.Helper()
	for _, difference := range eval[[]string](p, fmt.Sprintf(`compared(%v)`, styles)) {
		p.Errorf("%s: %s", what, difference)
	}
	if over := eval[float64](p, `(([there]) => {
		const wide = over(there);
		there.style.display = "none";
		const bare = over(there);
		there.style.display = "";
		return wide - bare;
	})(both())`); over > 0 {
		p.Errorf("%s: the element makes the page %v px too wide", what, over)
	}
}

// On pages that are built with others' style sheets the element is as on a page
// without any, in every layout and with a post open, narrow and wide, light and
// dark, in either direction.
func TestOthersStyles(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	element := board.at(`<board-view search limit="4" src="{{board}}/feed.json"><a href="{{board}}/">News</a></board-view>`)
	for _, s := range settings(t) {
		for _, c := range []struct{ direction, scheme string }{{"ltr", "light"}, {"rtl", "dark"}} {
			t.Run(s.name+" "+c.direction, func(t *testing.T) {
				page := newPage(t, comparing)
				page.looks(1300, c.scheme)
				page.open(serveAll(t, map[string]string{
					"/":        `<!DOCTYPE html><style>iframe { border: 0; block-size: 2000px }</style><iframe id="setting" src="setting"></iframe><iframe id="plain" src="plain"></iframe>`,
					"/setting": s.page(t, c.scheme, c.direction, board.at(script), element),
					"/plain":   `<!DOCTYPE html><html lang="en" dir="` + c.direction + `">` + board.at(script) + `<div>` + element + `</div>`,
				}))
				page.wait(`both().every((b) => b?.state === "ready" && shown(at(b, "search")))`)
				for _, width := range widths {
					page.run(fmt.Sprintf(`resize(%d)`, width))
					page.wait(fmt.Sprintf(`[frames[0], frames[1]].every(({ innerWidth }) => innerWidth === %d)`, width))
					page.run(`pause(50)`) // for media queries
					for _, layout := range layouts {
						page.run(`onBoth((b) => { b.layout = "` + layout + `" })`)
						page.looksPlain(fmt.Sprint(layout, " ", width), width == 768)
					}
					page.run(`onBoth((b) => b.open(b.posts.find(({ subject }) => subject.includes("Winter")).id))`)
					page.wait(`both().every((b) => shown(at(b, "tools")))`)
					page.looksPlain(fmt.Sprint("a post ", width), width == 768)
					page.run(`onBoth((b) => b.close())`)
				}
			})
		}
	}
}

// watching is the script of a page that keeps what its elements look like, and
// tells what has changed. What is around the element, or beside that in a row, gets
// higher with it; what is below it moves down. So the heights of the former and all
// tops are not compared.
const watching = `
const follow = /^(block-size|height|perspective-origin|transform-origin|inset-block-(start|end)|top|bottom|grid-template-rows)$/;
const around = (node) => node.parentElement.querySelector("board-view");
const look = (node) => {
	const { left, width } = node.getBoundingClientRect();
	const style = [null, "::before", "::after"].flatMap((pseudo) => {
		const style = getComputedStyle(node, pseudo);
		return [...style].filter((name) => !(around(node) && follow.test(name))).map((name) => name + (pseudo ?? "") + ": " + style.getPropertyValue(name));
	});
	return ["left: " + left, "width: " + width, ...style];
};
globalThis.others = () => [...document.querySelectorAll("body, body *")].filter((node) => !node.closest("board-view"));
globalThis.keep = () => { globalThis.looks = new Map(others().map((node) => [node, look(node)])); };
globalThis.changed = () => [...looks].flatMap(([node, before]) => {
	const now = look(node);
	return now.filter((line, i) => line !== before[i]).map((line) => node.localName + "." + node.className + " has " + line + ", not " + before[now.indexOf(line)]);
}).concat(others().filter((node) => !looks.has(node)).map((node) => node.localName + " is new"));
`

// Nor does the element change anything of such a page: every other element has the
// styles that it had before the element was defined, with a list and with a post
// open; and nothing of the page moves while the list is loading.
func TestOthersPagesStay(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	styles, preload, _ := strings.Cut(advised(t), "\n")
	preload, _, _ = strings.Cut(preload, "\n") // the script comes later
	for _, s := range settings(t) {
		for _, width := range []int64{320, 1280} {
			page := newPage(t, shifts, watching)
			page.looks(width, "light")
			page.open(serveAll(t, map[string]string{"/": s.page(t, "light", "ltr", board.at(styles+preload), board.at(element))}))
			page.run(`document.fonts.ready`)
			page.run(`(keep(), moved.splice(0))`)
			if n := eval[int](page, `looks.size`); n < 15 {
				t.Errorf("%s: the page has %d elements beside the board, want more than 15", s.name, n)
			}
			page.run(`(document.head.append(Object.assign(document.createElement("script"), { type: "module", src: "` + board.URL + `/widget/board-view.js" })), true)`)
			page.wait(`el.state === "ready" && rows().length && inWords()`)
			page.run(`pause(200)`)
			page.unchanged(s.name + ", the list")
			page.wants(`moved.map((what) => "`+s.name+` " + what).join()`, "")
			page.openRow("Winter")
			page.wait(`shown(part("tools"))`)
			page.unchanged(s.name + ", a post")
			page.hasRing(s.name)
		}
	}
}

func (p *page) unchanged(what string) {
	p.Helper()
	for _, change := range eval[[]string](p, `changed()`) {
		p.Errorf("%s: %s", what, change)
	}
}

// hasRing tabs to the next control of the element, whose focus has to be seen, and
// not as one of the whole element: a page's :focus is that as well.
func (p *page) hasRing(what string) {
	p.Helper()
	p.press(kb.Tab)
	p.wants(`(({ outlineStyle, outlineWidth, outlineColor }) => [outlineStyle, outlineWidth, outlineColor === getComputedStyle(part("back")).color])(getComputedStyle(root.activeElement)).map((is) => "`+what+` " + is)`,
		strings.Join([]string{what + " solid", what + " 2px", what + " true"}, ","))
	p.wants(`getComputedStyle(el).outlineStyle + " around the element in `+what+`"`, "none around the element in "+what)
}

// With theme="inherit" the element takes colours and font of such a page, and
// nothing sticks out or is cut off.
func TestOthersStylesInherited(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	for _, s := range settings(t) {
		for _, scheme := range []string{"light", "dark"} {
			page := newPage(t, axe(t))
			page.looks(320, scheme)
			page.open(serveAll(t, map[string]string{"/": s.page(t, scheme, "ltr", board.at(script), board.at(`<board-view search theme="inherit" src="{{board}}/feed.json"></board-view>`))}))
			page.wait(`el.state === "ready" && shown(part("search"))`)
			page.wants(`["color", "fontFamily", "fontWeight"].filter((name) => getComputedStyle(part("summary") ?? el)[name] !== getComputedStyle(el.parentElement)[name] && name !== "color").map((name) => "`+s.name+` " + name)`, "")
			page.wants(`getComputedStyle(part("subject")).color === getComputedStyle(el.parentElement).color`, "true")
			for _, layout := range layouts {
				page.run(`(el.layout = "` + layout + `", true)`)
				page.wants(sticksOut+`.map((what) => "`+s.name+` `+layout+` " + el.getBoundingClientRect().width + what)`, "")
			}
			page.openRow("Winter")
			page.wait(`shown(part("tools"))`)
			page.wants(sticksOut+`.map((what) => "`+s.name+` a post " + what)`, "")
			page.wants(`await axe.run("board-view").then(({ violations }) => violations.map(({ id, nodes }) => "`+s.name+` "+id+nodes[0].html))`, "")
		}
	}
}
