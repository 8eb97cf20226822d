package frontmatter

// Read returns the fields of front matter. The error is nil or an [Error], and
// then there are no fields: who reads half of it does not know what the other
// half says.
func (b Block) Read() ([]Field, error) {
	fields, err := b.read()
	if err != nil {
		err.Line += b.Line - 1
		return nil, err
	}
	move(fields, b.Line-1)
	return fields, nil
}

// read counts lines from the first one of the text: the fence is in line 0.
func (b Block) read() ([]Field, *Error) {
	switch {
	case !b.closed && b.Line == 1:
		return nil, refuse(Place{1, 1}, `wanted a line "}" to end the front matter, found none`)
	case !b.closed:
		return nil, refuse(Place{0, 1}, "wanted a second line %q to end the front matter, found none", b.fence)
	case len(b.Text) > maxSize:
		return nil, refuse(Place{1, 1}, "wanted at most %d bytes of front matter, found %d", maxSize, len(b.Text))
	}
	if b.format == yamlFormat {
		if fields, ok := readPlain(b.Text); ok {
			return fields, nil
		}
	}
	return b.format.read(b.Text)
}

// move adds lines to the places of all values.
func move(fields []Field, lines int) {
	for i := range fields {
		fields[i].Line += lines
		moveValue(&fields[i].Value, lines)
	}
}

func moveValue(v *Value, lines int) {
	v.Line += lines
	move(v.Map, lines)
	for i := range v.Items {
		moveValue(&v.Items[i], lines)
	}
}
