package board_test

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"log"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
)

// Read one post. The error lists what could not be read; the post is usable
// all the same.
func ExampleParse() {
	source := `SUBJECT [Nov 20] The winter session opens
DATE 2026-11-20
TAGS sessions, notices
EXPIRES next spring

The session opens at **10:00** in the great hall.

BY Press Office (press@secretariat.example)
`
	post, err := board.Parse("winter.txt", []byte(source))
	var list board.ErrorList
	if errors.As(err, &list) {
		for _, finding := range list {
			fmt.Println(finding)
		}
	}
	fmt.Println(post.Subject)
	fmt.Println(post.Date, post.Tags, post.By.Name)
	// Output:
	// winter.txt:4:9: wanted a date such as 2019-11-26, found: "next spring": the post is held back
	// The winter session opens
	// 2026-11-20 [sessions notices] Press Office
}

// Read a directory of posts and list them, newest first. A file with a mistake
// does not keep the others from being loaded.
func ExampleLoad() {
	dir := fstest.MapFS{ // in a program: os.DirFS("posts")
		"opening.txt": {Data: []byte("SUBJECT The winter session opens\nDATE 2026-11-20\n")},
		"visit.md":    {Data: []byte("---\ntitle: A delegation visits\ndate: 2026-11-12\n---\nIt stays until *Friday*.\n")},
		"hours.txt":   {Data: []byte("SUBJECT New visiting hours\nDATE tomorrow\n")},
	}
	b, err := board.Load(dir)
	if err != nil {
		fmt.Println(err) // report it, and go on
	}
	b.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) } // in a program: leave it nil
	for post := range b.All() {
		fmt.Println(post.ID, "-", post.Subject)
	}
	// Output:
	// hours.txt:2:6: wanted a date such as 2019-11-26, found: "tomorrow": the post is held back
	// 2026-11-20-the-winter-session-opens - The winter session opens
	// 2026-11-12-a-delegation-visits - A delegation visits
}

// Publish a directory of posts as a website.
func ExampleRenderer_Publish() {
	b, err := board.Load(fstest.MapFS{ // in a program: os.DirFS("posts")
		"opening.txt": {Data: []byte("SUBJECT The winter session opens\nDATE 2026-11-20\nID opening\n\nAt **10:00**.\n")},
	})
	if err != nil {
		log.Print(err)
	}
	b.Title = "News of the Secretariat"
	b.URL = "https://secretariat.example/news/"
	b.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) } // in a program: leave it nil

	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		log.Fatal(err)
	}
	// os.CopyFS("public", site) writes the files into a folder, and
	// http.FileServerFS(site) serves them. This prints their names.
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			fmt.Println(name)
		}
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// 404.html
	// archive/2026/11/index.html
	// archive/2026/index.html
	// archive/index.html
	// atom.xml
	// board.css
	// favicon.svg
	// feed.json
	// feed.xml
	// index.html
	// oembed/opening.json
	// posts/opening/index.html
	// posts/opening.json
	// posts/opening.txt
	// robots.txt
	// sitemap-1.xml
	// sitemap-lists-1.xml
	// sitemap.xml
}

// The design of an institution in place of the board's own. The README shows it.
var design = template.Must(template.New("").Funcs(template.FuncMap{
	"safe": func(h board.HTML) template.HTML { return template.HTML(h) }, // all text in it is escaped
}).Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}" dir="{{.Dir}}"><head><meta charset="utf-8"><title>{{.Title}}</title>
{{with .Style}}<link rel="stylesheet" href="{{.}}">{{end}}{{safe .Head}}</head>
<body class="{{.Kind}}"><nav aria-label="Main">{{range .Menu}}<a href="{{.URL}}">{{.Title}}</a> {{end}}</nav>
{{safe .Content}}
<footer>{{.Board}} {{range .Foot}}<a href="{{.URL}}">{{.Title}}</a> {{end}}</footer></body></html>
`))

func frame(w io.Writer, page *board.WebPage) error { return design.Execute(w, page) } // b.Frame = frame

// TestReadmeDesign: the README shows the design of the example below.
func TestReadmeDesign(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(readme), "```go\nvar design")
	shown, _, found := strings.Cut(shown, "```")
	this, err := os.ReadFile("example_test.go")
	if err != nil || !found || !strings.Contains(string(this), shown) {
		t.Errorf("wanted the design of example_test.go in the README, found %q (%v)", shown, err)
	}
}

// Publish pages of your own design: a function that writes the frame of each.
func ExampleBoard_frame() {
	b, err := board.Load(fstest.MapFS{ // in a program: os.DirFS("posts")
		"_board.txt": {Data: []byte("TITLE News\nSTYLE house.css\nLINK [Home](https://parliament.example/) menu\nLINK [Imprint](https://parliament.example/imprint) foot\n")},
		"house.css":  {Data: []byte("nav { float: right }")},
		"fair.txt":   {Data: []byte("SUBJECT A <fair>\nDATE 2019-11-20\nID fair\n\nAt **10:00**.\n")},
	})
	if err != nil {
		log.Print(err)
	}
	b.Frame = frame
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		log.Fatal(err)
	}
	page, err := fs.ReadFile(site, "posts/fair/index.html")
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "<meta") && !strings.HasPrefix(line, "<script") { // for search engines
			fmt.Print(line)
		}
	}
	// Output:
	// <!DOCTYPE html>
	// <html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A &lt;fair&gt; · News</title>
	// <link rel="stylesheet" href="../../house.css"><meta name="description" content="At 10:00.">
	// <link rel="alternate" type="application/feed+json" title="News" href="../../feed.json">
	// <link rel="alternate" type="text/plain" href="../../posts/fair.txt">
	// </head>
	// <body class="post"><nav aria-label="Main"><a href="https://parliament.example/">Home</a> </nav>
	// <main id="main" class="h-entry">
	// <article dir="auto"><header><h1 class="p-name" dir="auto">A &lt;fair&gt;</h1><p class="dates"><time class="dt-published" datetime="2019-11-20" dir="auto">20 November 2019</time></p></header>
	// <div class="e-content"><p>At <strong>10:00</strong>.</p>
	// </div></article>
	// <data class="u-url u-uid" value="../../posts/fair/index.html"></data>
	// </main>
	//
	// <footer>News <a href="https://parliament.example/imprint">Imprint</a> </footer></body></html>
}

// Show one post in a page of your own. Whatever its author wrote, the HTML
// can do no harm there: the handler for clicks is left out.
func ExampleRenderer_Article() {
	post, err := board.Parse("opening.txt", []byte(`SUBJECT The winter session opens
DATE 2026-11-20

The session opens at <b onclick="alert(1)">10:00</b> in the [great hall](hall.html).
`))
	if err != nil {
		log.Print(err)
	}
	r := &board.Renderer{
		BaseURL:      "https://secretariat.example/news/", // what hall.html is relative to
		HeadingLevel: 2,
	}
	if err := r.Article(os.Stdout, post); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <article dir="auto"><header><h2 dir="auto">The winter session opens</h2><p><time datetime="2026-11-20">2026-11-20</time></p></header>
	// <p>The session opens at <b>10:00</b> in the <a href="https://secretariat.example/news/hall.html" rel="noopener noreferrer">great hall</a>.</p>
	// </article>
}

// Make HTML from somewhere else safe to show.
func ExampleRenderer_Sanitize() {
	untrusted := `<p style="position: fixed">Read <a href="https://parliament.example/">this</a>, not <a href="javascript:alert(1)">that</a>.<p>The <em>end`
	if err := new(board.Renderer).Sanitize(os.Stdout, untrusted); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <p>Read <a href="https://parliament.example/" rel="noopener noreferrer">this</a>, not that.</p><p>The <em>end</em></p>
}

// Read a JSON Feed, whoever wrote it, and render its posts.
func ExampleReadFeed() {
	feed := []byte(`{
		"version": "https://jsonfeed.org/version/1.1",
		"title": "News of the Secretariat",
		"next_url": "https://secretariat.example/news/page-2/feed.json",
		"items": [{
			"id": "1",
			"title": "The winter session opens",
			"date_published": "2026-11-20T10:00:00Z",
			"content_html": "<p>In the great hall.</p><script>alert(1)</script>"
		}]
	}`)
	b, err := board.ReadFeed("feed.json", feed)
	if err != nil {
		log.Print(err)
	}
	b.Now = func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) } // in a program: leave it nil
	r := new(board.Renderer)
	for post := range b.All() {
		if err := r.Article(os.Stdout, post); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println()
	fmt.Println("older posts:", b.Next("https://secretariat.example/news/feed.json"))
	// Output:
	// <article dir="auto"><header><h1 dir="auto">The winter session opens</h1><p><time datetime="2026-11-20T10:00:00Z">2026-11-20T10:00:00Z</time></p></header>
	// <div>
	// <p>In the great hall.</p>
	// </div></article>
	// older posts: https://secretariat.example/news/page-2/feed.json
}

// Write a post that a program made as a source file.
func ExampleFormat() {
	date, _ := board.ParseDate("20 November 2026")
	post := &board.Post{
		Subject: "The winter session opens",
		Date:    date,
		Tags:    []string{"sessions"},
		By:      board.Author{Name: "Press Office", Email: "press@secretariat.example"},
		Body:    "The session opens at **10:00**.",
	}
	os.Stdout.Write(board.Format(post))
	// Output:
	// Board View
	// SUBJECT The winter session opens
	// DATE 2026-11-20
	// TAGS sessions
	//
	// The session opens at **10:00**.
	//
	// BY Press Office (press@secretariat.example)
}

// Check a post before it is published. Check finds more than Parse: also what
// the policy would leave out.
func ExampleRenderer_Check() {
	source := `SUBJECT The winter session opens
DATE 2026-11-20

See <a href="javascript:alert(1)">the agenda</a>.
`
	r := &board.Renderer{BaseURL: "./"}
	if err := r.Check("opening.txt", []byte(source)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// opening.txt:4:5: wanted an address that may be shown, found "javascript:alert(1)": the scheme javascript: is not allowed
}
