package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// These fields of Meta hold the addresses of a post in other languages, "ko
// https://…", and of its original, until all posts are known.
const (
	translation = "x-translation"
	translates  = "x-translates"
)

// linkTranslations links posts that are translations of each other. If the
// other post was not imported, its address stays in Meta.
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

// settled drops the values of a field that are resolved.
func settled(p *board.Post, field string, is func(value string) bool) {
	if rest := slices.DeleteFunc(p.Meta[field], is); len(rest) > 0 {
		p.Meta[field] = rest
	} else if delete(p.Meta, field); len(p.Meta) == 0 {
		p.Meta = nil
	}
}

// linkOriginal links a post to its original, and reports whether it could.
func linkOriginal(p, original *board.Post) bool {
	if original == nil || original == p || original.Translates != "" {
		return false
	}
	p.Translates = original.ID
	return true
}

// linkTranslation links two posts that name each other, and reports whether it
// could. The first of the two is the original.
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
