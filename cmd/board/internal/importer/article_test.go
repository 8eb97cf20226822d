package importer

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
)

// story is an article of many paragraphs, each of which is different.
func story(paragraphs int) string {
	var s strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&s, "<p>On day %d the river rose by a hand, the people carried their chairs upstairs, and the miller counted his sacks, of which %d were dry.</p>\n", i, i*7)
	}
	return s.String()
}

func readOne(t *testing.T, source string) (*board.Post, error) {
	t.Helper()
	c, err := (&Importer{URL: "https://board.example/"}).Read("page.html", []byte(source))
	if len(c.Posts) != 1 {
		t.Fatalf("wanted a post, found %d (%v)", len(c.Posts), err)
	}
	return c.Posts[0], err
}

// TestMarkedTooMuch: a site that marks a whole page as the text of its article
// does not make its menus part of the post.
func TestMarkedTooMuch(t *testing.T) {
	teasers := strings.Repeat(`<li><a href="/t">Another story of the day, which is about something else</a></li>`, 300)
	p, _ := readOne(t, `<html><head><title>The flood</title></head><body itemscope itemtype="https://schema.org/NewsArticle">
<div itemprop="articleBody"><div class="menu"><ul>`+teasers+`</ul></div><div class="story">`+story(12)+`</div></div></body></html>`)
	if text := showing(p); strings.Contains(text, "Another story") || !strings.Contains(text, "On day 0 ") || !strings.Contains(text, "On day 11 ") {
		t.Errorf("wanted the article alone, found %s", excerpt(text))
	}
}

// TestLongText: a text that is longer than what a board reads as Markdown shows
// its words, but no tags.
func TestLongText(t *testing.T) {
	table := "<table><tr><td rowspan=2>" + strings.Repeat("<b>cell</b> ", 30_000) + "</td><td>a</td></tr><tr><td>b</td></tr></table>"
	p, err := readOne(t, `<html><head><title>The flood</title></head><body><div class="h-entry"><div class="e-content"><p>First.</p>`+table+`<p>Last.</p></div></div></body></html>`)
	text := htmltree.TextOf(showing(p))
	if strings.Contains(text, "<") || strings.Count(text, "cell") != 30_000 || !strings.Contains(text, "First.") || !strings.Contains(text, "Last.") {
		t.Errorf("wanted all words and no tags, found %d words: %s", strings.Count(text, "cell"), excerpt(text))
	}
	if !strings.Contains(fmt.Sprint(err), "its words are kept") {
		t.Errorf("wanted a finding, found %v", err)
	}
}

// TestFilesBeside: the files that were saved beside a page are found, also if
// its text had to be guessed.
func TestFilesBeside(t *testing.T) {
	files := fstest.MapFS{"page.html": {Data: []byte(`<html><head><title>The flood</title></head><body><div>` + story(3) + `<p><img src="page_files/river.png" alt="The river"></p>` + story(3) + `</div></body></html>`)}, "page_files/river.png": {Data: []byte("PNG")}}
	c, _ := (&Importer{URL: "https://board.example/news/"}).Load(files)
	if len(c.Posts) != 1 || !strings.Contains(c.Posts[0].Body, "](page_files/river.png)") || len(c.Files) != 1 {
		t.Errorf("wanted a post with the picture beside it, found %v and %v", c.Files, c.Posts)
	}
}

// TestSourcesBeside: what a board would read as a post is not copied as a document
// of one. It keeps its address.
func TestSourcesBeside(t *testing.T) {
	const feed = `<rss version="2.0"><channel><title>t</title><item><title>Minutes</title><pubDate>2024-01-01</pubDate>` +
		`<enclosure url="minutes.%s"/></item></channel></rss>`
	for ext, copied := range map[string]bool{"pdf": true, "txt": false, "MD": false, "markdown": false} {
		saved := fstest.MapFS{"feed.xml": {Data: fmt.Appendf(nil, feed, ext)}, "minutes." + ext: {Data: []byte("SUBJECT Elected\n")}}
		c, _ := (&Importer{URL: "https://board.example/"}).Load(saved)
		if len(c.Posts) != 1 || len(c.Posts[0].Attachments) != 1 || (len(c.Files) == 1) != copied {
			t.Fatalf("%s: got the files %q, %v", ext, c.Files, c.Posts)
		}
		if address := c.Posts[0].Attachments[0].URL; (address == "https://board.example/minutes."+ext) == copied {
			t.Errorf("%s: got the address %s", ext, address)
		}
	}
}
