package publish

import (
	"embed"
	"io/fs"
	"os"
)

// site is a small Hugo site with the parts of a board that Hugo generates
// without extensions: pages of the list and of each tag, a page for each post
// with links to the newer and the older one, Open Graph, RSS and a sitemap.
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
