package board_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
)

const boardHome = "https://board.example/news/"

// TestArchives: who follows a feed back to its end, in any of its forms, has
// seen each post of its list once.
func TestArchives(t *testing.T) {
	files := published(t, manyPosts(130))
	for folder, want := range map[string]int{"": 130, "tags/odd/": 65, "lang/en/": 130} {
		for form, way := range map[string]struct{ next, id *regexp.Regexp }{
			"feed.json": {regexp.MustCompile(`"next_url":"([^"]*)"`), regexp.MustCompile(`"id":"(tag:[^"]*)"`)},
			"feed.xml":  {regexp.MustCompile(`rel="prev-archive"[^>]* href="([^"]*)"`), regexp.MustCompile(`<guid isPermaLink="false">([^<]*)<`)},
			"atom.xml":  {regexp.MustCompile(`rel="prev-archive"[^>]* href="([^"]*)"`), regexp.MustCompile(`<entry[^>]*>\n<id>([^<]*)<`)},
		} {
			seen := make(map[string]bool)
			pages := 0
			for name := folder + form; name != ""; pages++ {
				for _, id := range way.id.FindAllStringSubmatch(files[name], -1) {
					if seen[id[1]] {
						t.Errorf("%s: %s is there twice", name, id[1])
					}
					seen[id[1]] = true
				}
				if archive := pages > 0; form != "feed.json" && archive != strings.Contains(files[name], "<fh:archive/>") {
					t.Errorf("%s: it is an archive: %v", name, archive)
				}
				name = following(way.next, files[name])
			}
			if len(seen) != want || pages != want/20 {
				t.Errorf("%s%s: found %d posts on %d pages, want %d on %d", folder, form, len(seen), pages, want, want/20)
			}
		}
	}
}

// following is the file of the board that a feed leads on to.
func following(next *regexp.Regexp, content string) string {
	m := next.FindStringSubmatch(content)
	if m == nil {
		return ""
	}
	return strings.TrimPrefix(m[1], boardHome)
}

// TestSitemapParts: each page is in one part of the sitemap, no part is larger
// than the protocol allows, and the index names all parts.
func TestSitemapParts(t *testing.T) {
	posts := manyPosts(2100)
	for i, p := range posts {
		p.Tags = append(p.Tags, fmt.Sprint("topic ", i/2))
	}
	files := published(t, posts)
	locations := func(name string) (list []string) {
		for _, m := range regexp.MustCompile(`<loc>([^<]*)</loc>`).FindAllStringSubmatch(files[name], -1) {
			list = append(list, strings.TrimPrefix(m[1], boardHome))
		}
		return list
	}
	parts := locations("sitemap.xml")
	var all []string
	for _, part := range parts {
		list := locations(part)
		if len(list) == 0 || len(list) > 50_000 || len(files[part]) > 50<<20 {
			t.Errorf("%s has %d addresses in %d bytes", part, len(list), len(files[part]))
		}
		all = append(all, list...)
	}
	var want []string
	for name := range files {
		if path.Base(name) == "index.html" && !strings.Contains(name, "page-") && name != "archive/index.html" {
			want = append(want, strings.TrimPrefix(name, "index.html"))
		}
	}
	slices.Sort(all)
	slices.Sort(want)
	if len(parts) < 5 || !slices.Equal(all, want) {
		t.Errorf("the %d parts of the sitemap have %d addresses, want %d", len(parts), len(all), len(want))
	}
}

// TestLinks: each link on each page, and each in a feed, leads to a file, so
// that the tree works without a server, and the same below any address.
func TestLinks(t *testing.T) {
	for _, address := range []string{"", boardHome} {
		files := linkedSite(t, address)
		found := 0
		for name, content := range files {
			for _, to := range linksOf(t, name, content) {
				if found++; files[to] == "" {
					t.Errorf("at %q, %s links to %s, which is not there", address, name, to)
				}
			}
		}
		if found < 1000 {
			t.Errorf("at %q: found %d links", address, found)
		}
	}
}

func linkedSite(t *testing.T, address string) map[string]string {
	t.Helper()
	posts := fstest.MapFS{"pictures/a.webp": {Data: []byte("RIFF")}}
	for i := range 90 {
		source := fmt.Sprintf("SUBJECT Post %d\nDATE 2024-%02d-01\nID p%d\nTAGS Ünï cödé, b%d\nLANG %s\n", i, i%12+1, i, i%2, []string{"en", "ko"}[i%2])
		if i%2 == 1 {
			source += fmt.Sprintf("TRANSLATES p%d\nALIAS former-%d\n", i-1, i)
		}
		posts[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(source + "\n![a](pictures/a.webp) and [the first](posts/p0/index.html)\n")}
	}
	b, err := board.Load(posts)
	if err != nil {
		t.Fatal(err)
	}
	b.URL = address
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	return contents(t, site)
}

// linksOf gives the files of the board that a file of it leads to. That for
// lost readers is shown at any address.
func linksOf(t *testing.T, name, content string) (list []string) {
	t.Helper()
	if name == "404.html" {
		return nil
	}
	links := inHTML(content)
	if path.Ext(name) == ".json" {
		var v any
		if err := json.Unmarshal([]byte(content), &v); err != nil {
			t.Fatal(err)
		}
		links = inJSON("", v)
	}
	for _, link := range links {
		u, err := url.Parse(link)
		if err != nil {
			t.Errorf("%s has the link %q: %v", name, link, err)
			continue
		}
		to := path.Join(path.Dir(name), u.Path)
		if u.Host != "" {
			to = strings.TrimPrefix(u.Path, "/news/")
		}
		switch {
		case strings.HasPrefix(link, "#"):
		case link == boardHome: // which servers give for its folder
			list = append(list, "index.html")
		default:
			list = append(list, to)
		}
	}
	return list
}

// TestEveryPage: each page says of itself to machines what it is, and each
// post's that it is news. None has a script.
func TestEveryPage(t *testing.T) {
	pages := 0
	for name, content := range linkedSite(t, boardHome) {
		if path.Ext(name) != ".html" || strings.Contains(content, `http-equiv="refresh"`) {
			continue
		}
		pages++
		want := []string{`<html lang="`, `<meta property="og:title" content="`, `<meta property="og:type" content="`, `type="application/rss+xml"`, `type="application/atom+xml"`, `type="application/feed+json"`}
		if name != "404.html" {
			want = append(want, `<link rel="canonical" href="`+boardHome)
		}
		if strings.HasPrefix(name, "posts/") {
			want = append(want, `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle"`, `type="application/json+oembed"`, `class="h-entry"`)
		}
		if strings.Count(content, "<script") != strings.Count(content, "application/ld+json") {
			t.Errorf("%s has a script", name)
		}
		for _, words := range want {
			if strings.Count(content, words) != 1 {
				t.Errorf("%s has %d times %s", name, strings.Count(content, words), words)
			}
		}
	}
	if pages < 100 {
		t.Errorf("found %d pages", pages)
	}
}
