// Package stylesheet embeds what all published pages link to: board.css, their
// style sheet, and favicon.svg. Publish writes them into the tree; the class
// names in board.css are those in the root's pages.go, render.go and
// internal/safehtml. The widget uses neither.
package stylesheet

import _ "embed"

// CSS is the file board.css.
//
//go:embed board.css
var CSS []byte

// Icon is the file favicon.svg.
//
//go:embed favicon.svg
var Icon []byte
