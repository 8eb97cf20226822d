package importer_test

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/importer"
	"github.com/boardview/board/internal/hostile"
)

func rssOf(item string) string {
	return `<rss version="2.0"><channel><title>t</title><item><title>first</title><pubDate>2024-01-01</pubDate></item>` + item +
		`<item><title>last</title><pubDate>2024-01-02</pubDate></item></channel></rss>`
}

func laughs() string {
	var s strings.Builder
	s.WriteString(`<!DOCTYPE rss [<!ENTITY a0 "ha">`)
	for i := range 30 {
		fmt.Fprintf(&s, `<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	return s.String() + `]>` + rssOf(`<item><title>&a30;</title><pubDate>2024-01-03</pubDate></item>`)
}

// TestHostile: whatever a feed contains, the items beside it are imported, and
// the output is limited.
func TestHostile(t *testing.T) {
	const much = 60_000
	for name, source := range map[string]string{
		"laughs":       laughs(),
		"external":     `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + rssOf(`<item><title>&x;</title></item>`),
		"large":        rssOf(`<item><title>x</title><description>` + strings.Repeat("word ", 2_000_000) + `</description></item>`),
		"larger":       rssOf(`<item><title>x</title><description>` + strings.Repeat("word ", 4_000_000) + `</description></item>`),
		"title":        rssOf(`<item><title>` + strings.Repeat("word ", much) + `</title></item>`),
		"deep":         rssOf(`<item><title>x</title>` + strings.Repeat("<a:b>", much) + `</item>`),
		"deep html":    rssOf(`<item><title>x</title><description><![CDATA[` + strings.Repeat("<div>", much) + `]]></description></item>`),
		"deep lists":   rssOf(`<item><title>x</title><description><![CDATA[` + strings.Repeat("<ul><li>", 200) + `]]></description></item>`),
		"open cdata":   rssOf(`<item><title>x</title><description><![CDATA[ open</description></item><item><title><![CDATA[y]]></title></item>`),
		"open comment": rssOf(`<item><title>x</title><!-- open</item>`),
		"comments":     rssOf(strings.Repeat(`<!--`, much)),
		"quotes":       rssOf(`<item>` + strings.Repeat(`<a b="'`, much) + `</item>`),
		"ends":         rssOf(`<item>` + strings.Repeat(`</a>`, much) + `</item>`),
		"declarations": rssOf(strings.Repeat(`<![`, much)),
		"fields":       rssOf(`<item><title>x</title>` + strings.Repeat(`<y:z a="b">c</y:z>`, much) + `</item>`),
		"pictures":     rssOf(`<item><title>x</title><description><![CDATA[` + strings.Repeat(`<figure><img src=a><figcaption>b</figcaption></figure>`, 5000) + `]]></description></item>`),
		"tags":         rssOf(`<item><title>x</title>` + strings.Repeat(`<category>c</category>`, much) + `</item>`),
		"spans":        rssOf(`<item><title>x</title><description><![CDATA[` + strings.Repeat(`<span>`, 400) + strings.Repeat(`<p>x`, 2000) + `]]></description></item>`),
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := new(importer.Importer).Read("feed.xml", []byte(source))
			there := map[string]bool{}
			for _, p := range c.Posts {
				there[p.Subject] = true
				if n := len(board.Format(p)); n > board.MaxSource {
					t.Errorf("wanted a post of at most %d bytes, found %d", board.MaxSource, n)
				}
			}
			if !there["first"] || !there["last"] {
				t.Errorf("wanted the items beside it, found %v", len(c.Posts))
			}
			checkCollection(t, c)
		})
	}
}

// TestHostilePages: each page results in a post or a finding.
func TestHostilePages(t *testing.T) {
	for name, source := range map[string]string{
		"deep":     "<html><title>x</title>" + strings.Repeat("<div>", 100_000) + "words",
		"tables":   "<html><title>x</title>" + strings.Repeat("<table><tr><td>", 150) + "words",
		"labels":   "<html><title>x</title>" + strings.Repeat("<p>Date: </p>", 20_000),
		"colons":   "<html><title>x</title><p>" + strings.Repeat(":", 150) + "</p>" + strings.Repeat("<th>a<td>b", 20_000),
		"ld":       `<html><title>x</title><script type="application/ld+json">` + strings.Repeat(`[`, 9_000) + `</script>words`,
		"graph":    `<html><title>x</title><script type="application/ld+json">` + strings.Repeat(`{"@graph":`, 9_000) + `1` + strings.Repeat(`}`, 9_000) + `</script>words`,
		"large":    "<html><title>x</title>" + strings.Repeat("<p>word <b>word</b></p>", 30_000),
		"inline":   "<html><title>x</title><p>" + strings.Repeat("word <a href=x>word</a> ", 30_000),
		"comments": strings.Repeat("<!--", 200_000) + "words",
		"nul":      "<html><title>\x00x</title>wo\x00rds\x08",
	} {
		t.Run(name, func(t *testing.T) {
			c, err := new(importer.Importer).Read("page.html", []byte(source))
			if len(c.Posts) != 1 && err == nil {
				t.Errorf("wanted a post or a finding, found neither")
			}
			checkPlaces(t, "page.html", err)
			checkCollection(t, c)
		})
	}
}

// TestEdges: whatever a file of another program has many of, importing it costs
// what its size does.
func TestEdges(t *testing.T) {
	n := 0
	edges := map[string]func(text string) string{
		"description": func(text string) string {
			return rssOf("<item><title>x</title><description><![CDATA[" + text + "]]></description></item>")
		},
		"markup": func(text string) string { return rssOf("<item><title>x</title>" + text + "</item>") },
		"fields": func(text string) string { return rssOf(rssFields(text)) },
		"items": func(text string) string {
			return rssOf("<item><title>" + strings.ReplaceAll(text, "\n", "<item><title>"))
		},
		"page":  func(text string) string { return "<html><title>x</title><body>" + text },
		"title": func(text string) string { return "<html><title>" + text },
	}
	for _, name := range slices.Sorted(maps.Keys(edges)) {
		families := hostile.Pieces
		if name == "description" || name == "page" {
			families = slices.Concat(families, hostile.Pathologies)
		}
		for _, p := range families {
			if n++; !hostile.IsTried(n) {
				continue
			}
			check(t, name+" of "+p.Name, func(size int) string {
				source := edges[name](p.Make(size))
				return source[:min(len(source), size)]
			})
		}
	}
	for p := range hostile.FeedSizes {
		check(t, p.Name, p.Make)
	}
}

// TestTangled: formatting that is never closed does not make a page many times as
// large as its file, however the end tags are hidden from whoever counts them.
func TestTangled(t *testing.T) {
	for name, piece := range map[string]string{
		"formatting":         "<font color=%d>",
		"empty elements":     "<font color=%d/>",
		"each closed once":   "<b><i></b>",
		"other end tags":     "<font color=%d></b></i></p>",
		"in objects":         "<font color=%d><object></font></object>",
		"in cells":           "<font color=%d><table><td></font></table>",
		"outside of a table": "<td><font color=%d></td>",
		"in a choice":        "<font color=%d><object><select></object></select></font>",
		"without scripts":    "<noscript><font color=%d></noscript>",
		"in a style of SVG":  "<svg><style><font color=%d></style></svg>",
		"links":              "<a href=%d><button>",
	} {
		for _, blocks := range []string{"<p>a", "<p>a</p>", "<li>a", "a<hr>", "<div>a</div>"} {
			check(t, name+" before "+blocks, func(size int) string {
				var page strings.Builder
				page.WriteString("<title>x</title><p>")
				for i := range min(size/100, 150) {
					page.WriteString(strings.ReplaceAll(piece, "%d", strconv.Itoa(i)))
				}
				page.WriteString(strings.Repeat("</object>", 100))
				return page.String() + strings.Repeat(blocks, max(size-page.Len(), 0)/len(blocks))
			})
		}
	}
}

func check(t *testing.T, name string, family func(int) string) {
	t.Helper()
	wrong := hostile.Costly(family, func(source string) {
		if _, err := (&importer.Importer{URL: "https://board.example/"}).Read("a.xml", []byte(source)); err != nil {
			_ = err.Error()
		}
	})
	if wrong != "" {
		t.Errorf("%s: %s", name, wrong)
	}
}

// rssFields has a part of a text in each field of an item.
func rssFields(text string) string {
	names := []string{"title", "pubDate", "category", "author", "link", "dc:creator"}
	item := "<item>"
	for part := range slices.Chunk([]byte(text), len(text)/len(names)+1) {
		item += fmt.Sprintf("<%s>%s</%[1]s>", names[0], html.EscapeString(string(part)))
		names = names[1:]
	}
	return item + "</item>"
}
