//go:build js && wasm

package main

import (
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/compose"
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
	Page   bool          `json:"page"`
}

// functions are those that JavaScript calls, by name.
var functions = map[string]function{
	"open":      with(func(f file) (any, error) { return compose.Open(f.Name, f.Source), nil }),
	"setField":  with(func(f file) (any, error) { return compose.SetField(f.Name, f.Source, f.Field, f.Values) }),
	"setText":   with(func(f file) (any, error) { return compose.SetText(f.Name, f.Source, f.Text) }),
	"setPhotos": with(func(f file) (any, error) { return compose.SetPhotos(f.Name, f.Source, f.Photos) }),
	"new":       with(func(f file) (any, error) { return compose.New(time.Now(), f.Draft), nil }),
	"paste":     with(func(html string) (any, error) { return compose.Paste(html) }),
	"preview":   with(func(f file) (any, error) { return compose.Preview(f.Name, f.Source, f.Page) }),
}
