package frontmatter

// Read returns the values of front matter, which have keys. The error is nil or
// an [Error], and then there are no values: who reads half of it does not know
// what the other half says.
func (b *Block) Read() ([]*Value, error) {
	values, err := b.read()
	if err != nil {
		return nil, err
	}
	return values, nil
}

func (b *Block) read() ([]*Value, *Error) {
	switch {
	case !b.closed && b.fence == "":
		return nil, &Error{Place{1, 1}, `wanted a line "}" to end the front matter, found none`}
	case !b.closed:
		return nil, &Error{Place{1, 1}, `wanted a second line "` + b.fence + `" to end the front matter, found none`}
	case len(b.Text) > maxSize:
		return nil, &Error{Place{b.Line, 1}, "wanted at most 256 KiB of front matter, found more"}
	}
	if b.format == yamlFormat {
		if values, ok := readPlain(b.Text, b.Line); ok {
			return values, nil
		}
	}
	return b.readRest()
}
