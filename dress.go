package board

import (
	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// A dress is what our own pages add to an article: the class names of
// microformats (microformats.org/wiki/h-entry), dates written out, and where
// the pages of its tags are. Nobody else's page gets a class of ours.
type dress struct {
	date func(Date) string
	tag  func(tag string) (address string)
}

func (s *site) dress(lang string) *dress {
	return &dress{
		date: func(d Date) string { return locale.LongDate(d.Time, lang) },
		tag:  func(tag string) string { return weburl.Link("tags/" + plaintext.Slug(tag) + "/index.html") },
	}
}
