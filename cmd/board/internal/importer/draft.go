package importer

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
)

// A draft holds the fields of a post as text of the source, before they are
// checked and converted.
type draft struct {
	at        int // where it starts in the file
	dateAt    int // where its date stands, if not there
	id        string
	title     string // may be HTML, unless it is exact
	exact     bool
	published string
	updated   string
	expires   string
	html      string // the body, as HTML
	text      string // or as plain text
	url       string
	lang      string
	authors   []board.Author
	tags      []string
	photos    []board.Photo
	leads     []board.Photo // those that may stand in the body, too
	files     []file
	meta      map[string][]string
	kept      int    // how many values meta was given
	hidden    string // why the feed's own program does not show it to everybody; "" if it does
}

// A file is an attachment and its offset in the source.
type file struct {
	board.Attachment
	at int
}

// Limits of the fields of a post. Longer ones are cut and reported.
const (
	maxField = 2000 // characters of one
	maxMeta  = 200  // of those nobody knows
)

// keep keeps a value for which a post has no field in Meta.
func (d *draft) keep(name, value string) {
	if value = htmltree.OneLine(value); value == "" {
		return
	}
	if d.kept++; d.kept > maxMeta {
		return
	}
	if d.meta == nil {
		d.meta = make(map[string][]string)
	}
	name = "x-" + fieldName(name)
	d.meta[name] = append(d.meta[name], value)
}

var notFieldRE = regexp.MustCompile(`[^\p{L}\p{M}\p{N}]+`)

// fieldName turns any name into the name of a field.
func fieldName(s string) string {
	s = strings.Trim(notFieldRE.ReplaceAllString(strings.ToLower(s), "-"), "-")
	s = strings.ToValidUTF8(s[:min(len(s), 60)], "")
	return cmp.Or(strings.TrimRight(s, "-"), "other")
}

var languageRE = regexp.MustCompile(`^[A-Za-z]{2,8}(?:[_-][A-Za-z0-9]{1,8})*$`)

// languageTag normalizes a language tag, and returns "" if s is none.
func languageTag(s string) string {
	if s = strings.TrimSpace(s); !languageRE.MatchString(s) {
		return ""
	}
	return strings.ReplaceAll(s, "_", "-")
}

// clip returns s as one line, cut to maxField characters.
func (r *reader) clip(d *draft, what, s string) string {
	s = htmltree.OneLine(s)
	if utf8.RuneCountInString(s) <= maxField {
		return s
	}
	r.at(d.at, board.LeftOut, "wanted a %s of at most %d characters, found more: it was cut", what, maxField)
	return htmltree.OneLine(string([]rune(s)[:maxField]))
}

// setID reads the ID of a post from a tag URI (RFC 4151) such as the board
// publishes, and keeps any other ID in Meta.
func (d *draft) setID(id string) {
	if id = htmltree.OneLine(id); id == d.url {
		return
	}
	if parts := strings.SplitN(id, ":", 3); len(parts) == 3 && parts[0] == "tag" {
		if name, err := url.PathUnescape(parts[2]); err == nil && isSlug(name) {
			d.id = name
			return
		}
	}
	d.keep("guid", id)
}

// isSlug reports whether a post of a board can have the ID.
func isSlug(id string) bool {
	p := &board.Post{ID: id}
	board.New(p)
	return id != "" && p.ID == id
}
