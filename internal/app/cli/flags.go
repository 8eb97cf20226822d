package cli

import (
	"errors"
	"flag"
	"os"
	"time"
	_ "time/tzdata" // for -zone, on systems without a database of zones

	"github.com/boardview/board"
	"github.com/boardview/board/internal/app/postdir"
)

// SizesFlags defines the flags of the smaller copies of pictures, for all commands
// that make some.
func SizesFlags(flags *flag.FlagSet, o *postdir.Options) {
	flags.StringVar(&o.Cache, "cache", "", "the `directory` in which smaller copies of pictures are kept from run to run, instead of one in the user's cache")
}

// BoardFlags defines the flags that describe a board, for all commands that
// publish one.
func BoardFlags(flags *flag.FlagSet, o *postdir.Options) {
	flags.StringVar(&o.Title, "title", "", "the `name` of the board")
	flags.StringVar(&o.Description, "description", "", "what the board is about, in a `sentence`")
	flags.StringVar(&o.Lang, "lang", "", "the `language` of the board, and of posts without LANG: en, ko, zh-Hant")
	flags.StringVar(&o.URL, "url", "", "the `address` where the board will be; RSS, Atom and the sitemap need it")
	flags.StringVar(&o.FirstURL, "first-url", "", "the first `address` of a board that has moved: newsreaders know its posts by it")
	flags.BoolVar(&o.DirectoryURLs, "directory-urls", false, "end the addresses of pages in / instead of /index.html: the web server sends a folder's index.html at the address of the folder")
	flags.Func("widget", "the `directory` of the widget's files, which go run ./wasm/build -o DIR writes; \"\" publishes none", func(dir string) error {
		if o.Widget = nil; dir != "" {
			o.Widget = os.DirFS(dir)
		}
		return nil
	})
	flags.Func("file", "the `path` of a file beside the posts to publish although no post refers to it; give the flag once for each file", func(s string) error {
		o.Files = append(o.Files, s)
		return nil
	})
	flags.Func("now", "the `time` that decides which posts are due, instead of the current time: 2026-11-26T09:00:00+09:00", func(s string) error {
		date, ok := board.ParseDate(s)
		if !ok || !date.HasTime {
			return errors.New("wanted a day and a time")
		}
		o.Now = date.Time
		return nil
	})
	flags.Func("zone", "the time `zone` in which the board's days begin and end, instead of the system's: Europe/Vienna", func(s string) (err error) {
		o.Location, err = time.LoadLocation(s)
		return err
	})
}
