package deploy

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// validNames drops the names that a target cannot have: names that lead out
// of it, that an address or the log cannot contain, or that are reserved for
// the log. foldsCase says that the target does not distinguish upper from
// lower case: of names that differ in case only one is kept, since the
// second file would overwrite the first.
func validNames(all []string, foldsCase bool) (names []string, skipped []Skipped) {
	taken := make(map[string]string) // the names by their lower-case form
	for _, name := range lowerCaseFirst(all, foldsCase) {
		why := checkName(name)
		if other, ok := taken[strings.ToLower(name)]; ok && why == nil {
			why = fmt.Errorf("wanted a name that differs from others in more than case, as this disk does not tell them apart, found one like %q", other)
		}
		if why != nil {
			skipped = append(skipped, Skipped{name, why})
			continue
		}
		names = append(names, name)
		if foldsCase {
			taken[strings.ToLower(name)] = name
		}
	}
	return names, skipped
}

// lowerCaseFirst moves the names in lower case to the front. Files that the
// board makes have such names, so a picture cannot displace one of them.
func lowerCaseFirst(names []string, foldsCase bool) []string {
	if !foldsCase {
		return names
	}
	upper := func(name string) bool { return name != strings.ToLower(name) }
	first := slices.DeleteFunc(slices.Clone(names), upper)
	for _, name := range names {
		if upper(name) {
			first = append(first, name)
		}
	}
	return first
}

func checkName(name string) error {
	switch _, err := filepath.Localize(name); {
	case !fs.ValidPath(name):
		return errors.New("wanted a name inside the directory, found one that leads out of it")
	case err != nil || strings.ContainsFunc(name, unicode.IsControl):
		return errors.New("wanted a name that files can have here, found one that they cannot")
	case name == Folder || strings.HasPrefix(name, Folder+"/"):
		return fmt.Errorf("wanted a file of the board, found one in the folder %s, which is for the log", Folder)
	}
	return nil
}
