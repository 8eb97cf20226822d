package main

import "io/fs"

// The files of the widget and of the editor in a released tool: see embed.go. Else
// they are nil.
var builtIn, builtInEditor fs.FS
