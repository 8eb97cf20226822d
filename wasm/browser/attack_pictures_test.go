package browser

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/hostile"
)

// TestPictures opens pictures in SVG by themselves, from a server that sends no
// Content-Security-Policy: each payload of the attacks on posts, as a part of a
// picture and as values of its attributes. Published pictures run nothing and
// request nothing. The same pictures as they are beside the posts are the control.
func TestPictures(t *testing.T) {
	posts, names := hostilePictures()
	p := publish(t, posts)
	p.instead("/visitor", html("<title>Visitor</title>"))
	if published, err := fs.Glob(p.site, "*.svg"); len(published) < len(names)/2 {
		t.Fatalf("wanted at least half of %d pictures published, found %d (%v)", len(names), len(published), err)
	}
	if ran, asked := openPictures(t, p, names); ran > 0 || asked > 0 {
		t.Errorf("of %d published pictures, %d scripts ran and %d requests went to other hosts", len(names), ran, asked)
	}
	for _, name := range names {
		p.instead("/"+name, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/svg+xml")
			w.Write(posts[name].Data)
		})
	}
	if ran, _ := openPictures(t, p, names); ran == 0 || ran < 10 && !testing.Short() {
		t.Errorf("the judge overlooks scripts that must run: it saw %d", ran)
	}
}

// hostilePictures returns a directory of pictures, and a post that refers to them.
func hostilePictures() (posts fstest.MapFS, names []string) {
	posts = make(fstest.MapFS)
	post := "SUBJECT Pictures\nDATE 2024-03-01\n\n"
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;")
	for i, payload := range hostile.Payloads() {
		if !isTried(i) {
			continue
		}
		value := escape.Replace(payload)
		for j, inside := range []string{
			payload,
			fmt.Sprintf(`<a href="%[1]s"><set attributeName="onload" to="%[1]s"/></a><use href="%[1]s"/><image href="%[1]s"/><rect style="%[1]s" fill="%[1]s"/><style>%[1]s</style>`, value),
		} {
			name := fmt.Sprintf("%d-%d.svg", i, j)
			source := `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">` + inside + `</svg>`
			posts[name] = &fstest.MapFile{Data: []byte(source)}
			names = append(names, name)
			post += "![](" + name + ")\n"
		}
	}
	posts["post.txt"] = &fstest.MapFile{Data: []byte(post)}
	return posts, names
}

// openPictures opens pictures in frames of a page of their server, and counts the
// scripts that ran and the requests that went to other hosts.
func openPictures(t *testing.T, p *publisher, names []string) (ran, asked int) {
	t.Helper()
	page := newPage(t, alarm)
	page.open(p.URL + "/visitor")
	page.run(`(() => { globalThis.openAll = async (names) => {
		await Promise.all(names.map((name) => new Promise((resolve) => {
			const frame = document.createElement("iframe");
			frame.onload = resolve;
			frame.src = "/" + name;
			document.body.append(frame);
		})));
		await new Promise((resolve) => setTimeout(resolve, 100));
		document.body.replaceChildren();
		return names.length;
	}; })()`)
	for few := range slices.Chunk(names, 50) {
		list, _ := json.Marshal(few)
		if n := eval[int](page, "openAll("+string(list)+")"); n != len(few) {
			t.Errorf("opened %d pictures of %d", n, len(few))
		}
	}
	return eval[int](page, "alerts"), foreign(page, p.URL+"/")
}
