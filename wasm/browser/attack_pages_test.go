package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/hostile"
)

// around is the allow-list for the markup that Publish writes around posts.
const around = `const around = Object.entries({
	html: "lang dir", head: "", meta: "charset name http-equiv content property", title: "", link: "rel href type title hreflang", script: "type",
	body: "class", header: "class", footer: "class", h1: "class dir", h2: "class", main: "id class", nav: "class aria-label", section: "",
	ol: "class", ul: "class", li: "class dir lang", p: "class dir", a: "class href rel lang hreflang", b: "lang aria-current", bdi: "class", span: "class",
	strong: "", time: "class dir datetime", data: "class value", img: "class alt loading decoding referrerpolicy src width height",
}).map(([name, attributes]) => ({ name, attributes: attributes.split(" ") }));`

// dress matches the attributes that articles carry only on the board's own pages.
var dress = regexp.MustCompile(` class="(p-name|dates|dt-published|dt-updated|e-content|tags|p-category|p-author h-card|withdrawn|left|center|right)"` +
	`| class="scroll" role="group" aria-label="[^"]*" tabindex="0"`)

// label matches the tags around the boxes of tasks there.
var label = regexp.MustCompile(`</?label>`)

// scroller matches the start of the box around a table there.
var scroller = regexp.MustCompile(`<div class="scroll"[^>]*>`)

// eager matches the attributes of a post's first photo there, which is not lazy.
var eager = regexp.MustCompile(`( alt="[^"]*"(?: title="[^"]*")?(?: width="[0-9]+")?(?: height="[0-9]+")?) referrerpolicy=`)

// undressed is the HTML of an article as it is on other pages.
func undressed(html string) string {
	html = dress.ReplaceAllString(label.ReplaceAllString(withoutScrollers(html), ""), "")
	return eager.ReplaceAllString(html, `$1 loading="lazy" decoding="async" referrerpolicy=`)
}

// withoutScrollers takes the boxes around tables away, which count towards the
// depth of what is in them.
func withoutScrollers(html string) string {
	var s strings.Builder
	for {
		at := scroller.FindStringIndex(html)
		if at == nil {
			return s.String() + html
		}
		s.WriteString(html[:at[0]])
		html = html[at[1]:]
		end := endOfTable(html)
		s.WriteString(html[:end])
		html = strings.TrimPrefix(html[end:], "</div>")
	}
}

// endOfTable is where the table ends with which well-formed HTML begins.
func endOfTable(html string) (end int) {
	for open := 0; end < len(html); end++ {
		switch rest := html[end:]; {
		case strings.HasPrefix(rest, "<table>"), strings.HasPrefix(rest, "<table "):
			open++
		case strings.HasPrefix(rest, "</table>"):
			if open--; open == 0 {
				return end + len("</table>")
			}
		}
	}
	return end
}

// visits opens pages in frames, under their own Content Security Policies, and
// checks their structure: the article must stay in its place, and nothing may
// be outside the allow-lists.
var visits = strings.NewReplacer("${dress}", "/"+dress.String()+"/", "${label}", "/"+strings.ReplaceAll(label.String(), "/", `\/`)+"/").Replace(`
const load = (address) => new Promise((resolve) => {
	const frame = document.createElement("iframe");
	frame.onload = () => resolve(frame);
	frame.src = address;
	document.body.append(frame);
});
const shape = (element) => [...element.children].map(({ localName }) => localName).join();
const visit = async (address) => {
	const frame = await load(address), page = frame.contentDocument, wins = [];
	const article = page.querySelector("main > article");
	const search = page.querySelector("main > form.search"); // ours, on pages of lists
	if (search) for (const own of [page.querySelector('head > script[src$="widget/search-page.js"]'), ...page.querySelectorAll("main > ol.found, main > ol.found + button"), search]) own?.remove();
	const shapes = [shape(page.documentElement), shape(page.body), shape(page.querySelector("main"))].join(" ");
	if (shapes !== "head,body main p" && !/^head,body a,header,main,(nav,)?footer ((nav,)?article,data|h1,p|(h1,)?(nav,)?(ol|p)(,nav)?|h1(,section)*)$/.test(shapes)) wins.push("the page is " + shapes);
	let html = "";
	if (article) {
		const box = document.createElement("div");
		box.append(article);
		html = box.innerHTML;
		box.innerHTML = html.replace(${dress}g, "").replace(${label}g, "");
		wins.push(...outside(box, policy));
	}
	wins.push(...outside(page, around));
	frame.remove();
	return { outside: wins, made: { article: html } };
};
const readJSON = async (address) => (await (await fetch(address)).json(), { outside: [], made: {} });
globalThis.visitAll = (addresses) => Promise.all(addresses.map((a) => a.endsWith(".json") ? readJSON(a) : visit(a)));
`)

// sample publishes every 23rd attack only, which still covers every construct
// and every field.
const sample = 23

// attackers returns a directory of posts, one for each sampled attack.
func attackers() fstest.MapFS {
	posts := make(fstest.MapFS)
	n := 0
	for a := range hostile.Attacks {
		if n++; n%sample == 0 && isTried(n/sample) {
			posts[fmt.Sprintf("%05d.txt", n)] = &fstest.MapFile{Data: []byte(a.Source)}
		}
	}
	return posts
}

// publishedPages opens every page of a board of attacks.
func publishedPages(t *testing.T) score {
	t.Helper()
	posts := attackers()
	p := publish(t, posts)
	p.instead("/visitor", html("<title>Visitor</title>"))
	page := newPage(t, alarm)
	page.open(p.URL + "/visitor")
	page.run("(() => { const policy = " + policy() + ";" + around + outside + visits + "})()")
	var s score
	for few := range slices.Chunk(written(t, p.site), 40) {
		s.visit(t, p.site, page, few)
	}
	s.executions = eval[int](page, "alerts")
	s.foreign = foreign(page, p.URL+"/")
	for name, f := range posts {
		if post, _ := board.Parse(name, f.Data); post.HeldBack() {
			delete(posts, name)
		}
	}
	if s.attacks != len(posts) {
		t.Errorf("wanted the articles of %d posts, found %d", len(posts), s.attacks)
	}
	return s
}

// written lists the pages and JSON feeds of a site.
func written(t *testing.T, site fs.FS) (names []string) {
	t.Helper()
	err := fs.WalkDir(site, ".", func(name string, _ fs.DirEntry, err error) error {
		ours := path.Ext(name) == ".html" || path.Ext(name) == ".json"
		if ours && !strings.HasPrefix(name, "widget/") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// visit opens pages and reads feeds in the browser, and adds the verdicts.
func (s *score) visit(t *testing.T, site fs.FS, page *page, names []string) {
	t.Helper()
	var addresses []string
	for _, name := range names {
		addresses = append(addresses, (&url.URL{Path: "/" + name}).String())
	}
	call, _ := json.Marshal(addresses)
	r := &board.Renderer{BaseURL: "../../"}
	for i, v := range eval[[]verdict](page, "visitAll("+string(call)+")") {
		s.combinations++
		s.outside += count(len(v.Outside) > 0, t, names[i]+": "+fmt.Sprint(v.Outside), "", "", "")
		if made := undressed(v.Made["article"]); made != "" {
			s.attacks++
			want := articleOn(t, site, names[i])
			s.mutations += count(mutated(t, r, made, want), t, names[i], "", made, want)
		}
	}
}

// articleOn returns the article of a page as Publish wrote it.
func articleOn(t *testing.T, site fs.FS, name string) string {
	t.Helper()
	b, err := fs.ReadFile(site, name)
	if err != nil {
		t.Fatal(err)
	}
	start, end := bytes.Index(b, []byte("<article")), bytes.LastIndex(b, []byte("\n<data class=\"u-url u-uid\""))
	return undressed(string(b[start:end]))
}
