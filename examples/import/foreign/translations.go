package foreign

import (
	"cmp"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// translation is the field in which a post keeps, until all posts are known,
// where it stands in another language: "ko https://…".
const translation = "x-translation"

// linkTranslations links posts that say of each other that they are the same
// in another language. Of two, the one that came first is the original.
// Where the other is not among the posts, its address stays.
func linkTranslations(posts []*board.Post) {
	at := make(map[string]*board.Post)
	for _, p := range posts {
		if at[p.URL] == nil && p.URL != "" {
			at[p.URL] = p
		}
	}
	for _, p := range posts {
		rest := slices.DeleteFunc(p.Meta[translation], func(s string) bool {
			lang, address, _ := strings.Cut(s, " ")
			return linkTranslation(p, at[address], lang)
		})
		if len(rest) > 0 {
			p.Meta[translation] = rest
		} else if delete(p.Meta, translation); len(p.Meta) == 0 {
			p.Meta = nil
		}
	}
}

// linkTranslation reports whether two posts are linked now.
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
	return other.Translates == original.ID || original.Translates == other.ID || original.Translates == other.Translates
}
