package frontmatter

// Read returns the fields of front matter. The error is nil or an [Error], and
// then there are no fields: who reads half of it does not know what the other
// half says.
func (b Block) Read() ([]Field, error) {
	fields, err := b.read()
	if err != nil {
		b.move(&err.Place)
		return nil, err
	}
	b.moveFields(fields)
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

// move turns a place in the text into one in the file. The YAML library also
// counts line ends that are none elsewhere, U+2028 for one.
func (b Block) move(at *Place) { at.Line = min(at.Line+b.Line-1, max(b.Lines, 1)) }

func (b Block) moveFields(fields []Field) {
	for i := range fields {
		b.move(&fields[i].Place)
		b.moveValue(&fields[i].Value)
	}
}

func (b Block) moveValue(v *Value) {
	b.move(&v.Place)
	b.moveFields(v.Map)
	for i := range v.Items {
		b.moveValue(&v.Items[i])
	}
}
