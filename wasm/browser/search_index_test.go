package browser

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// A board with an index is searched in that: no page of its archive is read, and a
// result shows the passage with the words that were sought.
func TestIndex(t *testing.T) {
	board := publish(t, saying("A school in Genève", "Zoë Ångström", "The minister spoke of *education* in many countries, and of teachers."))
	page := board.embed(t, search)
	page.wait(`el.state === "ready"`)
	for query, want := range map[string]string{
		"minister teach": "1", "schools": "1", "techers": "1", "geneve": "1", "minister absent": "0", `\"many countries\"`: "1",
		`\"countries many\"`: "0", "minister -education": "0", "post -minister": "65", "tag:rare": "1", "year:2019": "1", "angstrom": "1",
	} {
		page.seek(query)
		page.wait(`el.state === "ready" && text(part("status")) === "` + want + ` of 66 posts"`)
	}
	page.seek("teach minist")
	page.wait(`text(part("passage")) === "The minister spoke of education in many countries, and of teachers."`)
	page.wait(`[...root.querySelectorAll("mark")].map(text).join() === "minister,teachers"`)
	page.openRow("A school in Genève")
	page.wants(`text(root.querySelector("article")).includes("many countries")`, "true")
	if n := board.asked("/page-"); n > 0 {
		t.Errorf("%d pages of the archive were read besides the index", n)
	}
	page.quiet()
}

// A feed may name files anywhere. A search asks no other host for the text of a post.
func TestIndexAsksNobodyElse(t *testing.T) {
	var asked atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	board := publish(t, saying("Rare", "A", "x"))
	feed, err := fs.ReadFile(board.site, "feed.json")
	if err != nil {
		t.Fatal(err)
	}
	altered := strings.ReplaceAll(string(feed), `"_board":{"id"`, `"_board":{"item_url":"`+elsewhere.URL+`/x.json","id"`)
	if altered == string(feed) {
		t.Fatal("wanted items in the feed, found none")
	}
	board.instead("/feed.json", plain(altered))
	page := newPage(t)
	page.open(servePage(t, "", board.at(script+search)))
	page.seek("text")
	page.wait(`text(part("status")) === "65 of 66 posts" && rows().length > 0`)
	page.seek(`\"text of\"`) // which reads the posts
	page.run(`pause(1000)`)
	if n := asked.Load(); n > 0 {
		t.Errorf("another host was asked %d times", n)
	}
}

// The filters offer what is in the index, with numbers of posts.
func TestIndexFilters(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	page := board.embed(t, search)
	page.wait(`shown(part("search")) && el.state === "ready"`)
	page.run(`part("year").focus()`)
	page.wait(`text(part("year")).includes("2019 (1)") && text(part("tag")).includes("rare (1)")`)
	page.choose("tag", "rare")
	page.wait(`text(part("status")) === "1 of 66 posts" && text(rows()[0]).includes("Rare")`)
	page.choose("tag", "")
	page.wait(`text(part("status")) === "66 posts"`)
	page.wants(`part("author").ariaLabel + ": " + [...part("author").options].map(text).join()`, "Author: All authors,A (1)")
	page.choose("author", "A")
	page.wait(`text(part("status")) === "1 of 66 posts" && text(rows()[0]).includes("Rare")`)
	page.quiet()
}

// The reader may have first what has the words in its subject, in the widget and on the
// board's own pages.
func TestIndexOrder(t *testing.T) {
	board := publish(t, saying("Text of the law", "A", "x"))
	page := board.embed(t, search)
	page.seek("text")
	page.wait(`text(part("status")) === "66 of 66 posts" && !text(rows()[0]).includes("law")`)
	page.wants(`part("order").ariaLabel + ": " + [...part("order").options].map(text).join()`, "Newest / Most relevant: Newest,Most relevant")
	page.choose("order", "weight")
	page.wait(`text(rows()[0]).includes("law")`)
	page.choose("order", "")
	page.wait(`!text(rows()[0]).includes("law")`)
	page.run(`el.lang = "de"`)
	page.wait(`[...part("order").options].map(text).join() === "Neueste,Treffendste"`)
	page.quiet()
	page = newPage(t)
	page.open(board.URL + "/?q=text")
	page.wait(`document.querySelectorAll(".found li").length === 20`)
	page.wants(`document.querySelector(".found").textContent.includes("law")`, "false")
	page.run(`(() => { const order = document.querySelector("form select"); order.value = "weight"; order.dispatchEvent(new Event("change")) })()`)
	page.wait(`document.querySelector(".found li").textContent.includes("law")`)
	page.quiet()
}

// In a table the matches stand on pages, of which only one is read.
func TestIndexTable(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	page := board.embed(t, strings.Replace(search, "search ", `search layout="table" `, 1))
	page.seek("text")
	page.wait(`text(part("status")) === "65 of 66 posts" && rows().length === 20`)
	page.run(`[...part("pages").querySelectorAll("button")].find(b => text(b) === "4").click()`)
	page.wait(`rows().length === 5`)
	page.seek("rare")
	page.wait(`rows().length === 1 && text(part("status")) === "1 of 66 posts"`)
	page.quiet()
}

// A broken, truncated or hostile index costs an error, never the list.
func TestIndexHostile(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	head, err := fs.ReadFile(board.site, "search/head.bin")
	if err != nil {
		t.Fatal(err)
	}
	unpacked := unpack(t, head)
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 64<<20))
	z.Close()
	for name, content := range map[string][]byte{
		"empty":     {},
		"text":      []byte("<!DOCTYPE html><title>No such page</title>"),
		"truncated": head[:len(head)/2],
		"bomb":      bomb.Bytes(),
		"cut":       unpacked[:len(unpacked)-9],
		"numbers":   append([]byte("BVS1"), bytes.Repeat([]byte{0xff}, 40)...),
		"null":      []byte("BVS1\x04null"),
		"places":    []byte(`BVS1` + "\x17" + `{"places":999999999999}`),
	} {
		t.Run(name, func(t *testing.T) {
			board.instead("/search/head.bin", func(w http.ResponseWriter, _ *http.Request) { w.Write(content) })
			page := board.embed(t, search)
			page.seek("rare")
			page.wait(`el.state === "stale" && shown(part("retry"))`)
			page.wants(`rows().length > 20`, "true")
			board.instead("/search/head.bin", nil)
			page.run(`part("retry").click()`)
			page.wait(`text(part("status")) === "1 of 66 posts"`)
		})
	}
}

// A leaf of more terms than a page has time for is broken: 4 MiB of the longest ones
// packed into a few kilobytes held the page for three to sixteen seconds.
func TestIndexManyTerms(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	names, err := fs.Glob(board.site, "search/a*.bin")
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted leaves, found none (%v)", err)
	}
	term := "rare" + strings.Repeat("x", 380)
	first := append([]byte{1, 0, 0x80, 3}, term+"\x00"...) // before place 1; nothing shared, 384 bytes; no posting
	same := []byte{0x80, 3, 0, 0}                          // 384 bytes shared
	leaf := append(first, bytes.Repeat(same, 1<<20-200)...)
	for _, name := range names {
		board.instead("/"+name, func(w http.ResponseWriter, _ *http.Request) { w.Write(leaf) })
	}
	page := board.embed(t, search)
	page.seek("rare")
	page.wait(`el.state === "stale" && shown(part("retry"))`)
	page.wants(`rows().length > 20`, "true")
}

// So does a leaf or a file of cards that is broken, and one that is gone: then the
// head is read again, which may be another by now.
func TestIndexFiles(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	names, err := fs.Glob(board.site, "search/a*.bin")
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted leaves, found none (%v)", err)
	}
	names = append(names, "search/cards-0.bin")
	set := func(handler http.HandlerFunc) {
		for _, name := range names {
			board.instead("/"+name, handler)
		}
	}
	set(plain("[1, 2"))
	page := board.embed(t, search)
	page.seek("rare")
	page.wait(`el.state === "stale" && shown(part("retry"))`)
	page.wants(`rows().length > 20`, "true")
	heads := board.asked("head.bin")
	set(http.NotFound)
	page.run(`part("retry").click()`)
	page.wait(`el.state === "stale"`)
	if board.asked("head.bin") == heads {
		t.Error("a leaf is gone, and the head was not read again")
	}
	set(nil)
	page.run(`part("retry").click()`)
	page.wait(`text(part("status")) === "1 of 66 posts"`)
}

// The results, on a partner's page and on the board's own, pass axe-core in both
// directions.
func TestAccessOfResults(t *testing.T) {
	board := publish(t, saying("A school in Genève", "Zoë Ångström", "The minister spoke of education."))
	for _, dir := range []string{"ltr", "rtl"} {
		page := looked(t, board, search, "en", dir)
		page.wait(`el.state === "ready" && part("search")`)
		page.seek("minister")
		page.wait(`text(part("passage")).includes("minister")`)
		page.blamelessAnyhow("results " + dir)
	}
	page := newPage(t, axe(t))
	page.open(board.URL + "/?q=minister")
	page.wait(`document.querySelector(".found mark")?.textContent === "minister"`)
	for _, scheme := range []string{"light", "dark"} {
		page.looks(400, scheme)
		page.blameless("results on a page, " + scheme)
	}
	page.quiet()
}

func unpack(t *testing.T, file []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The pages of lists search with the same index, under their own policy; without
// JavaScript the form is hidden.
func TestSearchPages(t *testing.T) {
	board := publish(t, saying("A school in Genève", "Zoë Ångström", "The minister spoke of <b>education</b>."))
	for _, folder := range []string{"", "archive/2021/", "page-2/", "tags/rare/"} {
		content, err := fs.ReadFile(board.site, folder+"index.html")
		if err != nil {
			continue // the board has no such list
		}
		if !strings.Contains(string(content), `<form class="search" role="search" hidden`) {
			t.Errorf("%s has no hidden form", folder)
		}
		page := newPage(t)
		page.open(board.URL + "/" + folder + "index.html")
		page.wait(`!document.querySelector("form.search").hidden`)
		page.wants(`[...document.querySelectorAll(".found, main > button")].every(n => n.hidden)`, "true") // there is nothing to go on with yet
		page.run(`(() => { const input = document.querySelector("input"); input.value = "schools minist"; input.dispatchEvent(new Event("input")) })()`)
		page.wait(`document.querySelector("form.search p").textContent === "1 of 66 posts"`)
		page.wait(`document.querySelector(".found mark")?.textContent === "minister"`)
		page.wants(`[...document.querySelectorAll(".rows")].filter(l => !l.hidden).length`, "1")
		page.wants(`location.search`, "?q=schools%20minist")
		page.wants(`document.querySelector(".found a").href.endsWith("/posts/2019-01-01-a-school-in-gen%C3%A8ve/index.html")`, "true")
		page.run(`(() => { const input = document.querySelector("input"); input.value = ""; input.dispatchEvent(new Event("input")) })()`)
		page.wait(`document.querySelector(".found").hidden && !document.querySelector(".rows:not(.found)")?.hidden`)
		page.quiet()
	}
	other, err := fs.ReadFile(board.site, "archive/index.html")
	if err != nil || strings.Contains(string(other), "script-src") {
		t.Errorf("wanted no script on other pages than lists (%v)", err)
	}
}

// A search on a published page that fails says so, and works again when it is tried.
func TestSearchPageFails(t *testing.T) {
	board := publish(t, saying("Rare", "A", "x"))
	board.instead("/search/head.bin", broken)
	page := newPage(t)
	page.open(board.URL + "/?q=rare")
	page.wait(`document.querySelector("form.search p").textContent.includes("did not work")`)
	board.instead("/search/head.bin", nil)
	page.run(`document.querySelector("form.search button").click()`)
	page.wait(`document.querySelector("form.search p").textContent === "1 of 66 posts"`)
}
