package board

import (
	"cmp"
	"slices"

	"github.com/boardview/board/internal/plaintext"
)

// maxTranslations bounds how many posts say the same, and how many names
// lead from one of them to the original.
const maxTranslations = 200

// translations are the posts to show that say the same in several languages,
// by each of them, the original first. A post names one other, which may
// itself be a translation.
func (b *Board) translations(shown []*Post) map[*Post][]*Post {
	groups := make(map[*Post][]*Post) // by their originals
	for _, p := range shown {
		if first := b.original(p); first != p {
			groups[first] = append(groups[first], p)
		}
	}
	for _, p := range shown {
		if groups[p] != nil {
			groups[p] = append(groups[p], p)
		}
	}
	all := make(map[*Post][]*Post)
	for first, group := range groups {
		slices.SortFunc(group, func(x, y *Post) int {
			return cmp.Or(isNot(x, first)-isNot(y, first), cmp.Compare(x.Lang, y.Lang), cmp.Compare(x.ID, y.ID))
		})
		group = group[:min(len(group), maxTranslations)]
		for _, p := range group {
			all[p] = group
		}
	}
	return all
}

func isNot(p, first *Post) int {
	if p == first {
		return 0
	}
	return 1
}

// original is the post that p goes back to. In a circle every post is its
// own.
func (b *Board) original(p *Post) *Post {
	first := p
	for range maxTranslations {
		if first.Translates == "" {
			return first
		}
		next, ok := b.find(first.Translates)
		if !ok {
			return first
		}
		first = next
	}
	return p
}

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
