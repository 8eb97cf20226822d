package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// The fields in which a post keeps, until all posts are known, where it
// stands in another language: "ko https://…", and where its original is.
const (
	translation = "x-translation"
	translates  = "x-translates"
)

// linkTranslations links posts that are the same in different languages.
// Where the other is not among the posts, its address stays.
func linkTranslations(posts []*board.Post) {
	at := make(map[string]*board.Post)
	for _, p := range posts {
		if at[p.URL] == nil && p.URL != "" {
			at[p.URL] = p
		}
	}
	for _, p := range posts {
		settled(p, translates, func(address string) bool { return linkOriginal(p, at[address]) })
	}
	for _, p := range posts {
		settled(p, translation, func(s string) bool {
			lang, address, _ := strings.Cut(s, " ")
			return linkTranslation(p, at[address], lang)
		})
	}
}

// settled drops the values of a field that are settled.
func settled(p *board.Post, field string, is func(value string) bool) {
	if rest := slices.DeleteFunc(p.Meta[field], is); len(rest) > 0 {
		p.Meta[field] = rest
	} else if delete(p.Meta, field); len(p.Meta) == 0 {
		p.Meta = nil
	}
}

// linkOriginal reports whether a post is linked to its original now.
func linkOriginal(p, original *board.Post) bool {
	if original == nil || original == p || original.Translates != "" {
		return false
	}
	p.Translates = original.ID
	return true
}

// linkTranslation reports whether two posts that name each other are linked
// now. Of two, the one that came first is the original.
func linkTranslation(original, other *board.Post, lang string) bool {
	switch {
	case other == nil:
		return false
	case other == original:
		return true
	case original.Translates == "" && other.Translates == "":
		other.Translates = original.ID
		other.Lang = cmp.Or(other.Lang, languageTag(lang))
		return true
	}
	return other.Translates == original.ID || original.Translates == other.ID || original.Translates != "" && original.Translates == other.Translates
}
