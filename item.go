package board

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// ReadItem reads one item of a JSON Feed, ours or anybody's. It is as
// lenient as it can be: the error tells of fields of the wrong type, which
// are left out; only what is no JSON object gives no post.
func ReadItem(src []byte) (*Post, error) {
	var item any
	if err := json.Unmarshal(src, &item); err != nil {
		return nil, err
	}
	fields, ok := item.(map[string]any)
	if !ok {
		return nil, errors.New("wanted an object")
	}
	return FromItem(fields)
}

// FromItem is ReadItem for an item that has been decoded, as encoding/json
// decodes into an interface.
func FromItem(fields map[string]any) (*Post, error) {
	var wrong []string
	post := readPost(object{fields, "", &wrong})
	if wrong != nil {
		return post, errors.New(strings.Join(wrong, ", "))
	}
	return post, nil
}

// An object is a JSON object. What is not there, or null, or of another
// type than wanted, counts as empty.
type object struct {
	fields map[string]any
	path   string    // to this object: "_board.by."
	wrong  *[]string // the fields that are of another type
}

// maxWrong bounds what a hostile item can make us say.
const maxWrong = 20

func get[T any](o object, name, want string) T {
	v, ok := o.fields[name].(T)
	if !ok && o.fields[name] != nil {
		o.report(name, want)
	}
	return v
}

func (o object) report(name, want string) {
	if len(*o.wrong) < maxWrong {
		*o.wrong = append(*o.wrong, "wanted "+want+" for "+strconv.Quote(o.path+name))
	}
}

// text gives a string; a number is one too: IDs often are.
func (o object) text(name string) string {
	if n, ok := o.fields[name].(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return get[string](o, name, "text")
}

func (o object) line(name string) string { return plaintext.OneLine(o.text(name)) }

// web gives an address of the web, "" for what is none.
func (o object) web(name string) string { return o.only(name, weburl.IsWeb, "an address of the web") }

func (o object) lang(name string) string {
	return o.only(name, plaintext.LangRE.MatchString, "a language tag")
}

func (o object) only(name string, proper func(string) bool, want string) string {
	s := o.line(name)
	if s != "" && !proper(s) {
		o.report(name, want)
		return ""
	}
	return s
}

// id gives the ID of another post, "" for none.
func (o object) id(name string) string {
	if id := o.text(name); id != "" {
		return plaintext.Slug(id)
	}
	return ""
}

func (o object) ids(name string) (list []string) {
	for _, id := range o.texts(name) {
		list = append(list, plaintext.Slug(id))
	}
	return list
}

func (o object) date(name string) Date {
	d, _ := ParseDate(o.text(name)) // it may be anything
	return d
}

// number gives an integer from 0 to most, 0 for any other.
func (o object) number(name string, most float64) int64 {
	n := get[float64](o, name, "a number")
	if n >= 0 && n <= most {
		return int64(n)
	}
	return 0
}

func (o object) object(name string) object {
	return object{get[map[string]any](o, name, "an object"), o.path + name + ".", o.wrong}
}

// objects gives the objects of an array.
func (o object) objects(name string) (list []object) {
	for _, element := range get[[]any](o, name, "an array") {
		one := object{map[string]any{name: element}, o.path, o.wrong}
		list = append(list, one.object(name))
	}
	return list
}

// texts gives the strings of an array.
func (o object) texts(name string) (list []string) {
	for _, element := range get[[]any](o, name, "an array") {
		one := object{map[string]any{name: element}, o.path, o.wrong}
		list = append(list, one.text(name))
	}
	return list
}

func readPost(item object) *Post {
	p := &Post{
		Subject: item.subject(),
		Updated: item.date("date_modified"),
		Tags:    appendTags(nil, plaintext.OneLine(strings.Join(item.texts("tags"), ","))),
		Lang:    item.lang("language"),
	}
	if ext := item.object("_board"); ext.fields["body"] != nil {
		p.fillOurs(ext)
		p.URL = item.web("external_url")
	} else {
		p.fill(item)
	}
	if p.ID == "" {
		p.ID = makeID(p.Date, p.Subject)
	}
	p.ID = plaintext.Slug(p.ID)
	return p
}

// subject is the item's title, or what else may stand for one.
func (item object) subject() string {
	subject := plaintext.FirstSeen(item.line("title"), item.line("summary"))
	if subject == "" {
		subject = plaintext.FirstSeen(plaintext.OneLine(plaintext.FirstLine(item.text("content_text"))), item.line("id"), "post")
	}
	return subject
}

// fill takes the fields of an item that is not ours.
func (p *Post) fill(item object) {
	p.Label, p.Subject = splitLabel(p.Subject)
	p.Date = item.date("date_published")
	p.URL = cmp.Or(item.web("url"), item.web("external_url"))
	p.By = readAuthor(item.object("author")) // JSON Feed 1.0
	if authors := item.objects("authors"); len(authors) > 0 {
		p.By = readAuthor(authors[0])
	}
	p.By.Email = "" // where we are not told that it is one
	p.Attachments = readAttachments(item)
	content := item.text("content_html")
	if image := item.line("image"); image != "" && !strings.Contains(content, "<img") {
		p.Photos = []Photo{{URL: noAngles.Replace(image)}}
	}
	p.Body = cmp.Or(htmlBody(content), textBody(item.text("content_text")))
}

// fillOurs takes our own fields.
func (p *Post) fillOurs(ext object) {
	p.ID = ext.text("id")
	p.Label = ext.line("label")
	p.Date, p.Updated, p.Expires = ext.date("date"), ext.date("updated"), ext.date("expires")
	withdrawn := ext.object("withdrawn")
	p.Withdrawn = Withdrawal{withdrawn.date("date"), withdrawn.line("reason")}
	if p.Withdrawn.Date.IsZero() && withdrawn.fields != nil {
		p.Withdrawn.Date = undated
	}
	p.Translates = ext.id("translates")
	p.Aliases = ext.ids("aliases")
	p.Pinned = get[bool](ext, "pinned", "true or false")
	p.Body = ext.text("body")
	p.By = readAuthor(ext.object("by"))
	p.Attachments = readAttachments(ext)
	for _, o := range ext.objects("photos") {
		if photo := readPhoto(o); photo != (Photo{}) {
			p.Photos = append(p.Photos, photo)
		}
	}
	p.Meta = readMeta(ext.object("meta"))
}

func readMeta(o object) map[string][]string {
	meta := make(map[string][]string)
	for _, name := range slices.Sorted(maps.Keys(o.fields)) {
		if !isMetaName(name) {
			o.report(name, "the name of a field")
			continue
		}
		for _, value := range o.texts(name) {
			meta[name] = append(meta[name], plaintext.OneLine(value))
		}
	}
	if len(meta) == 0 {
		return nil
	}
	return meta
}

func readPhoto(o object) Photo {
	return Photo{
		URL: noAngles.Replace(o.line("url")), Caption: o.line("caption"), Alt: o.line("alt"),
		Width: int(o.number("width", maxPixels)), Height: int(o.number("height", maxPixels)),
	}
}

func readAuthor(o object) Author {
	return Author{Name: o.line("name"), Email: o.only("email", weburl.IsEmail, "an e-mail address"), URL: o.web("url")}
}

// maxSize bounds the size of an attachment in bytes: a petabyte.
const maxSize = 1e15

func readAttachments(o object) (list []Attachment) {
	for _, a := range o.objects("attachments") {
		file := Attachment{
			URL: noAngles.Replace(a.line("url")), Title: a.line("title"), Type: a.line("mime_type"), Size: a.number("size_in_bytes", maxSize),
		}
		if file.URL != "" {
			list = append(list, file)
		}
	}
	return list
}
