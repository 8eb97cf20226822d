// Package cases reads the corpus in testdata/cases: sources of posts and feeds,
// and what is expected of them. The tests of the root package, of the engine
// and of the widget in browsers run all cases. The package does not know how a
// result is made, only what it is called.
package cases

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
)

// A Case is one file of the corpus, in the txtar format. Above the first file
// in it stand a sentence on why the case exists, and its options if it has any.
type Case struct {
	Name    string // the file's name, without its folder
	Why     string
	Options string // a Renderer as JSON; "{}" if the case has none
	Held    bool   // the engine cannot read the source ("engine: held"): there the post is held back
	File    string // the name of the source file: "a.txt", "feed.json"
	Source  []byte

	archive *txtar.Archive
}

// Read reads all cases. It is an error if there are none, or if one of them
// does not say why it exists.
func Read(testdata fs.FS) ([]*Case, error) {
	names, err := fs.Glob(testdata, "cases/*.txtar")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("wanted cases/*.txtar, found none (%v)", err)
	}
	var all []*Case
	for _, name := range names {
		b, err := fs.ReadFile(testdata, name)
		if err != nil {
			return nil, err
		}
		c, err := parse(path.Base(name), b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, c)
	}
	return all, nil
}

func parse(name string, b []byte) (*Case, error) {
	c := &Case{Name: name, Options: "{}", archive: txtar.Parse(b)}
	for line := range strings.Lines(string(c.archive.Comment)) {
		if options, ok := strings.CutPrefix(line, "options: "); ok {
			c.Options = strings.TrimSpace(options)
		} else if line == "engine: held\n" {
			c.Held = true
		} else {
			c.Why += line
		}
	}
	if strings.TrimSpace(c.Why) == "" || len(c.archive.Files) == 0 {
		return nil, fmt.Errorf("wanted why the case exists, and a source file; found %q and %d files", c.Why, len(c.archive.Files))
	}
	c.File, c.Source = c.archive.Files[0].Name, c.archive.Files[0].Data
	return c, c.unquote()
}

// unquote reads a source file named *.quoted, which has one Go string literal
// a line, for bytes that editors do not show or keep.
func (c *Case) unquote() error {
	file, quoted := strings.CutSuffix(c.File, ".quoted")
	if !quoted {
		return nil
	}
	var source bytes.Buffer
	for line := range bytes.Lines(c.Source) {
		s, err := strconv.Unquote(string(bytes.TrimSpace(line)))
		if err != nil {
			return fmt.Errorf("line %s: %w", line, err)
		}
		source.WriteString(s)
	}
	c.File, c.Source = file, source.Bytes()
	return nil
}

// Want returns the expected result with this name, and whether the case has
// one.
func (c *Case) Want(name string) (string, bool) {
	for _, f := range c.archive.Files[1:] {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

// Set replaces the expected result with this name, or adds it.
func (c *Case) Set(name, got string) {
	for i, f := range c.archive.Files[1:] {
		if f.Name == name {
			c.archive.Files[i+1].Data = []byte(got)
			return
		}
	}
	c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: []byte(got)})
}

// Format returns the case in the form of its file.
func (c *Case) Format() []byte { return txtar.Format(c.archive) }
