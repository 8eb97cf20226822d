package browser

import (
	"bytes"
	"crypto/ed25519"
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
	original := board.site
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

	board.site = original
	board.sign(t, old, time.Now(), key)
	page = board.embed(t, keyed(key.Key()+" "+newKey(t, "other.example", 2).Key(), `keep="local" lang="de"`), recorder)
	page.wait(`el.state === "ready"`)
	board.site = old
	page.run(`el.reload()`)
	page.wait(`el.state === "stale" && rows().filter(shown).length === 3`)
	page.wants(`/^Die Mitteilungen konnten nicht geprüft werden \(älter als zuvor gezeigt\)\. Nicht bestätigt seit \d+\. /.test(text(part("status")))`, "true")
	page.reload()
	page.wait(`el?.state === "stale" && rows().filter(shown).length === 3`)
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
		"a.txt":    {Data: []byte("SUBJECT Pictures\nDATE 2020-01-01\n\nWords.\n\n![ours](ours.png)\n\n![theirs](https://other.example/theirs.png)\n")},
		"ours.png": {Data: picture.Bytes()},
	})
	board.sign(t, nil, time.Now(), key)
	const ours, links = `all("article img").map(img => img.src.slice(0, 5) + img.naturalWidth).join()`, `all("article a").map(text).join()`
	for _, c := range []struct{ why, policy, shown, links string }{
		{"a page without a policy", "", "blob:20", "theirs"},
		{"the documented policy", partner.Policy(board.URL), "", "ours,theirs"},
	} {
		page := board.embedUnder(t, c.policy, script+keyed(key.Key(), `images="any"`))
		page.wait(`el.state === "ready"`)
		page.openRow("Pictures")
		page.wait(links + ` === "` + c.links + `"`)
		page.wait(ours + ` === "` + c.shown + `"`)
		page.wants(`shown(part("pictures"))`, "false")
	}
	board.instead("/ours.png", dot)
	page := board.embedUnder(t, "", script+keyed(key.Key(), ``))
	page.wait(`el.state === "ready"`)
	page.openRow("Pictures")
	page.wait(links + ` === "ours,theirs" && !root.querySelector("article img")`)
}
