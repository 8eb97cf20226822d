//go:build release

package main

import (
	"embed"
	"io/fs"
)

// The folder widget is not in the repository: .ci/release has it built, and puts
// it beside this file in a module cache of its own.
//
//go:embed widget
var files embed.FS

func init() {
	var err error
	if builtIn, err = fs.Sub(files, "widget"); err != nil {
		panic(err) // cannot happen: the name is valid
	}
}
