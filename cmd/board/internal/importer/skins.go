package importer

import (
	"regexp"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// A skin describes the pages of a program for boards, by selectors for the
// parts of a post. Programs have many themes, so a part has many selectors.
type skin struct {
	mark   string // what only this program's pages have
	title  string
	body   string
	date   string
	by     string
	tags   string
	photos string
	files  string
	noise  string // what of the body is not the post's
}

var skins = []skin{
	{ // gnuboard
		mark: "#bo_v_con", title: "#bo_v_title .bo_v_tit, #bo_v_title", body: "#bo_v_con",
		date: "#bo_v_info .if_date, #bo_v_info .bo_date, #bo_v_info .datetime", by: "#bo_v_info .sv_member, #bo_v_info .sv_guest, #bo_v_info .bo_name",
		tags: "#bo_v_title .bo_v_cate, #bo_v_info .bo_v_cate", photos: "#bo_v_img img", files: "#bo_v_file a[href], #bo_v_link a[href]",
		noise: "#bo_v_act, #bo_v_share",
	},
	{ // gnuboard 4
		mark: "#writeContents", body: "#writeContents", files: `a[href*="download"]`,
	},
	{ // Rhymix
		mark: ".rd_body .xe_content, .xe_content, .rhymix_content", title: ".rd_hd h1, .read_header h1, .board_read .title, .rd_hd .np_18px",
		body: ".rd_body .xe_content, .read_body .xe_content, .xe_content, .rhymix_content",
		date: ".rd_hd .date, .read_header .time, .board_read .date", by: `.rd_hd a[class*="member_"], .rd_hd .nick, .read_header .author, .rd_hd .side`,
		tags: ".rd_hd .cate, .rd_t_f .tag a, .read_footer .tags a", files: ".rd_file a[href], .rd_fnt .bg a[href], .fileList a[href]",
	},
	{ // Bitrix
		mark: ".news-detail", title: ".news-detail h3, h1", body: ".news-detail", date: ".news-detail .news-date-time, .news-date-time",
		photos: ".news-detail img.detail_picture", noise: ".news-date-time, .news-share, .news-detail-share, img.detail_picture",
	},
}

// wordpress is read after the metadata of a page: many themes have its classes
// without its structure.
var wordpress = skin{
	title: ".entry-title", body: ".entry-content",
	date: "time.entry-date, .posted-on time, .entry-date", tags: `a[rel~="tag"]`,
	photos: ".post-thumbnail img", noise: ".sharedaddy, .jp-relatedposts, .addtoany_share_save_container, .post-navigation, .comments-area",
}

// skin reads the parts of a page that one of the known programs made.
func (p *page) skin() {
	for _, s := range skins {
		if p.first(s.mark) == nil {
			continue
		}
		p.parts(s)
		p.sure = p.body != nil
		return
	}
}

// theme reads the parts of a page that has the classes of a WordPress theme.
func (p *page) theme() {
	if body := p.own(wordpress.body); len(body) > 0 && !p.isWrong(body[0]) {
		p.parts(wordpress)
	}
}

func (p *page) parts(s skin) {
	d := p.d
	title := p.titleAmong(s.title)
	for _, tag := range findAll(p.doc, s.tags) {
		if !inside(tag, p.first(s.body)) {
			d.tags = append(d.tags, htmltree.Words(tag))
		}
		if title != nil && tag != title && inside(tag, title) {
			htmltree.Remove(tag)
		}
	}
	set(&d.title, htmltree.Words(title))
	p.skinDate(s)
	p.person(p.first(s.by))
	if body := p.first(s.body); p.body == nil && body != nil {
		p.body = body
	}
	for _, img := range findAll(p.doc, s.photos) {
		p.image(img, d)
		d.photos = append(d.photos, photoOf(img))
	}
	for _, link := range findAll(p.doc, s.files) {
		if p.body == nil || !inside(link, p.body) {
			d.files = append(d.files, p.fileOf(link))
		}
	}
	for _, n := range findAll(p.body, s.noise) {
		htmltree.Remove(n)
	}
	if p.body != nil && title != nil && inside(title, p.body) {
		htmltree.Remove(title)
	}
}

// titleAmong returns the candidate whose words are in the page's title, or
// else the first one.
func (p *page) titleAmong(candidates string) *html.Node {
	for _, n := range p.own(candidates) {
		if w := htmltree.Words(n); w != "" && strings.Contains(p.title, w) {
			return n
		}
	}
	return p.first(candidates)
}

// setPublished sets the date, and the place of the element for findings.
func (p *page) setPublished(n *html.Node, date string) {
	if p.d.published == "" {
		p.d.published, p.d.dateAt = date, p.placeOf(n, p.d)
	}
}

// skinDate reads the first of the elements that has a date.
func (p *page) skinDate(s skin) {
	for _, n := range findAll(p.doc, s.date) {
		if _, ok := parseStamp(when(n), p.d.lang); ok {
			p.setPublished(n, withoutLabel(when(n)))
		}
	}
}

var fileSizeRE = regexp.MustCompile(`(?i)[(\[]\s*([\d.,]+ ?[KMGКМ]?(?:B|bytes?|Б)?)\s*[)\]]`)

// fileOf reads a link to a file, with its size behind it: "report.hwp
// (120.5K)".
func (p *page) fileOf(link *html.Node) file {
	text := htmltree.Words(link)
	around := text
	if link.Parent != nil {
		around = htmltree.Words(link.Parent)
	}
	a := board.Attachment{URL: p.behindScript(link), Title: text}
	if m := fileSizeRE.FindStringSubmatch(around); m != nil {
		a.Size = sizeOf(strings.NewReplacer("Б", "B", "bytes", "").Replace(m[1]))
		a.Title = htmltree.OneLine(strings.Replace(text, m[0], "", 1))
	}
	return file{a, p.placeOf(link, p.d)}
}

var (
	egovRE   = regexp.MustCompile(`^javascript:\s*fn_egov_downFile\(\s*'([\w-]+)'\s*,\s*'(\d+)'\s*\)`)
	scriptRE = regexp.MustCompile(`^javascript:[^'"]*\(\s*['"]([^'"]*[/?][^'"]*)['"]`)
)

// behindScript returns the address of a link, or the one that its script opens.
func (p *page) behindScript(link *html.Node) string {
	href := htmltree.Attr(link, "href")
	address := ""
	if m := egovRE.FindStringSubmatch(href); m != nil {
		address = "/cmm/fms/FileDown.do?atchFileId=" + m[1] + "&fileSn=" + m[2]
	} else if m := scriptRE.FindStringSubmatch(href); m != nil {
		address = m[1]
	} else {
		return href
	}
	p.at(p.placeOf(link, p.d), board.Guessed, "wanted the address of a file, found %q: %q is taken", excerpt(href), excerpt(address))
	return address
}
