package importer

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/boardview/board/internal/assets"
)

var schemeRE = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)

func hasScheme(address string) bool { return schemeRE.MatchString(address) }

// tidy percent-encodes characters that addresses in posts cannot have, and
// drops line ends as browsers do.
var tidy = strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "", "\r", "", "\t", "")

// address returns what an address in the file means outside of it: the name
// of a file that was saved beside it, or a web address.
func (r *reader) address(s string, at int) string {
	s = tidy.Replace(strings.TrimSpace(s))
	u, err := url.Parse(s)
	switch {
	case err != nil || hasScheme(s) || s == "" || r.final[s]:
		return s
	case strings.HasPrefix(s, "//"):
		return "https:" + s
	}
	if saved := r.savedFile(u.Path); saved != "" {
		return r.finally(saved)
	}
	if r.base != nil {
		return r.base.ResolveReference(u).String()
	}
	r.at(at, board.Guessed, "wanted an address that says where it starts, found %q: give it with -url", excerpt(s))
	return r.finally(s)
}

// finally marks a relative address as one of the board, which is not resolved
// again.
func (r *reader) finally(address string) string {
	if r.final == nil {
		r.final = make(map[string]bool)
	}
	r.final[address] = true
	return address
}

// savedFile returns the address of a file that was saved beside the one that
// is read, "" if there is none.
func (r *reader) savedFile(name string) string {
	name = path.Join(path.Dir(r.name), name)
	if r.Importer.files == nil || !fs.ValidPath(name) || isForeign(name) || assets.IsSource(name) || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
		return ""
	}
	if info, err := fs.Stat(r.Importer.files, name); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	r.saved = append(r.saved, name)
	return (&url.URL{Path: name}).EscapedPath()
}

// photosOf returns the photos that a post can have, without duplicates.
func (r *reader) photosOf(photos []board.Photo, at int) (list []board.Photo) {
	seen := make(map[string]bool)
	for _, p := range photos {
		p.URL = r.address(p.URL, at)
		if p.URL == "" && p.Caption == "" || p.URL != "" && seen[p.URL] {
			continue
		}
		seen[p.URL] = true
		p.Caption, p.Alt = htmltree.OneLine(p.Caption), htmltree.OneLine(p.Alt)
		list = append(list, p)
	}
	return list
}

// attachmentsOf returns the attachments that a post can have. Of one without
// a usable address the name is kept.
func (r *reader) attachmentsOf(d *draft) (list []board.Attachment) {
	for _, f := range d.files {
		a := f.Attachment
		a.Title, a.Type = r.clip(d, "title", plainText(a.Title)), strings.ToLower(strings.TrimSpace(a.Type))
		if a.URL == "" || strings.HasPrefix(strings.ToLower(a.URL), "javascript:") || a.URL == "#" {
			r.at(f.at, board.BadValue, "wanted the address of an attachment, found %q for %q: its name is kept", excerpt(a.URL), a.Title)
			d.keep("attachment", a.Title)
			continue
		}
		if !mediaTypeRE.MatchString(a.Type) {
			a.Type = ""
		}
		a.URL = r.address(a.URL, f.at)
		list = append(list, a)
	}
	return list
}

var mediaTypeRE = regexp.MustCompile(`^[a-z]+/[\w.+-]+$`)
