package browser

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/boardview/board"
)

// Published pages work from a local disk and from any directory of a server,
// because the addresses of style sheets, images and links are relative.
func TestAnyPlace(t *testing.T) {
	b, _ := board.Load(os.DirFS("../../testdata/posts"))
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "a folder", "news")
	if err := os.CopyFS(dir, site); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/deep/below", http.FileServerFS(site)))
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	for _, place := range []string{"file://" + filepath.ToSlash(dir), server.URL + "/deep/below"} {
		page := newPage(t)
		page.open(place + "/index.html")
		page.run(`document.querySelector("a[href*=archive]").click()`)
		page.wait(`location.pathname.includes("/archive/") && document.querySelector(".counts a")`)
		page.run(`document.querySelector(".counts a").click()`)
		page.wait(`location.pathname.includes("/archive/2026") && document.querySelector(".rows img")`)
		page.run(`document.querySelector(".rows li:has(img) h2 a").click()`)
		page.wait(`document.querySelector("article img")?.naturalWidth > 0`)
		page.wait(`getComputedStyle(document.body).maxInlineSize !== "none"`) // the styles may load after the photo
		page.quiet()
	}
}
