//go:build !editor

package frontmatter

// readRest refuses what is not plain: the engine has no libraries.
func (b *Block) readRest() ([]*Value, *Error) {
	return nil, &Error{Place{b.Line, 1}, "wanted plain YAML front matter (a line for each key, with its text; lists of texts), found more, which the widget does not read: show the post from a published board's feed"}
}

// endOfJSON does not look for the end of what will not be read.
func endOfJSON(string) (end int, closed bool) { return 0, true }
