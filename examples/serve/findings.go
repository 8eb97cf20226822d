package main

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// findings is what is wrong with the posts: what Load found, and what the
// renderer takes out of each.
func (p *publisher) findings(posts fs.FS, loaded error) board.ErrorList {
	list := listOf(loaded)
	renderer := p.renderer
	renderer.BaseURL = p.url
	fs.WalkDir(posts, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && hidden(name) {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !isSource(name) {
			return nil // Load has told what cannot be read
		}
		if source, err := fs.ReadFile(posts, name); err == nil {
			list = append(list, listOf(renderer.Check(name, source))...)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b *board.Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Msg, b.Msg))
	})
	return slices.CompactFunc(list, func(a, b *board.Error) bool { return *a == *b })
}

func listOf(err error) (list board.ErrorList) {
	errors.As(err, &list)
	return list
}

// isSource reports whether Load reads the file as a post.
func isSource(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return (ext == ".txt" || ext == ".md") && !hidden(name)
}

func hidden(name string) bool {
	base := path.Base(name)
	return len(base) > 1 && strings.HasPrefix(base, ".")
}
