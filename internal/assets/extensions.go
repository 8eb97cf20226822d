package assets

import (
	"path"
	"strings"
)

// Extensions holds the extensions of the files beside the posts: ".jpg". A post that
// contains none of them refers to none of the files. Searching for extensions is
// faster than looking at each address.
type Extensions map[string]bool

// Add adds the extension of a file.
func (e Extensions) Add(name string) { e[path.Ext(name)] = true }

// Has reports whether all these files have one of the extensions.
func (e Extensions) Has(names []string) bool {
	for _, name := range names {
		if !e[path.Ext(name)] {
			return false
		}
	}
	return true
}

// MayBeIn reports whether a text may have an address with one of the extensions.
// What is escaped may be one, as in "a%2Ejpg", and so may what browsers put together,
// as a line end in raw HTML.
func (e Extensions) MayBeIn(text string) bool {
	if len(e) == 0 {
		return false
	}
	if e[""] || strings.ContainsAny(text, "%&\\<\t") {
		return true
	}
	for ext := range e {
		if strings.Contains(text, ext) {
			return true
		}
	}
	return false
}
