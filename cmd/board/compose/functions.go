//go:build js && wasm

package main

import (
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/compose"
	"github.com/boardview/board/internal/app/poststate"
	"github.com/boardview/board/internal/stylesheet"
)

// A file is a source file and, for some functions, what to change in it.
type file struct {
	Name   string        `json:"name"`
	Source string        `json:"source"`
	Field  string        `json:"field"`
	Values []string      `json:"values"`
	Text   string        `json:"text"`
	Photos []board.Photo `json:"photos"`
	Draft  bool          `json:"draft"`
	Page   bool          `json:"page"` // is wanted, too
}

var editor compose.Editor

// functions are those that JavaScript calls, by name.
var functions = map[string]function{
	"open":      reading(func(f file) (*compose.Document, error) { return editor.Open(f.Name, f.Source), nil }),
	"setField":  reading(func(f file) (*compose.Document, error) { return editor.SetField(f.Name, f.Source, f.Field, f.Values) }),
	"setText":   reading(func(f file) (*compose.Document, error) { return editor.SetText(f.Name, f.Source, f.Text) }),
	"setPhotos": reading(func(f file) (*compose.Document, error) { return editor.SetPhotos(f.Name, f.Source, f.Photos) }),
	"list":      with(func(files []file) (any, error) { return list(files), nil }),
	"new":       with(func(f file) (any, error) { return compose.New(time.Now(), f.Draft), nil }),
	"paste":     with(func(html string) (any, error) { return compose.Paste(html) }),
	"style":     with(func(struct{}) (any, error) { return string(stylesheet.CSS), nil }),
}

// reading is a function that reads a post, and makes its page if that is wanted.
func reading(read func(file) (*compose.Document, error)) function {
	return with(func(f file) (any, error) {
		d, err := read(f)
		if err == nil && f.Page {
			err = editor.AddPage(d)
		}
		return d, err
	})
}

// list tells of posts what the list of them shows.
func list(files []file) []poststate.Summary {
	posts := make([]poststate.Summary, len(files))
	for i, f := range files {
		posts[i] = poststate.Summarize(f.Name, []byte(f.Source), time.Now())
	}
	return posts
}
