package board

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// beside says what is wrong with a relative address of a file that goes with
// a post: a picture, an attachment, a document that is linked to.
func beside(files fs.FS, u *url.URL) (wrong string) {
	name := path.Clean(u.Path)
	switch {
	case strings.HasPrefix(u.Path, "/") || name == ".." || strings.HasPrefix(name, "../"):
		return "it leads out of the board's directory"
	case weburl.MediaTypes[strings.ToLower(path.Ext(name))] == "":
		return ""
	case strings.Contains("/"+name, "/."):
		return "it is hidden, and not published"
	}
	if info, err := fs.Stat(files, name); err != nil || !info.Mode().IsRegular() {
		return "there is no such file beside the posts"
	}
	return ""
}

// lookBeside notes what is wrong with the files that the post goes with, if
// somebody wants the notes and the files are known.
func (b *builder) lookBeside(raw string) {
	if b.beside == nil {
		return
	}
	u, refused := weburl.Parse(raw)
	if refused != "" || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return
	}
	if wrong := b.beside(u); wrong != "" {
		b.note("wanted the address of a file, found %q: %s", plaintext.Excerpt(raw), wrong)
	}
}
