package importer

import (
	"cmp"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/boardview/board/cmd/board/internal/tomarkdown"
	"github.com/boardview/board/internal/cases"
	"golang.org/x/net/html"
)

// bodies are pieces of HTML as editors of boards write them.
var bodies = []string{
	"<p>a &copy; &#8203;", // the end of a line may lose a space that nobody sees
	`<p>a<b>b</b>c <strong><em>d</em></strong></p>`,
	`<p>마크<b>다운(Markdown)</b>의 <i>문법</i>을</p>`,
	`a<br>b<br><br>c<br/><br/><br/>d`,
	`<p>1. not a list</p><p># not a heading</p><p>*a* _b_ <code>c*d</code> [e](f) !x ~g~ ~~h~~</p>`,
	`<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul><ol start="3"><li>e</li></ol>`,
	`<table><tr><td>a</td><td>b | c</td></tr></table><table><tr><th>a</th></tr><tr><td>b<br>c</td></tr></table>`,
	`<h2>a</h2><h5>b <a href="https://a.example/?x=1&amp;y=(2)" title="t">c</a></h5><hr>`,
	`<blockquote><p>a</p><blockquote>b</blockquote></blockquote><pre>a
   b

	c</pre>`,
	`<p><a href="https://a.example/"><img src="https://a.example/b c.png" alt="d [e]"></a></p>`,
	`<div><div><font color="red">a</font> <span>b</span></div><center>c<p>d</p></center></div>`,
	`<p>H<sub>2</sub>O x<sup>2</sup> <u>u</u> <mark>m</mark> <q>q</q> <abbr title="t">x</abbr> <ruby>漢<rt>kan</rt></ruby></p>`,
	`<dl><dt>a</dt><dd>b</dd></dl><details><summary>s</summary><p>d</p></details>`,
	`<p>PHOTO: a</p><p>photo b</p><p>Board View</p><p>SUBJECT c</p><p>---</p><p>BY d (e@f.example)</p>`,
	`<p>a&lt;b&gt; &amp;amp; &copy; &nbsp; &#8203;z \ \* https://bare.example/ a@b.example</p>`,
	"<p>a\n\n\nb</p>\n\n<pre>\n\n\nc\n\n\nPHOTO: d</pre>",
	`<p dir="rtl" lang="ar">مرحبا <b>بكم</b></p>`,
	`<ul><li><input type="checkbox" checked disabled> done</li><li><input type=checkbox> to do</li></ul>`,
	`</div></div><p>unbalanced <b>a <i>b</b> c</i>`,
}

// TestFidelity: a body that was converted to Markdown has the same words, links
// and pictures as its HTML. The cases of package board are used, too.
func TestFidelity(t *testing.T) {
	all, err := cases.Read(os.DirFS("../../../../testdata"))
	if err != nil {
		t.Fatal(err)
	}
	sources := slices.Clone(bodies)
	for _, c := range all {
		article, _ := c.Want("article")
		sources = append(sources, article)
	}
	markdown := 0
	for _, source := range sources {
		if !strings.Contains(checkFidelity(t, source), "</") {
			markdown++
		}
	}
	t.Logf("%d of %d bodies are Markdown alone", markdown, len(sources))
	if markdown < len(sources)/3 {
		t.Errorf("wanted a third of the bodies in Markdown, found %d of %d", markdown, len(sources))
	}
}

func checkFidelity(t *testing.T, source string) string {
	t.Helper()
	root, err := htmltree.ParseFragment(source)
	if err != nil {
		return ""
	}
	r := &reader{Importer: new(Importer), base: parseBase("https://board.invalid/")}
	d := new(draft)
	r.clean(root, d)
	want := essence(tomarkdown.Sanitized(htmltree.Content(root)))
	p := &board.Post{Subject: "s", ID: "s", Body: r.body(root, d)}
	again, _ := board.Parse("a.txt", board.Format(p))
	if got := essence(tomarkdown.Rendered(again.Body)); got != want {
		t.Errorf("%s\nbecame\n%s\nwhich says\n%q\ninstead of\n%q", source, again.Body, got, want)
	}
	return again.Body
}

// essence returns what must not be lost: letters, links with a text, pictures.
// It shares no code with the comparison in the importer.
func essence(source string) string {
	var letters, addresses strings.Builder
	link := ""
	z := html.NewTokenizer(strings.NewReader(source))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		text := strings.Join(strings.Fields(strings.ReplaceAll(t.Data, "\u200b", " ")), "") // a space without width
		switch {
		case kind == html.TextToken:
			letters.WriteString(text)
			if link != "" && text != "" && !bare(t.Data, link) {
				addresses.WriteString(" " + link)
				link = ""
			}
		case t.Data == "a":
			link = value(t, "href")
		case t.Data == "img":
			addresses.WriteString(" " + value(t, "src") + " " + value(t, "alt"))
		}
	}
	return letters.String() + addresses.String()
}

// bare reports a link that may be mere words in one of the two.
func bare(text, address string) bool {
	text = strings.TrimSpace(text)
	return text == address || "mailto:"+text == address || "http://"+text == address
}

func value(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			plain, _ := url.PathUnescape(a.Val)
			return cmp.Or(plain, a.Val)
		}
	}
	return ""
}

// FuzzBody: any HTML has the same content as Markdown.
func FuzzBody(f *testing.F) {
	for _, source := range bodies {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) < 10_000 {
			checkFidelity(t, strings.ToValidUTF8(source, "?"))
		}
	})
}
