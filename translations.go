package board

import (
	"cmp"
	"slices"
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
