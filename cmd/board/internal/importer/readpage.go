package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// readPage reads a saved page as a post.
func (r *reader) readPage() *feed {
	doc, err := parseDocument(withPlaces(r.text))
	if err != nil {
		r.at(0, board.Guessed, "wanted HTML that can be read, found: %v: its text is kept", err)
		return r.pageFeed(&draft{title: titleRE.FindString(r.text), text: htmltree.TextOf(r.text)})
	}
	p := &page{reader: r, doc: doc, d: new(draft)}
	p.title = htmltree.Words(p.first("head title"))
	p.d.lang = cmp.Or(attrOf(p.first("html[lang]"), "lang"), attrOf(p.first(`meta[http-equiv="content-language" i]`), "content"))
	p.origin()
	p.translations()
	p.dropContents()
	p.linkedData()
	p.skin()
	p.form()
	p.metadata()
	p.entry()
	p.theme()
	p.labels()
	if p.d.text == "" && htmltree.Words(p.first("body")) == "" {
		r.fileError("wanted a page with words on it, found none")
		return nil
	}
	p.guess()
	p.d.exact = true
	if p.body != nil {
		p.dropByline()
		p.d.html = htmltree.Content(p.body)
	}
	return r.pageFeed(p.d)
}

func parseDocument(source string) (*html.Node, error) {
	if err := htmltree.CheckTangled(source); err != nil {
		return nil, err
	}
	return html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
}

func (r *reader) pageFeed(d *draft) *feed { return &feed{posts: []*board.Post{r.post(d)}} }

var titleRE = regexp.MustCompile(`(?is)<title[^>]*>.*?</title>`)

// withPlaces adds to every tag its offset in the file, since the parser does
// not keep it and findings need it.
func withPlaces(source string) string {
	var s strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	at := 0
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		raw := z.Raw()
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			name, _ := z.TagName()
			fmt.Fprintf(&s, "%s %s=%d%s", raw[:1+len(name)], htmltree.Place, at, raw[1+len(name):])
		} else {
			s.Write(raw)
		}
		at += len(raw)
	}
	s.Write(z.Raw())
	return s.String()
}

var savedFromRE = regexp.MustCompile(`(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)`)

// origin finds the address of the page and the base of its relative addresses.
func (p *page) origin() {
	saved := ""
	if m := savedFromRE.FindStringSubmatch(p.text[:min(len(p.text), headBytes)]); m != nil {
		saved = m[1]
	}
	canonical := attrOf(p.first(`link[rel~="canonical" i][href]`), "href")
	set(&p.d.url, canonical, p.meta("og:url"), saved)
	for _, address := range []string{saved, canonical, p.meta("og:url")} {
		if base := parseBase(address); base != nil {
			p.base = base
			break
		}
	}
	if base := p.first("base[href]"); base != nil {
		if u := parseBase(p.resolve(htmltree.Attr(base, "href"))); u != nil {
			p.base = u
		}
	}
}

// translations keeps the addresses of the page in other languages.
func (p *page) translations() {
	for _, link := range findAll(p.doc, `link[rel~="alternate" i][hreflang][href]`) {
		if lang := htmltree.Attr(link, "hreflang"); lang != "x-default" {
			p.d.keep("translation", lang+" "+p.resolve(htmltree.Attr(link, "href")))
		}
	}
}
