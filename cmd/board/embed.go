//go:build release

package main

import (
	"embed"
	"io/fs"
)

// The folders widget and editor are not in the repository: .ci/release has them
// built, and puts them beside this file in a module cache of its own.
//
//go:embed widget editor
var files embed.FS

func init() {
	var err error
	if builtIn, err = fs.Sub(files, "widget"); err != nil {
		panic(err) // cannot happen: the name is valid
	}
	if builtInEditor, err = fs.Sub(files, "editor"); err != nil {
		panic(err) // neither
	}
}
