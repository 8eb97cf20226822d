package board

import (
	"cmp"

	"github.com/boardview/board/internal/plaintext"
)

// feedTranslations tells the widget of the posts that translate p.
func (s *site) feedTranslations(r *Renderer, p *Post) (list []feedTranslation) {
	for _, other := range s.translations[p] {
		if other != p {
			list = append(list, feedTranslation{s.lang(other), r.file(postName(other)), other.ID, other.Subject})
		}
	}
	return list
}

// lang is the language of a post, as far as it is known.
func (s *site) lang(p *Post) string { return plaintext.Language(cmp.Or(p.Lang, s.board.Lang)) }
