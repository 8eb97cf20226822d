package board_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
	"golang.org/x/net/html"
)

// TestLinks: each link in a page or a feed leads to a file of the tree, with
// and without Board.URL, so that the tree works from a disk and below any
// address.
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

// linkedSite publishes a board with everything that pages link to: pages of
// lists, tags, languages, translations, aliases, pictures.
func linkedSite(t *testing.T, address string) map[string]string {
	t.Helper()
	posts := fstest.MapFS{"pictures/a.webp": {Data: cases.NewPicture(".webp")}}
	for i := range 90 {
		source := fmt.Sprintf("SUBJECT Post %d\nDATE 2024-%02d-01\nID p%d\nTAGS Ünï cödé, b%d\nLANG %s\n", i, i%12+1, i, i%2, []string{"en", "ko"}[i%2])
		if i%2 == 1 {
			source += fmt.Sprintf("TRANSLATES p%d\nALIAS former-%d\n", i-1, i)
		}
		posts[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(source + "\n![a](pictures/a.webp) and [the first](posts/p0/index.html)\n")}
	}
	return loadAndPublish(t, posts, address)
}

func loadAndPublish(t *testing.T, posts fstest.MapFS, address string) map[string]string {
	t.Helper()
	b, err := board.Load(posts)
	if err != nil {
		t.Fatal(err)
	}
	b.URL = address
	return contents(t, publish(t, b))
}

// linksOf gives the files of the tree that a page or a feed links to. It
// leaves out 404.html, which servers show at any address.
func linksOf(t *testing.T, name, content string) (list []string) {
	t.Helper()
	if name == "404.html" {
		return nil
	}
	links := inHTML(content)
	if path.Ext(name) == ".json" {
		links = inJSON("", decode(t, content))
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
		case link == boardHome: // servers send index.html for it
			list = append(list, "index.html")
		default:
			list = append(list, to)
		}
	}
	return list
}

// TestShownFilesArePublished: what the page of a post or a feed shows or links to
// is published if it is beside the posts, however the post refers to it. The posts
// are random pieces of Markdown and HTML.
func TestShownFilesArePublished(t *testing.T) {
	shown := 0
	for seed := range uint64(2000) {
		posts := fstest.MapFS{"post.txt": {Data: []byte("SUBJECT A\nDATE 2024-01-01\nID a\n\n" + referencesSoup(seed))}}
		posts["b (1).png"] = &fstest.MapFile{Data: cases.NewPicture(".png")}
		for _, name := range []string{"a.pdf", "c/d&e.zip", "100%.odt"} {
			posts[name] = &fstest.MapFile{Data: []byte("x")}
		}
		b, _ := board.Load(posts)
		b.URL = boardHome
		site := publish(t, b)
		page := string(readFile(t, site, "posts/a/index.html"))
		item := decode(t, string(readFile(t, site, "posts/a.json"))).(map[string]any)
		for name, html := range map[string]string{"posts/a/index.html": page, "index.html": item["content_html"].(string)} {
			for _, to := range filesShown(t, boardHome+name, html) {
				if posts[to] == nil {
					continue
				}
				shown++
				if _, err := fs.Stat(site, to); err != nil {
					t.Errorf("seed %d: %s links to %s, which is not published, for\n%s", seed, name, to, posts["post.txt"].Data)
				}
			}
		}
	}
	if shown < 1000 {
		t.Errorf("wanted many links to files, found %d", shown)
	}
}

// filesShown gives the files of the board to which HTML at an address links.
func filesShown(t *testing.T, address, source string) (names []string) {
	t.Helper()
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		for _, a := range z.Token().Attr {
			if a.Key != "href" && a.Key != "src" {
				continue
			}
			if u, err := base.Parse(a.Val); err == nil && u.Host == base.Host {
				names = append(names, strings.TrimPrefix(u.Path, "/news/"))
			}
		}
	}
	return names
}

// referencesSoup is random Markdown and HTML with addresses of files in it.
func referencesSoup(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 17))
	addresses := []string{
		"a.pdf", "./a.pdf", "/a.pdf", "x/../a.pdf", "a.pdf?x=1", "%61.pdf", "&#97;.pdf", `a\.pdf`, boardHome + "a.pdf", "HTTPS://board.example/news/a.pdf",
		"b%20(1).png", "<b (1).png>", `b%20\(1\).png`, "c/d&amp;e.zip", "c/d%26e.zip", "c/d&e.zip", "100%25.odt", "/news/a.pdf",
	}
	pieces := []string{
		"[x](", "![x](", ")", ") ", "](", "[", "]", "[x]: ", "[x]\n", "\n\n", "\n", "<", ">", "<a href=", `<a href="`, `">x</a>`, "<img src='", "'>", `"`, "'", " ", "**", "`", "> ", "- ", "|", ".",
		"<a\nhref =\n", "</a>", "<!-- ", " -->", `"title")`, " =3x2)", "word", "\\", "<p>", "www.", "다", "    ",
	}
	var s strings.Builder
	whole := []string{"[x](%s)", "![x](%s)", "[x]: %s\n\n[x]", "<%s>", "<a href=\"%s\">x</a>", "<img src='%s'>", "%s", "(%s)", "**[x](%s \"t\")**", "|[x](%s)|\n|-|"}
	for range 3 + r.IntN(12) {
		address := addresses[r.IntN(len(addresses))]
		switch r.IntN(6) {
		case 0:
			s.WriteString(address)
		case 1:
			fmt.Fprintf(&s, whole[r.IntN(len(whole))], address)
		default:
			s.WriteString(pieces[r.IntN(len(pieces))])
		}
	}
	return s.String()
}

// TestAbsolute: if Board.URL is set, all addresses that are read away from the
// board's own pages are absolute: those in feeds, sitemaps and oEmbed, and
// those for machines in the heads of pages.
func TestAbsolute(t *testing.T) {
	source := "SUBJECT A\nDATE 2024-01-01\nID a\nTAGS b\nLANG en\nATTACHMENT [x](files/x.pdf)\n\nPHOTO: c\n![d](pictures/e.png =3x2)\n\n[f](posts/g/index.html) ![h](i.png)\n"
	files := loadAndPublish(t, fstest.MapFS{
		"a.txt": {Data: []byte(source)},
		"g.txt": {Data: []byte("SUBJECT G\nDATE 2024-01-02\nID g\nLANG ko\nTRANSLATES a\nALIAS j\n")},
	}, strings.TrimSuffix(boardHome, "/"))
	found := 0
	for name, content := range files {
		for _, address := range addresses(t, name, content) {
			if found++; !strings.HasPrefix(address, boardHome) {
				t.Errorf("%s has the address %q", name, address)
			}
		}
	}
	if found < 100 {
		t.Errorf("wanted to see 100 addresses, saw %d", found)
	}
}

// addresses gives the addresses in a file that machines read.
func addresses(t *testing.T, name, content string) (list []string) {
	t.Helper()
	switch path.Ext(name) {
	case ".json":
		return inJSON("", decode(t, content))
	case ".xml":
		return inXML(t, content)
	case ".html":
		for _, m := range metaRE.FindAllStringSubmatch(content, -1) {
			list = append(list, m[1]+m[2])
		}
	}
	return list
}

var (
	metaRE = regexp.MustCompile(`<link rel="(?:canonical|alternate" hreflang="[a-z]*|alternate" type="application/json\+oembed" title="[^"]*)" href="([^"]*)"|property="og:(?:url|image)" content="([^"]*)"`)
	htmlRE = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
)

// decode decodes JSON.
func decode(t *testing.T, content string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(content), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// inJSON gives the values of all keys that name addresses. Of what is below
// _board, only translations have any: the rest stands as its author wrote it.
func inJSON(key string, v any) (list []string) {
	switch v := v.(type) {
	case string:
		if key == "image" || key == "url" || strings.HasSuffix(key, "_url") {
			return []string{v}
		}
		if key == "content_html" {
			return inHTML(v)
		}
	case []any:
		for _, v := range v {
			list = append(list, inJSON(key, v)...)
		}
	case map[string]any:
		for key, v := range v {
			if ours, ok := v.(map[string]any); ok && key == "_board" {
				v = ours["translations"]
			}
			list = append(list, inJSON(key, v)...)
		}
	}
	return list
}

func inHTML(source string) (list []string) {
	for _, m := range htmlRE.FindAllStringSubmatch(source, -1) {
		list = append(list, m[1])
	}
	return list
}

// inXML gives the addresses in a feed or a sitemap, and those in the HTML that
// is in it.
func inXML(t *testing.T, source string) (list []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(source))
	var inside string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local
			for _, a := range token.Attr {
				if a.Name.Local == "href" || a.Name.Local == "url" {
					list = append(list, a.Value)
				}
			}
		case xml.CharData:
			switch text := strings.TrimSpace(string(token)); {
			case text == "":
			case inside == "loc", inside == "link":
				list = append(list, text)
			case inside == "encoded", inside == "content":
				list = append(list, inHTML(text)...)
			}
		}
	}
}

// TestFeedArchives: following a feed to its oldest page, in any format, shows each
// post of its list once. Those of tags and languages in RSS and Atom have one page.
func TestFeedArchives(t *testing.T) {
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
					t.Errorf("%s: wanted it marked as an archive: %v", name, archive)
				}
				name = following(way.next, files[name])
			}
			want, wantPages := want, want/20
			if folder != "" && form != "feed.json" {
				want, wantPages = 20+want%20, 1
			}
			if len(seen) != want || pages != wantPages {
				t.Errorf("%s%s: found %d posts on %d pages, want %d on %d", folder, form, len(seen), pages, want, wantPages)
			}
		}
	}
}

// following is the file that a page of a feed names as its next.
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
	parts := locations(files["sitemap.xml"])
	var all []string
	for _, part := range parts {
		list := locations(files[part])
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

// locations gives the files that a sitemap names.
func locations(sitemap string) (list []string) {
	for _, m := range regexp.MustCompile(`<loc>([^<]*)</loc>`).FindAllStringSubmatch(sitemap, -1) {
		list = append(list, strings.TrimPrefix(m[1], boardHome))
	}
	return list
}

// TestPageMetadata: each page has Open Graph metadata and links to the feeds,
// each post's page describes a NewsArticle, and no page has a script.
func TestPageMetadata(t *testing.T) {
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
			if n := strings.Count(content, words); n != 1 {
				t.Errorf("%s has %s %d times, want once", name, words, n)
			}
		}
	}
	if pages < 100 {
		t.Errorf("found %d pages", pages)
	}
}
