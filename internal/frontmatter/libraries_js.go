package frontmatter

// read refuses what is not plain: the engine has no libraries.
func (format) read(string) ([]Field, *Error) {
	return nil, refuse(Place{1, 1}, "wanted plain YAML front matter (a line for each key, with its text; lists of texts), found more, which the widget does not read: show the post from a published board's feed")
}
