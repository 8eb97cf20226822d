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
	case !b.closed && b.format == jsonFormat && b.Line == 1:
		return nil, refuse(Place{1, 1}, `wanted a line "}" to end the front matter, found none`)
	case !b.closed:
		return nil, refuse(Place{1, 1}, "wanted a second line %q to end the front matter, found none", b.fence)
	case len(b.Text) > maxSize:
		return nil, refuse(Place{b.Line, 1}, "wanted at most %d bytes of front matter, found %d", maxSize, len(b.Text))
	}
	if b.format == yamlFormat {
		if values, ok := readPlain(b.Text, b.Line); ok {
			return values, nil
		}
	}
	return b.readRest()
}
