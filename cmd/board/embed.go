//go:build release

package main

import (
	"embed"
	"io/fs"
)

// The folder widget is not in the repository: .ci/release has it built, and passes
// it to the compiler with -overlay.
//
//go:embed widget
var files embed.FS

func init() {
	var err error
	if builtIn, err = fs.Sub(files, "widget"); err != nil {
		panic(err) // cannot happen: the name is valid
	}
}
