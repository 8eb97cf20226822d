package importer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// What a label on a board stands in front of.
var labels = map[string]string{}

func init() {
	for field, words := range map[string]string{
		"title":   "제목,글제목,title,subject,тема,заголовок,название,гарчиг,标题,件名",
		"by":      "작성자,글쓴이,등록자,게시자,이름,성명,담당부서,담당자,부서,writer,author,name,by,posted by,автор,от кого,нийтлэсэн,作者",
		"date":    "작성일,등록일,게시일,작성일시,등록일시,등록일자,작성일자,작성시간,날짜,일자,date,posted,posted on,published,дата,дата публикации,опубликовано,огноо,日期,发布时间",
		"updated": "수정일,수정일시,최종수정일,updated,last updated,modified,изменено,обновлено",
		"files":   "첨부파일,첨부,파일,file,files,attachment,attachments,файл,файлы,вложения,хавсралт,附件",
		"body":    "내용,글내용,본문,content,contents,text,message,текст,содержание,сообщение,агуулга,内容",
		"views":   "조회,조회수,hit,hits,views,read,просмотры,просмотров,үзсэн",
		"tags":    "분류,카테고리,구분,category,categories,tags,категория,рубрика,раздел,ангилал",
	} {
		for word := range strings.SplitSeq(words, ",") {
			labels[word] = field
		}
	}
}

// labelOf is what a label stands in front of, "" for what is none.
func labelOf(text string) string {
	text = strings.ToLower(strings.ReplaceAll(text, "\u00a0", " "))
	text = strings.Trim(oneLine(text), " :：|*·-")
	if field, ok := labels[text]; ok {
		return field
	}
	return labels[strings.ReplaceAll(text, " ", "")] // "작 성 자"
}

// A pair is a label with what stands behind it in one line.
type pair struct{ field, value string }

// pairs finds the labels in a line: "글쓴이 : 김영희 날짜 : 2003.11.3".
func pairs(text string) (list []pair) {
	from, end := "", 0
	for i, c := range text {
		if c != ':' && c != '：' {
			continue
		}
		field, start := labelBefore(text[end:i])
		if field == "" {
			continue
		}
		if from != "" {
			list = append(list, pair{from, strings.TrimSpace(text[end : end+start])})
		}
		from, end = field, i+utf8.RuneLen(c)
	}
	if from != "" {
		list = append(list, pair{from, strings.TrimSpace(text[end:])})
	}
	return list
}

// labelBefore is the label that a text ends with, of three words at most,
// and where it starts.
func labelBefore(text string) (field string, start int) {
	text = strings.TrimRight(text, " ")
	start = len(text)
	for range 3 {
		start = strings.LastIndexByte(strings.TrimRight(text[:start], " "), ' ') + 1
		if found := labelOf(text[start:]); found != "" {
			field = found
			return field, start
		}
		if start == 0 {
			break
		}
	}
	return "", 0
}

// withoutLabel is a value without a label in front of it.
func withoutLabel(text string) string {
	text = oneLine(text)
	if list := pairs(text); len(list) > 0 && list[0].value != "" {
		return list[0].value
	}
	first, rest, _ := strings.Cut(text, " ")
	if labelOf(first) != "" && rest != "" {
		return rest
	}
	return text
}

// labels takes what stands behind labels: in the cells of a table, in a list
// of definitions, or in one line with them.
func (p *page) labels() {
	for _, n := range findAll(p.doc, "th, dt, td, strong, b, span, label, em, li, p, div") {
		if n.FirstChild != nil && (p.body == nil || !inside(n, p.body)) && find(n, "table, td, p, li, div, dl") == nil {
			p.label(n)
		}
	}
}

func isCell(n *html.Node) bool { return isElement(n, "th", "dt", "td") }

// maxLabel bounds the text that is looked at for a label, in bytes.
const maxLabel = 200

func (p *page) label(n *html.Node) {
	text := shortWords(n)
	if text == "" {
		return
	}
	if field := labelOf(text); field != "" {
		p.labelled(field, valueOf(n))
		return
	}
	if value := valueOf(n); isElement(n, "th", "dt") && isElement(value, "td", "dd") {
		p.d.keep(text, shortWords(value))
		return
	}
	for _, one := range pairs(text) {
		p.labelledText(one.field, n, one.value)
	}
}

// shortWords are the words of n, "" if there are more than a label and its
// value have.
func shortWords(n *html.Node) string {
	size := 0
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			size += len(strings.TrimSpace(c.Data))
		}
		return size <= maxLabel
	})
	if size > maxLabel || size == 0 {
		return ""
	}
	return words(n)
}

// valueOf is what stands behind a label: the next cell, or the rest of the
// line.
func valueOf(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			if isCell(n) != isElement(s, "td", "dd", "th") {
				return nil
			}
			return s
		}
		if s.Type == html.TextNode && strings.Trim(s.Data, " \t\r\n:：\u00a0") != "" {
			return s
		}
	}
	return nil
}

// labelled takes the value of a label.
func (p *page) labelled(field string, value *html.Node) {
	if value == nil {
		return
	}
	switch field {
	case "body":
		if p.body == nil && value.Type == html.ElementNode {
			p.body = value
		}
	case "files":
		p.labelledFiles(value)
	default:
		text := value.Data
		if value.Type == html.ElementNode {
			text = shortWords(value)
		}
		p.labelledText(field, value, strings.TrimLeft(oneLine(text), ":： "))
	}
}

func (p *page) labelledFiles(value *html.Node) {
	if value.Type != html.ElementNode || len(p.d.files) > 0 {
		return
	}
	for _, link := range findAll(value, "a[href]") {
		p.d.files = append(p.d.files, p.fileOf(link))
	}
}

// labelledText takes the value of a label that is text, where it stands.
func (p *page) labelledText(field string, n *html.Node, text string) {
	d := p.d
	switch field {
	case "title":
		set(&d.title, text)
	case "by":
		set(&d.by.Name, text)
	case "date":
		if _, ok := parseStamp(text, d.lang); ok {
			p.setPublished(n, text)
		}
	case "updated":
		if _, ok := parseStamp(text, d.lang); ok {
			set(&d.updated, text)
		}
	case "tags":
		if len(d.tags) == 0 {
			d.tags = append(d.tags, text)
		}
	case "views":
		if d.meta["x-views"] == nil && text != "" {
			d.keep("views", text)
		}
	}
}
