package board

import (
	"github.com/boardview/board/internal/locale"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

func (s *site) dress(lang string) *dress {
	return &dress{
		date: func(d Date) string { return locale.LongDate(d.Time, lang) },
		tag:  func(tag string) string { return weburl.Link("tags/" + plaintext.Slug(tag) + "/index.html") },
	}
}
