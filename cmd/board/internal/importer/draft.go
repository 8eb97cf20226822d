package importer

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
)

// A draft is a post on its way from its source: text as it stood there.
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
	by        board.Author
	tags      []string
	photos    []board.Photo
	leads     []board.Photo // those that may stand in the body, too
	files     []file
	meta      map[string][]string
	kept      int // how many values meta was given
}

// A file is an attachment, and where in the source it stands.
type file struct {
	board.Attachment
	at int
}

// Limits of a post's fields; what is longer is cut, and reported.
const (
	maxField = 2000 // characters of one
	maxMeta  = 200  // of those nobody knows
)

// keep keeps a value that a post has no field for.
func (d *draft) keep(name, value string) {
	if value = oneLine(value); value == "" {
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

// fieldName makes the name of a field of any name.
func fieldName(s string) string {
	s = strings.Trim(notFieldRE.ReplaceAllString(strings.ToLower(s), "-"), "-")
	s = strings.ToValidUTF8(s[:min(len(s), 60)], "")
	return cmp.Or(strings.TrimRight(s, "-"), "other")
}

var languageRE = regexp.MustCompile(`^[A-Za-z]{2,8}(?:[_-][A-Za-z0-9]{1,8})*$`)

// languageTag is a language tag as it should be written, "" for what is none.
func languageTag(s string) string {
	if s = strings.TrimSpace(s); !languageRE.MatchString(s) {
		return ""
	}
	return strings.ReplaceAll(s, "_", "-")
}

// clip is s as one line that is not too long.
func (r *reader) clip(d *draft, what, s string) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= maxField {
		return s
	}
	r.at(d.at, "wanted a %s of at most %d characters, found more: it was cut", what, maxField)
	return oneLine(string([]rune(s)[:maxField]))
}

// setID takes the ID out of a tag URI such as ours (RFC 4151), and keeps
// any other.
func (d *draft) setID(id string) {
	if id = oneLine(id); id == d.url {
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

// isSlug reports whether an ID is one of a board's.
func isSlug(id string) bool {
	p := &board.Post{ID: id}
	board.New(p)
	return id != "" && p.ID == id
}
