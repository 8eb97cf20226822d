package importer

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
)

// readJSON reads all items of a JSON Feed, whether they are due or not.
func (r *reader) readJSON() *feed {
	var f struct {
		Title, Description, Language, Version string
		Home                                  string            `json:"home_page_url"`
		Next                                  string            `json:"next_url"`
		Items                                 []json.RawMessage `json:"items"`
		Authors, Author                       any
	}
	if err := json.Unmarshal([]byte(r.text), &f); err != nil {
		r.at(jsonOffset(err), board.FileError, "wanted a JSON Feed, found: %v", err)
	}
	if !strings.HasPrefix(f.Version, "https://jsonfeed.org/version/") {
		r.at(0, board.Guessed, "wanted a JSON Feed, found the version %q", f.Version)
	}
	if base := parseBase(f.Home); base != nil {
		r.base = base
	}
	out := &feed{title: htmltree.OneLine(f.Title), description: htmltree.OneLine(f.Description), url: f.Home, lang: f.Language, next: f.Next}
	r.lang = out.lang
	if r.authors = jsonPeople(f.Authors); r.authors == nil {
		r.authors = jsonPeople(f.Author)
	}
	at := 0
	for i, item := range f.Items {
		if most := r.maxItems(); i == most {
			r.at(at, board.LeftOut, "wanted at most %d items, found %d: the rest was not read", most, len(f.Items))
			break
		}
		at += max(strings.Index(r.text[at:], string(item)), 0)
		if p := r.jsonItem(at, item); p != nil {
			out.posts = append(out.posts, p)
		}
		at += len(item)
	}
	return out
}

func jsonOffset(err error) int {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &syntax) {
		return int(syntax.Offset)
	}
	if errors.As(err, &wrong) {
		return int(wrong.Offset)
	}
	return 0
}

// jsonItem reads an item. One that a board published has its source; the HTML
// of any other is converted to Markdown.
func (r *reader) jsonItem(at int, src []byte) *board.Post {
	var fields map[string]any
	if err := json.Unmarshal(src, &fields); err != nil || fields == nil {
		r.at(at, board.LeftOut, "wanted an object, found %q", excerpt(string(src)))
		return nil
	}
	p, err := board.FromItem(fields)
	if err != nil {
		r.at(at, board.BadValue, "%v", err)
	}
	if ours, ok := fields["_board"].(map[string]any); ok && ours["body"] != nil {
		return r.settle(p, &draft{at: at})
	}
	d := r.jsonDraft(at, p, fields)
	p.Body, p.Lang = "", cmp.Or(p.Lang, languageTag(r.lang))
	r.setDates(p, d)
	r.setPeople(p, d)
	r.setBody(p, d)
	p.Attachments = r.attachmentsOf(d)
	p.URL = r.resolve(p.URL)
	p.ID, p.Meta = d.id, r.metaOf(d)
	return r.settle(p, d)
}

// taken are the fields of an item for which a post has fields.
var taken = []string{
	"title", "content_html", "content_text", "date_published", "date_modified", "tags", "language", "url", "image", "author", "authors", "attachments", "id",
}

func (r *reader) jsonDraft(at int, p *board.Post, fields map[string]any) *draft {
	text := func(name string) string { s, _ := fields[name].(string); return s }
	d := &draft{at: at, html: text("content_html"), url: p.URL, lang: p.Lang,
		published: text("date_published"), updated: text("date_modified")}
	d.setAuthors(jsonPeople(fields["authors"])...)
	d.setAuthors(jsonPeople(fields["author"])...)
	d.setAuthors(r.authors...)
	for _, a := range p.Attachments {
		d.files = append(d.files, file{a, at})
	}
	if d.html == "" {
		d.text = text("content_text")
	}
	if image := text("image"); image != "" {
		d.leads = []board.Photo{{URL: image}}
	}
	if id, ok := fields["id"].(float64); ok {
		d.keep("guid", strconv.FormatFloat(id, 'f', -1, 64))
	} else {
		d.setID(text("id"))
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(taken, name) && text(name) != p.URL {
			d.keep("json-"+name, asJSON(fields[name]))
		}
	}
	return d
}

// jsonPeople returns the authors in a value: an array of objects, or the one of
// JSON Feed 1.0.
func jsonPeople(v any) (list []board.Author) {
	for _, one := range manyOf(v) {
		person, _ := one.(map[string]any)
		name, _ := person["name"].(string)
		address, _ := person["url"].(string)
		if email, ok := strings.CutPrefix(address, "mailto:"); ok {
			list = append(list, board.Author{Name: cmp.Or(name, email), Email: email})
		} else if name != "" || address != "" {
			list = append(list, board.Author{Name: cmp.Or(name, address), URL: address})
		}
	}
	return list
}

// asJSON returns a string unchanged, and any other value as JSON.
func asJSON(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil {
		return ""
	}
	return b.String()
}
