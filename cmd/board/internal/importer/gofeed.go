package importer

import (
	"errors"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

var errNoItem = errors.New("no item")

func parseRSS(source string) (*rss.Feed, error) {
	return new(rss.Parser).Parse(strings.NewReader(source))
}

func parseAtom(source string) (*atom.Feed, error) {
	return new(atom.Parser).Parse(strings.NewReader(source))
}
