package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

const (
	aMinute = "public, max-age=60, must-revalidate"
	forGood = "public, max-age=31536000, immutable"
)

// headers lists the headers that an HTTP client gets for a long file.
var headers = []struct{ name, mediaType, caching, encoding string }{
	{"index.html", "text/html; charset=utf-8", aMinute, "gzip"},
	{"feed.json", "application/feed+json", aMinute, "gzip"},
	{"tags/visits/feed.xml", "application/rss+xml", aMinute, "gzip"},
	{"lang/mn/atom.xml", "application/atom+xml", aMinute, "gzip"},
	{"sitemap-1.xml", "application/xml", aMinute, "gzip"},
	{"posts/의장단.txt", "text/plain; charset=utf-8", aMinute, "gzip"},
	{"posts/a.json", "application/feed+json", aMinute, "gzip"},
	{"oembed/a.json", "application/json", aMinute, "gzip"},
	{"board.css", "text/css; charset=utf-8", aMinute, "gzip"},
	{"pictures/a.webp", "image/webp", aMinute, ""},
	{"files/A.PDF", "application/pdf", aMinute, ""},
	{"files/unknown.xyz", "application/octet-stream", aMinute, ""},
	{"widget/board-view.js", "text/javascript; charset=utf-8", aMinute, "gzip"},
	{"widget/package.json", "application/json", aMinute, "gzip"},
	{"widget/engine.0123456789ab.js", "text/javascript; charset=utf-8", forGood, "br"},
	{"widget/board-view.0123456789ab.wasm", "application/wasm", forGood, "br"},
	{"board.0123456789ab.css", "text/css; charset=utf-8", forGood, "gzip"},
	{"widget/LICENSE", "text/plain; charset=utf-8", aMinute, ""},
}

func TestHeaders(t *testing.T) {
	_, address := s3(t)
	b := open(t, address)
	b.secure = true
	site := make(fstest.MapFS)
	for _, h := range headers {
		site[h.name] = &fstest.MapFile{Data: []byte(strings.Repeat(h.name+"\n", 200))}
	}
	mustPublish(t, b, site)
	for _, h := range headers {
		got, content := get(t, b, h.name)
		if got.Get("Content-Type") != h.mediaType || got.Get("Cache-Control") != h.caching || got.Get("Content-Encoding") != h.encoding {
			t.Errorf("%s: got %q, want %q", h.name, got, h)
		}
		if want := string(site[h.name].Data); unpack(t, h.encoding, content) != want {
			t.Errorf("%s: got %.80q, want %.80q", h.name, content, want)
		}
	}
}

// get requests an object from a store as a browser does, except for the
// signature.
func get(t *testing.T, b *bucket, name string) (http.Header, []byte) {
	t.Helper()
	address, err := b.SignedURL(b.ctx, name, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Transport: &http.Transport{DisableCompression: true}}
	r, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	content, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("%s: got %s, %v", name, r.Status, err)
	}
	return r.Header, content
}

// TestPlain: with another setting for compression the files are uploaded again.
func TestPlain(t *testing.T) {
	site := deploytest.Edition(t, 1)
	on(t, func(t *testing.T, b *bucket) {
		mustPublish(t, b, site)
		b.plain = true
		mustPublish(t, b, site)
		check(t, b, site)
		if got := view(b).look(t)["feed.json"]; got.encoding != "" {
			t.Errorf("got the feed in %s", got.encoding)
		}
	})
}
