package search

import "errors"

// The engine makes no index and searches none. What the root package calls has no
// effect here, so that none of it is linked into the engine.

// A Document is a post to be indexed.
type Document struct {
	Card
	Text          string
	Tags, Authors []string
	Year          int
}

// A Card is what a list of results shows of a post.
type Card struct{ ID, Subject, Date, By, Label, Lang string }

// An Index is empty.
type Index struct{}

// A Hit is a post that was found.
type Hit struct{ Place, Weight int }

// A Search has found nothing.
type Search struct{}

// A Query asks for nothing.
type Query struct{}

// A Passage is empty.
type Passage struct {
	Text  string
	Marks [][2]int
}

// A File is a file of the index.
type File struct {
	Name    string
	Content []byte
}

// HeadName is the name of the file that a reader reads first.
const HeadName = "head.bin"

var errNone = errors.New("search: not in the engine")

// Build makes nothing.
func Build(int, func(int) (Document, bool, error)) (*Index, error) { return nil, errNone }

// Files returns no files.
func (*Index) Files() ([]File, error) { return nil, errNone }

// Find finds nothing.
func (*Index) Find(Query) *Search { return nil }

// Hits returns nothing.
func (*Search) Hits(bool) []Hit { return nil }

// Parse reads nothing.
func Parse(string) (q Query) { return q }

// Empty reports that nothing was asked.
func (Query) Empty() bool { return true }

// HasPhrases reports that no text has any.
func (Query) HasPhrases(string) bool { return false }

// PassageOf returns nothing.
func PassageOf(string, Query) (p Passage) { return p }
