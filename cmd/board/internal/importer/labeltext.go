package importer

import (
	"strings"
	"unicode/utf8"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"golang.org/x/net/html"
)

// labels maps the labels that boards use to fields, in many languages.
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

// labelOf returns the field of a label, "" if the text is none.
func labelOf(text string) string {
	text = strings.ToLower(strings.ReplaceAll(text, "\u00a0", " "))
	text = strings.Trim(htmltree.OneLine(text), " :：|*·-")
	if field, ok := labels[text]; ok {
		return field
	}
	return labels[strings.ReplaceAll(text, " ", "")] // "작 성 자"
}

// A pair is the field of a label and the value behind it in the line.
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

// labelBefore returns the field of a label at the end of a text, of at most
// three words, and the offset of the label.
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

// withoutLabel removes a label in front of a value.
func withoutLabel(text string) string {
	text = htmltree.OneLine(text)
	if list := pairs(text); len(list) > 0 && list[0].value != "" {
		return list[0].value
	}
	first, rest, _ := strings.Cut(text, " ")
	if labelOf(first) != "" && rest != "" {
		return rest
	}
	return text
}

// maxLabel limits the text in which a label is searched, in bytes, and its nodes.
const maxLabel = 200

// shortWords returns the text of n, "" if it is too long for a label and its
// value.
func shortWords(n *html.Node) string {
	size, nodes := 0, 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			size += len(strings.TrimSpace(c.Data))
		}
		if nodes++; nodes > maxLabel || size > maxLabel {
			return ""
		}
	}
	if size == 0 {
		return ""
	}
	return htmltree.Words(n)
}
