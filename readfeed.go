package board

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// Limits of a feed that is read: the bytes of it, and the items in it.
const (
	MaxFeed  = 2 << 20
	maxItems = 200
)

// ReadFeed reads one page of a JSON Feed, ours or anybody's, as a board.
// The name is for findings. The board is always usable: a bad item never
// hides the others. Board.NextURL leads to the page with the older posts.
func ReadFeed(name string, src []byte) (*Board, error) {
	r := feedReader{name: name, src: bytes.TrimPrefix(src, []byte("\ufeff"))}
	f := r.feed()
	var posts []*Post
	for i, item := range f.Items {
		if i == maxItems {
			r.report(0, LeftOut, "wanted at most %d items, found %d: the rest was not read", maxItems, len(f.Items))
			break
		}
		if p := r.item(i, item); p != nil {
			posts = append(posts, p)
		}
	}
	b := New(posts...)
	b.Title, b.Description, b.Lang = plaintext.OneLine(f.Title), plaintext.OneLine(f.Description), plaintext.Language(f.Language)
	b.URL = r.address("home_page_url", f.HomePageURL)
	b.NextURL = (&Renderer{BaseURL: "./"}).absolute(f.NextURL)
	return b, r.errs.err()
}

// A feedReader gathers the findings of one ReadFeed.
type feedReader struct {
	name string
	src  []byte
	at   int // where the next item is looked for
	errs ErrorList
}

func (r *feedReader) report(offset int64, kind Kind, format string, args ...any) *Error {
	line, col := plaintext.Position(r.src[:min(offset, int64(len(r.src)))])
	e := place{line, col}.finding(r.name, kind, format, args...)
	r.errs = append(r.errs, e)
	return e
}

// address passes an address of the web.
func (r *feedReader) address(name, s string) string {
	if s = plaintext.OneLine(s); s != "" && !weburl.IsWeb(s) {
		r.report(0, BadValue, "wanted an address of the web for %q, found %q", name, s)
		return ""
	}
	return s
}

func (r *feedReader) feed() (f feed) {
	if len(r.src) > MaxFeed {
		r.report(0, FileError, "wanted at most %d bytes, found %d: nothing was read", MaxFeed, len(r.src))
		return feed{}
	}
	err := json.Unmarshal(r.src, &f)
	r.jsonError(err)
	if err == nil && !strings.HasPrefix(f.Version, "https://jsonfeed.org/version/") {
		r.report(0, Guessed, "wanted a JSON Feed (%s), found the version %q", feedVersion, f.Version)
	}
	return f
}

func (r *feedReader) item(i int, src json.RawMessage) *Post {
	p, err := ReadItem(src)
	r.at += max(bytes.Index(r.src[r.at:], src), 0)
	if err != nil {
		r.report(int64(r.at), BadValue, "item %d: %v", i+1, err).Err = err
	}
	r.at += len(src)
	return p
}

// jsonError reports where in the file encoding/json stopped.
func (r *feedReader) jsonError(err error) {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
	case errors.As(err, &syntax):
		r.report(syntax.Offset, FileError, "wanted JSON, found: %v", err).Err = err
	case errors.As(err, &wrong):
		r.report(wrong.Offset, BadValue, "wanted another type of value, found: %v", err).Err = err
	}
}
