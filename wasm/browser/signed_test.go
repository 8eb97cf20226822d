package browser

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/examples/partner"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

const signedName = "secretariat.example/news"

// newKey returns a key that is the same in each run.
func newKey(t testing.TB, name string, seed byte) *signed.Signer {
	t.Helper()
	key, err := signed.NewSigner(name, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sign signs a board. The previous one is nil, or what was signed before.
func (p *publisher) sign(t testing.TB, previous fs.FS, now time.Time, keys ...note.Signer) {
	t.Helper()
	site, err := signed.FS(p.site, previous, signed.Options{Signers: keys, Now: now.Truncate(time.Second), Valid: 7 * 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	p.site = site
}

// keyed is the element of a page that has a key.
func keyed(key, attributes string) string {
	return strings.Replace(element, "<board-view", `<board-view key="`+key+`" `+attributes, 1)
}

// A signed board is shown once it is verified, with a mark that says who has signed
// it. The note is fetched at the same time as the feed, and each post is verified.
func TestSigned(t *testing.T) {
	key := newKey(t, signedName, 1)
	board := publish(t, many(60))
	board.sign(t, nil, time.Now(), key)
	page := board.embed(t, keyed(key.Key(), `deep-links`), recorder)
	page.wait(`el.state === "ready"`)
	page.wants(`rows().length`, "20")
	page.run(`(part("signed").open = true)`)
	page.wait(`text(part("signed").querySelector("p"))`)
	page.wants(`text(part("signed").querySelector("summary")) + ", " + shown(part("signed")) + ", " + /^By secretariat.example\/news on \w+ \d+, 20\d\d/.test(text(part("signed").querySelector("p")))`, "Signed, true, true")
	page.openRow("Post 60.")
	page.wait(`opened()`)
	page.run(`el.close()`)
	page.run(`part("more").click()`)
	page.wait(`rows().length === 40`)
	page.run(`location.hash = "board-view=2021-01-05-post-5"`)
	page.wait(`text(opened()).includes("Text of post 5.")`)
	page.wants(`events.map(e => e.type + (e.detail.reason ?? "")).join()`, "load,open,close,load,open")
	page.quiet()
}

// What a mirror changes is not shown, whatever it is, and the page hears of it.
func TestSignedMirror(t *testing.T) {
	key := newKey(t, signedName, 1)
	board := publish(t, many(3))
	board.sign(t, nil, time.Now().AddDate(0, 0, -4), key)
	old := board.site
	change := func(name, from, to string) http.HandlerFunc {
		content, err := fs.ReadFile(board.site, name)
		if err != nil || !strings.Contains(string(content), from) {
			t.Fatalf("wanted %q in %s (%v)", from, name, err)
		}
		return plain(strings.Replace(string(content), from, to, 1))
	}
	for _, c := range []struct {
		why, path, reason string
		handler           http.HandlerFunc
	}{
		{"a changed post", "/feed.json", "mismatch", change("feed.json", "Text of post 1", "Text of pest 1")},
		{"a changed note", "/signed/checkpoint", "bad-signature", change("signed/checkpoint", "\nfeed ", "\nfeed  ")},
		{"no note", "/signed/checkpoint", "bad-signature", http.NotFound},
		{"a dropped feed", "/feed.json", "mismatch", http.NotFound},
		{"an error of the server", "/feed.json", "HTTP 500", broken},
	} {
		board.instead(c.path, c.handler)
		page := board.embed(t, keyed(key.Key(), ``), recorder)
		page.wait(`el.state === "error"`)
		page.wants(`events[0].detail.reason + ", " + rows().filter(shown).length + ", " + shown(el.querySelector("a"))`, c.reason+", 0, true")
		board.instead(c.path, nil)
		page.run(`part("retry").click()`)
		page.wait(`el.state === "ready" && rows().length === 3`)
	}
	page := board.embed(t, keyed(newKey(t, signedName, 2).Key(), ``), recorder)
	page.wait(`el.state === "error"`)
	page.wants(`text(part("status"))`, "The posts could not be verified (not signed by the publisher).")

	for version, posts := range []int{4, 5} { // the mirror goes back two versions
		previous := board.site
		board.site = publish(t, many(posts)).site
		board.sign(t, previous, time.Now().AddDate(0, 0, 2*version-2), key)
	}
	page = board.embed(t, keyed(key.Key()+" "+newKey(t, "other.example", 2).Key(), `keep="local" lang="de"`), recorder)
	page.wait(`el.state === "ready"`)
	board.site = old
	page.run(`el.reload()`)
	page.wait(`el.state === "stale" && rows().filter(shown).length === 5`)
	page.wants(`/^Die Mitteilungen konnten nicht geprüft werden \(älter als zuvor gezeigt\)\. Nicht bestätigt seit \d+\. /.test(text(part("status")))`, "true")
	page.reload()
	page.wait(`el?.state === "stale" && rows().filter(shown).length === 5`)
	page.wants(`events[0].detail.reason`, "rolled-back")
}

// A picture is shown if it is what was signed and if the page's policy allows blob:.
// Else there is a link to it, and no button that would load it all the same.
func TestSignedPictures(t *testing.T) {
	key := newKey(t, signedName, 1)
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	board := publish(t, fstest.MapFS{
		"a.txt":    {Data: []byte("SUBJECT Pictures\nDATE 2020-01-01\n\nWords.\n\n![ours](ours.png)\n\n![theirs](https://other.example/theirs.png)\n\n![drawn](drawn.svg)\n")},
		"ours.png": {Data: picture.Bytes()},
		// A picture in SVG would be a document of the partner's origin.
		"drawn.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h9v9z"/></svg>`)},
	})
	board.sign(t, nil, time.Now(), key)
	const ours, links = `all("article img").map(img => img.src.slice(0, 5) + img.naturalWidth).join()`, `all("article a").map(text).join()`
	for _, c := range []struct{ why, policy, shown, links string }{
		{"a page without a policy", "", "blob:20", "theirs,drawn"},
		{"the documented policy", partner.Policy(board.URL), "", "ours,theirs,drawn"},
	} {
		page := board.embedUnder(t, c.policy, script+keyed(key.Key(), `images="any"`))
		page.wait(`el.state === "ready"`)
		page.openRow("Pictures")
		page.wait(links + ` === "` + c.links + `"`)
		page.wait(ours + ` === "` + c.shown + `"`)
		page.wants(`shown(part("pictures"))`, "false")
	}
	late := true // a cache that has the picture of the version before
	board.instead("/ours.png", func(w http.ResponseWriter, r *http.Request) {
		if late {
			late = false
			dot(w, r)
			return
		}
		http.FileServerFS(board.site).ServeHTTP(w, r)
	})
	page := board.embedUnder(t, "", script+keyed(key.Key(), ``))
	page.wait(`el.state === "ready"`)
	page.openRow("Pictures")
	page.wait(ours + ` === "blob:20"`)
	board.instead("/ours.png", dot)
	page = board.embedUnder(t, "", script+keyed(key.Key(), ``))
	page.wait(`el.state === "ready"`)
	page.openRow("Pictures")
	page.wait(links + ` === "ours,theirs,drawn" && !root.querySelector("article img")`)
}

// A browser that cannot verify shows nothing of the board and says why, unless the
// page has asked for it all the same; then it says that it is not verified.
func TestSignedWithoutCrypto(t *testing.T) {
	key := newKey(t, signedName, 1)
	board := publish(t, three(t))
	board.sign(t, nil, time.Now(), key)
	for _, without := range []string{
		`Object.defineProperty(crypto, "subtle", { value: undefined })`, // as on a page without HTTPS
		`SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"))`,
	} {
		page := board.embed(t, keyed(key.Key(), ``), recorder, without)
		page.wait(`el.state === "error"`)
		page.wants(`events[0].detail.reason + ": " + text(part("status")) + rows().filter(shown).length`, "unsupported: The posts could not be verified (this browser cannot check signatures).0")
		page = board.embed(t, keyed(key.Key(), `key-fallback="show"`), without)
		page.wait(`el.state === "ready" && rows().length === 3`)
		page.wants(`text(part("signed").querySelector("summary"))`, "Not verified: this browser cannot check signatures.")
		page.openRow("Secretary")
		page.wait(`all("article > p").length === 6`)
	}
}

// A cache with the feed or the note of the version before heals by one request more,
// which readers do not notice, and which does not look like an attack.
func TestSignedCaches(t *testing.T) {
	key := newKey(t, signedName, 1)
	board := publish(t, many(3))
	board.sign(t, nil, time.Now().AddDate(0, 0, -1), key)
	old := board.site
	newer := publish(t, many(4))
	board.site = newer.site
	board.sign(t, old, time.Now(), key)
	for _, path := range []string{"/feed.json", "/signed/checkpoint"} {
		first := true
		before := board.asked(path)
		board.instead(path, func(w http.ResponseWriter, r *http.Request) {
			from := board.site
			if first {
				from, first = old, false
			}
			http.FileServerFS(from).ServeHTTP(w, r)
		})
		page := board.embed(t, keyed(key.Key(), ``), recorder)
		page.wait(`el.state === "ready"`)
		page.wants(`rows().length + events.map(e => e.type).join()`, "4load")
		if asked := board.asked(path) - before; asked != 2 {
			t.Errorf("%s: got %d requests, want 2", path, asked)
		}
		board.instead(path, nil)
	}
	board.instead("/feed.json", http.FileServerFS(old).ServeHTTP) // a cache that nothing passes
	page := board.embed(t, keyed(key.Key(), ``), recorder)
	page.wait(`el.state === "ready" && rows().length === 3`)
	page.run(`(part("signed").open = true)`)
	page.wait(`/Valid until .* Not confirmed since \w+ \d+, 20\d\d/.test(text(part("signed").querySelector("p")))`)
	board.instead("/feed.json", nil)
	page.run(`el.reload()`)
	page.wait(`rows().length === 4 && /Valid until [^.]+\.$/.test(text(part("signed").querySelector("p")))`)
}

// Every way to read a board is verified: a table's page, the feed of a tag, a post's
// source, search, and news.
func TestSignedWays(t *testing.T) {
	key := newKey(t, signedName, 1)
	posts := many(70)
	posts["000.txt"].Data = bytes.Replace(posts["000.txt"].Data, []byte("\n\n"), []byte("\nTAGS first\n\n"), 1)
	board := publish(t, posts)
	board.sign(t, nil, time.Now().AddDate(0, 0, -1), key)
	page := board.embed(t, keyed(key.Key(), `layout="table"`))
	page.wait(`el.state === "ready" && text(part("pages")).includes("4")`)
	page.run(`all('[part~="page"]').find(b => text(b) === "4").click()`)
	page.wait(`row("Post 1.") && el.state === "ready"`)
	for src, wait := range map[string]string{"/tags/first/feed.json": `rows().length === 1`, "/posts/2021-01-01-post-1.txt": `text(opened()).includes("Text of post 1.")`} {
		for _, c := range []struct {
			handler http.HandlerFunc
			wait    string
		}{{nil, `el.state === "ready" && ` + wait}, {plain(`{"items": [{"id": "evil", "title": "Evil"}]}`), `el.state === "error" && !rows().some(shown)`}} {
			board.instead(src, c.handler)
			page = board.embed(t, strings.Replace(keyed(key.Key(), ``), "/feed.json", src, 1))
			page.wait(c.wait)
		}
	}
	board.instead("/page-1/feed.json", plain(`{"items": [{"id": "evil", "title": "Evil"}]}`))
	page = board.embed(t, keyed(key.Key(), `search`), recorder)
	page.wait(`el.state === "ready"`)
	page.run(`(part("search").value = "Evil", part("search").dispatchEvent(new Event("input")), true)`)
	page.wait(`el.state === "stale"`)
	page.wants(`events.at(-1).detail.reason + rows().filter(r => text(r).includes("Evil")).length`, "mismatch0")
}

// The words for what was not verified, and those of the mark, are there in every
// language, and change with the page's.
func TestSignedWords(t *testing.T) {
	key := newKey(t, signedName, 1)
	board := publish(t, three(t))
	board.sign(t, nil, time.Now(), key)
	page := board.embed(t, keyed(key.Key(), ``))
	page.wait(`el.state === "ready" && shown(part("signed"))`)
	const languages = `["en","ko","ru","ar","fr","es","zh","mn","tr","kk","fa","de","ja"]`
	const each = `(async (what) => {
		const found = new Set();
		for (const lang of ` + languages + `) {
			el.lang = lang;
			await pause(5);
			found.add(what());
		}
		return [...found].filter((words) => words && !/[{};|]|undefined/.test(words)).length;
	})`
	if n := eval[int](page, each+`(() => text(part("signed")))`); n != 13 {
		t.Errorf("the mark has %d languages, want 13", n)
	}
	board.instead("/feed.json", plain("{}"))
	page.run(`el.reload()`)
	page.wait(`el.state === "stale"`)
	if n := eval[int](page, each+`(() => text(part("status")))`); n != 13 {
		t.Errorf("the failure has %d languages, want 13", n)
	}
}

// In React and Vue, where key means something else, signed-by is the same.
func TestSignedBy(t *testing.T) {
	board := publish(t, three(t))
	board.sign(t, nil, time.Now(), newKey(t, signedName, 1))
	for seed, want := range map[byte]string{1: "ready", 2: "error"} {
		page := board.embed(t, strings.Replace(keyed(newKey(t, signedName, seed).Key(), ``), " key=", " signed-by=", 1))
		page.wait(`el.state === "` + want + `" && rows().some(shown) === ` + fmt.Sprint(seed == 1))
	}
	page := board.embed(t, keyed(newKey(t, signedName, 1).Key(), ``))
	page.wait(`el.state === "ready"`)
	page.run(`(el.signedBy = "junk", el.removeAttribute("key"), true)`)
	page.wait(`el.state === "error" && !rows().some(shown)`)
}

// The page's key decides: another one takes the board away, and none shows what is
// not signed.
func TestSignedKeyChanges(t *testing.T) {
	key := newKey(t, signedName, 1)
	board := publish(t, three(t))
	board.sign(t, nil, time.Now(), key)
	page := board.embed(t, keyed(key.Key(), ``))
	page.wait(`el.state === "ready" && rows().length === 3`)
	page.wait(`shown(part("signed"))`)
	page.run(`(el.removeAttribute("key"), true)`)
	page.wait(`el.state === "ready" && rows().length === 3 && !part("signed")`)
	page.run(`(el.key = "` + newKey(t, signedName, 2).Key() + `", true)`)
	page.wait(`el.state === "error" && !rows().some(shown)`)
	page.run(`(el.removeAttribute("key"), true)`)
	page.wait(`el.state === "ready" && rows().length === 3 && !part("signed")`)
	for _, junk := range []string{"junk", "", " "} { // a page's template may lack the key
		page.run(`(el.key = "` + junk + `", true)`)
		page.wait(`el.state === "error" && !rows().some(shown)`)
		page.run(`(el.removeAttribute("key"), true)`)
		page.wait(`el.state === "ready"`)
	}
}
