package deliver

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// CheckNames refuses names that would lead out of a directory, or that no
// address or log can hold. Where the target does not tell upper from lower
// case, it refuses names that differ in nothing else, too: one of the two
// files would be lost.
func CheckNames(names []string, foldsCase bool) error {
	var errs []error
	for _, name := range names {
		if err := checkName(name); err != nil {
			errs = append(errs, err)
		}
	}
	if foldsCase {
		errs = append(errs, sameButForCase(names)...)
	}
	return errors.Join(errs...)
}

func checkName(name string) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("%q: wanted a name inside the directory, found one that leads out of it", name)
	}
	if _, err := filepath.Localize(name); err != nil || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("%q: wanted a name that files can have here, found one that they cannot", name)
	}
	if name == Folder || strings.HasPrefix(name, Folder+"/") {
		return fmt.Errorf("%q: wanted a file of the board, found one in the folder %s, which is for the log", name, Folder)
	}
	return nil
}

func sameButForCase(names []string) (errs []error) {
	same := make(map[string][]string)
	for _, name := range names {
		folded := strings.ToLower(name)
		same[folded] = append(same[folded], name)
	}
	for _, folded := range slices.Sorted(maps.Keys(same)) {
		if names := same[folded]; len(names) > 1 {
			errs = append(errs, fmt.Errorf("%q: wanted names that differ in more than case, as this disk does not tell them apart, found %q", names[0], names[1:]))
		}
	}
	return errs
}
