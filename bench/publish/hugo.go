package publish

import (
	"embed"
	"io/fs"
	"os"
)

// site is a small site for Hugo with what a board's has, as far as Hugo
// makes it: pages of the list and of each tag, a page for each post with
// newer and older, Open Graph, RSS and a sitemap.
//
//go:embed site
var site embed.FS

func writeSite(dir string) error {
	files, err := fs.Sub(site, "site")
	if err != nil {
		return err
	}
	return os.CopyFS(dir, files)
}
