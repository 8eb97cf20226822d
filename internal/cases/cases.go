// Package cases reads the corpus in testdata/cases, for every place that
// runs it: go test, go test under GOOS=js, and the widget's browser tests.
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

// A Case is one file of the corpus, in the txtar format: above the first
// file a sentence on why the case exists, and the options if it has any.
type Case struct {
	Name    string // of the file, without its folder
	Why     string
	Options string // a Renderer as JSON; "{}" if the case has none
	File    string // the name of the post's source file
	Source  []byte

	archive *txtar.Archive
}

// Read reads every case. A corpus that is empty, or a case that does not
// say why it exists, is an error.
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
		} else {
			c.Why += line
		}
	}
	if strings.TrimSpace(c.Why) == "" || len(c.archive.Files) == 0 {
		return nil, fmt.Errorf("wanted why the case exists and a source file")
	}
	c.File, c.Source = c.archive.Files[0].Name, c.archive.Files[0].Data
	return c, c.unquote()
}

// unquote undoes Go's quotes in a file named *.quoted, one string a line:
// for bytes that an editor would not show or keep.
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

// Want is what the case expects under a name, and whether it says so.
func (c *Case) Want(name string) (string, bool) {
	for _, f := range c.archive.Files[1:] {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

// Set changes what the case expects.
func (c *Case) Set(name, got string) {
	for i, f := range c.archive.Files[1:] {
		if f.Name == name {
			c.archive.Files[i+1].Data = []byte(got)
			return
		}
	}
	c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: []byte(got)})
}

// Format is the case as its file has it.
func (c *Case) Format() []byte { return txtar.Format(c.archive) }
