//go:build !js || editor

package frontmatter

// readRest has the library of a format read what is not plain.
func (b *Block) readRest() ([]*Value, *Error) {
	switch b.format {
	case yamlFormat:
		return readYAML(b.Text, b.Line)
	case tomlFormat:
		return readTOML(b.Text, b.Line)
	case jsonFormat:
		return readJSON(b.Text, b.Line)
	}
	return nil, refuse(Place{1, 1}, "wanted front matter in YAML, TOML or JSON, found a script")
}
