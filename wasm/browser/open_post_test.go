package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp/kb"
)

// gallery has a post with two photos, one of them with a caption, and a
// linked image.
func gallery() fstest.MapFS {
	return fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT Gallery\nDATE 2020-01-02\nTAGS visits\nATTACHMENT [The programme](programme.pdf) application/pdf 120000\n\n" +
			"PHOTO: The first photo\n![One](one.webp)\n\n![Two](two.webp) [![Three](three.webp)](https://elsewhere.example/)\n\nBY The Secretariat (press@example.org)\n")},
		"b.txt": {Data: []byte("SUBJECT Older\nDATE 2020-01-01\n\nx\n")},
	}
}

// Photos open enlarged with their captions, one after the other; closing the
// viewer restores the focus.
func TestPhotos(t *testing.T) {
	page := publish(t, gallery()).withPictures().embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Gallery")
	page.wants(`all('article [part~="photo"]').map(b => b.ariaLabel).join()`, "Enlarge: One,Enlarge: Two")
	page.run(`all('article [part~="photo"]')[0].focus()`)
	page.press(kb.Enter)
	page.wait(`part("viewer").open`)
	page.wants(`text(part("viewer").querySelector("figcaption"))`, "The first photo")
	page.wants(`part("viewer").querySelector("img").alt`, "One")
	page.wants(`shown(part("previous-photo"))`, "false")
	page.press(kb.ArrowRight)
	page.wait(`part("viewer").querySelector("img").alt === "Two"`)
	page.wants(`!!part("viewer").querySelector("figcaption") || shown(part("next-photo"))`, "false")
	page.wants(`root.activeElement?.ariaLabel`, "Close")
	page.press(kb.ArrowLeft)
	page.wait(`part("viewer").querySelector("img").alt === "One"`)
	page.press(kb.Escape)
	page.wait(`!part("viewer").open`)
	page.wants(`root.activeElement.ariaLabel`, "Enlarge: One")
	page.quiet()
}

// An open post shows everything that was published with it.
func TestWholePost(t *testing.T) {
	board := publish(t, gallery())
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Gallery")
	page.wants(`text(root.querySelector("article > footer"))`, "The Secretariat (press@example.org)The programme (PDF, 120 kB)#visits")
	page.wants(`text(part("older"))`, "Older Older")
	page.wants(`part("original").href`, board.URL+"/posts/2020-01-02-gallery/index.html")
}

// longPosts is a board whose feed has only the summaries of the longest posts.
func longPosts() fstest.MapFS {
	posts := make(fstest.MapFS)
	for i := range 10 {
		words := strings.Repeat("Some **words** of a [long](https://elsewhere.example/) post.\n\n", 3500)
		posts[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "SUBJECT Long %d.\nDATE 2020-01-%02d\n\n%sThe last words.\n", i, i+1, words)}
	}
	return posts
}

// A post of which the feed has only the summary is fetched when it is opened,
// once. If that fails, its summary is shown with a link to its page.
func TestLongPost(t *testing.T) {
	board := publish(t, longPosts())
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Long 9")
	page.wait(`text(root.querySelector("article")).endsWith("The last words.")`)
	page.wants(`all("article > p").length`, "3501")
	page.run(`el.close()`)
	page.openRow("Long 9")
	page.wait(`text(root.querySelector("article")).endsWith("The last words.")`)
	if n := board.asked("/posts/2020-01-10-long-9.json"); n != 1 {
		t.Errorf("the whole post was requested %d times, want once", n)
	}
	page.quiet()
}

// The summary of a long post stays if the whole cannot be had, or is not at the
// board.
func TestLongPostMissing(t *testing.T) {
	for name, instead := range map[string]string{"no JSON": "<p>", "no item": `{"version": "1"}`, "null": "null"} {
		t.Run(name, func(t *testing.T) {
			board := publish(t, longPosts())
			board.instead("/posts/2020-01-10-long-9.json", plain(instead))
			page := board.embed(t, element)
			page.wait(`el.state === "ready"`)
			page.openRow("Long 9")
			page.wait(`root.querySelector('article a[href$="/posts/2020-01-10-long-9/index.html"]')`)
			page.wants(`text(root.querySelector("article > p")).startsWith("Some words of a long post.")`, "true")
		})
	}
}

// The link to a post can be copied; screen readers announce it.
func TestCopyLink(t *testing.T) {
	board := publish(t, three(t))
	page := board.embed(t, element, `Object.defineProperty(navigator, "clipboard", { value: { writeText: async (words) => { globalThis.copied = words; } } })`)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`part("copy").click()`)
	page.wait(`globalThis.copied === part("original").href`)
	page.wants(`text(part("copy")) + text(root.querySelector("[role=status]"))`, "Link copiedLink copied")
	page.quiet()
}

// Without HTTPS there is no Clipboard API, and the widget falls back to
// execCommand.
func TestCopyTheOldWay(t *testing.T) {
	page := publish(t, three(t)).embed(t, element, `
Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = (command) => { globalThis.did = command + " " + getSelection().toString(); };`)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`part("copy").click()`)
	page.wait(`text(part("copy")) === "Link copied"`)
	page.wants(`did.startsWith("copy")`, "true")
	page.wants(`root.querySelectorAll("textarea").length`, "0")
}

// printed records the content that a frame would print.
const printed = `
const frames = new MutationObserver(() => {});
const append = Element.prototype.append;
globalThis.papers = [];
ShadowRoot.prototype.append = function (...nodes) {
	DocumentFragment.prototype.append.apply(this, nodes);
	for (const { contentWindow } of nodes) if (contentWindow) contentWindow.print = () => {
		papers.push({ title: contentWindow.document.title, text: contentWindow.document.body.innerText, sheets: contentWindow.document.adoptedStyleSheets.length });
		contentWindow.onafterprint();
	};
};`

// Printing includes the whole post and nothing else, works under the
// strictest policy, and removes its frame afterwards.
func TestPrint(t *testing.T) {
	page := publish(t, three(t)).embed(t, "<p>The partner's words</p>"+element, printed)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.run(`part("print").click()`)
	page.wait(`papers.length === 1`)
	page.wants(`papers[0].title`, realSubject)
	page.wants(`papers[0].text.startsWith("[Nov 26] Secretary-General")`, "true")
	page.wants(`papers[0].text.includes("MSEAP Cyber Secretariat")`, "true")
	page.wants(`/partner's|Copy link|All posts/.test(papers[0].text)`, "false")
	page.wants(`papers[0].sheets`, "1")
	page.wants(`root.querySelectorAll("iframe").length`, "0")
	page.quiet()
}

// translated is a post in two languages.
var translated = fstest.MapFS{
	"en.txt": {Data: []byte("ID opening\nSUBJECT The opening\nDATE 2024-01-02\nLANG en\n\nx\n")},
	"ko.txt": {Data: []byte("ID gaehoe\nSUBJECT 개회\nDATE 2024-01-02\nLANG ko\nTRANSLATES opening\n\nx\n")},
}

// The translations of a post are a click away, and open in the same place.
func TestTranslations(t *testing.T) {
	board := publish(t, translated)
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("The opening")
	page.wants(`text(part("translations"))`, "In other languages: 한국어")
	page.wants(`(({ lang, hreflang, title, href }) => [lang, hreflang, title, href].join())(part("translations").querySelector("a"))`,
		"ko,ko,개회,"+board.URL+"/posts/gaehoe/index.html")
	page.run(`part("translations").querySelector("a").click()`)
	page.wait(`text(opened().querySelector("h2")) === "개회"`)
	page.wants(`text(part("translations"))`, "In other languages: English")
	page.quiet()
}

// Every message is translated into every language, and the page can override
// it.
func TestLanguages(t *testing.T) {
	board := publish(t, os.DirFS("../../testdata/posts"))
	page := board.embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	seen := map[string]string{}
	for _, lang := range []string{"en", "ru", "ko", "zh", "ar", "fr", "es", "tr", "kk", "mn", "fa", "de", "ja"} {
		page.run(`el.lang = "` + lang + `"`)
		said := eval[string](page, `[part("back"), part("print"), part("newer").firstChild, part("more"), part("retry")].map(text).join("|")`)
		if other, ok := seen[said]; ok {
			t.Errorf("%s says the same as %s: %s", lang, other, said)
		}
		seen[said] = lang
	}
	page.run(`el.strings = { back: "The Assembly's news" }`)
	page.wants(`text(part("back"))`, "The Assembly's news")
	page.run(`el.lang = "xx"`)
	page.wants(`text(part("print"))`, "Print")
	page.quiet()
}

// Dates do not depend on the reader's time zone.
func TestDaysDoNotShift(t *testing.T) {
	board := publish(t, three(t))
	for _, zone := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Seoul"} {
		page := newPage(t)
		page.inZone(zone)
		page.open(servePage(t, "", board.at(script+element)))
		page.wait(`el.state === "ready"`)
		page.wait(`text(row("Secretary").querySelector("time")) === "Nov 26, 2019"`)
		page.openRow("Secretary")
		page.wants(`text(opened().querySelector("time"))`, "November 26, 2019")
	}
}

// The accessible name of a task's checkbox is the text beside it, and nothing
// else.
func TestTasks(t *testing.T) {
	page := publish(t, fstest.MapFS{"a.txt": {Data: []byte("SUBJECT Tasks\nDATE 2020-01-01\n\n- [x] a *map* of it\n  - [ ] a [draft](https://a.example/)\n\n- one <input type=checkbox disabled> two\n")}}).embed(t, element)
	page.wait(`el.state === "ready"`)
	page.openRow("Tasks")
	page.wants(`all("article input").map((box) => [...box.labels].map(text).join("+") + box.checked).join()`, "a map of ittrue,a draftfalse,twofalse")
	page.wants(`getComputedStyle(root.querySelector("article li")).listStyleType`, "none")
	page.quiet()
}
