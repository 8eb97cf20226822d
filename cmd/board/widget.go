package main

import "io/fs"

// builtIn are the widget's files in a released tool: see embed.go. Else it is nil.
var builtIn fs.FS
