// Package stylesheet embeds board.css, the style sheet that all published pages
// link to. Publish writes it into the tree; the class names in it are those in
// the root's pages.go and render.go. The widget does not use it.
package stylesheet

import _ "embed"

// CSS is the file board.css.
//
//go:embed board.css
var CSS []byte
