package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/source"
)

// options are the command's.
type options struct {
	source.Options
	site           string
	plain, verbose bool
}

func (o options) export(now time.Time) (plan *deliver.Plan, err error) {
	if inside(o.site, o.Posts) {
		return nil, fmt.Errorf("%s: wanted a directory outside of the posts', found one inside: its files would be posts the next time", o.site)
	}
	err = o.To(func(site fs.FS) (err error) {
		plan, err = delivery{now, o.plain, o.Told}.export(site, o.site)
		return err
	}, now)
	return plan, err
}

// inside reports whether a directory, which may not be there yet, is
// another one or below it.
func inside(dir, outer string) bool {
	dir, err1 := filepath.Abs(dir)
	outer, err2 := filepath.Abs(outer)
	rel, err3 := filepath.Rel(outer, dir)
	return errors.Join(err1, err2, err3) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
