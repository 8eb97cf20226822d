package directory

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"

	"github.com/boardview/board/internal/app/deploy"
)

// checkForeign returns an error if files are in the way of new ones that are
// not in the log: they do not belong to the board.
func (t *target) checkForeign(p *deploy.Plan) error {
	var errs []error
	seen := make(map[string]bool)
	for _, s := range p.Steps {
		if s.Kind != deploy.Add || s.Old != (deploy.Entry{}) {
			continue
		}
		for _, name := range append(s.New.CopyNames(s.Name), s.Name) {
			foreign, err := t.inTheWay(name)
			if err != nil {
				return err
			}
			if foreign != "" && !seen[foreign] {
				seen[foreign] = true
				errs = append(errs, t.named(foreign, errors.New("wanted no file or one that was published here, found another: move it away")))
			}
		}
	}
	return errors.Join(errs...)
}

// inTheWay returns the name of a file that is not in the log and blocks a new
// file: it has the same name, or the name of a folder above, or lies below.
func (t *target) inTheWay(name string) (string, error) {
	info, err := t.Lstat(name)
	for errors.Is(err, syscall.ENOTDIR) {
		name = path.Dir(name)
		info, err = t.Lstat(name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", t.named(name, err)
	case info.IsDir():
		return t.foreignBelow(name)
	case t.knows(name):
		return "", nil
	}
	return name, nil
}

// foreignBelow returns the name of a file in a folder that is not in the log, or
// of a folder that is empty: no step will remove it.
func (t *target) foreignBelow(folder string) (string, error) {
	entries, err := t.ReadDir(folder)
	if err != nil {
		return "", t.named(folder, err)
	}
	if len(entries) == 0 {
		return folder, nil
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if e.IsDir() {
			if name, err = t.foreignBelow(name); name != "" || err != nil {
				return name, err
			}
		} else if !t.knows(name) {
			return name, nil
		}
	}
	return "", nil
}

// knows reports whether a file, or the one that it is a compressed copy of, is
// in the log.
func (t *target) knows(name string) bool {
	if _, ok := t.log.Contents[name]; ok {
		return true
	}
	original := strings.TrimSuffix(name, path.Ext(name))
	return slices.Contains(t.log.Contents[original].CopyNames(original), name)
}
