package importer

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/boardview/board"
	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/boardview/board/cmd/board/internal/tomarkdown"
)

// A collector merges the posts of all files into a collection.
type collector struct {
	Collection
	errs board.ErrorList
	from map[*board.Post]string // the file a post is from
	seen map[string]*board.Post // by ID, and by address
}

func collect(all []*feed, errs board.ErrorList) (*Collection, error) {
	c := &collector{errs: errs, from: make(map[*board.Post]string), seen: make(map[string]*board.Post)}
	c.Pictures = make(map[string][]byte)
	for _, f := range all {
		c.Files = append(c.Files, f.files...)
		maps.Copy(c.Pictures, f.pictures)
		for _, p := range f.posts {
			c.add(p, f.name)
		}
	}
	slices.Sort(c.Files)
	c.Files = slices.Compact(c.Files)
	c.name()
	linkTranslations(c.Posts)
	if len(all) == 1 {
		f := all[0]
		c.Board.Title, c.Board.Description, c.Board.URL = f.title, f.description, f.url
		c.Board.Lang, c.Board.NextURL = f.lang, f.next
	}
	if len(c.errs) == 0 {
		return &c.Collection, nil
	}
	return &c.Collection, c.errs
}

func (c *collector) report(file, format string, args ...any) {
	c.errs = append(c.errs, &board.Error{File: file, Line: 1, Col: 1, Kind: board.Changed, Msg: fmt.Sprintf(format, args...)})
}

// add adds a post, or merges it with the same one of another file: sites have
// the same posts in several feeds and on pages.
func (c *collector) add(p *board.Post, file string) {
	keys := []string{"id " + p.ID, "url " + p.URL}
	if p.URL == "" {
		keys = keys[:1]
	}
	for _, key := range keys {
		if there := c.seen[key]; there != nil && c.from[there] != file && bytes.Equal(said(p), said(there)) {
			merge(there, p)
			c.report(file, "wanted a post that is not there yet, found %q, which is in %s, too: what else it says was added there", p.ID, c.from[there])
			return
		}
	}
	c.Posts, c.from[p] = append(c.Posts, p), file
	for _, key := range keys {
		c.seen[key] = cmp.Or(c.seen[key], p)
	}
}

// said returns the text of a post without spaces.
func said(p *board.Post) []byte {
	var b bytes.Buffer
	tomarkdown.Shown.Render(&b, p) // a bytes.Buffer takes everything
	return bytes.Join(bytes.Fields([]byte(htmltree.TextOf(b.String()))), nil)
}

// merge copies fields to a post that it lacks and its duplicate has.
func merge(p, double *board.Post) {
	p.Label, p.Lang, p.URL = cmp.Or(p.Label, double.Label), cmp.Or(p.Lang, double.Lang), cmp.Or(p.URL, double.URL)
	mergeAuthors(p, double)
	if p.Updated.IsZero() {
		p.Updated = double.Updated
	}
	if p.Attachments == nil {
		p.Attachments = double.Attachments
	}
	if p.Tags == nil {
		p.Tags = double.Tags
	}
	for name, values := range double.Meta {
		if p.Meta == nil {
			p.Meta = make(map[string][]string)
		}
		if p.Meta[name] == nil {
			p.Meta[name] = values
		}
	}
}

// mergeAuthors copies the authors of a duplicate, or what it says about the
// same author.
func mergeAuthors(p, double *board.Post) {
	by, other := &p.By, double.By
	switch {
	case len(p.Authors()) == 0:
		*by = other
	case by.Name != "" && other.Name != "" && by.Name != other.Name:
		return
	}
	*by = board.Author{Name: cmp.Or(by.Name, other.Name), Email: cmp.Or(by.Email, other.Email), URL: cmp.Or(by.URL, other.URL)}
	if p.CoAuthors == nil {
		p.CoAuthors = double.CoAuthors
	}
}

// name makes the IDs of posts unique, and reports those that it changed.
func (c *collector) name() {
	wanted := make([]string, len(c.Posts))
	for i, p := range c.Posts {
		wanted[i] = p.ID
	}
	c.Board = board.New(c.Posts...)
	for i, p := range c.Posts {
		if p.ID != wanted[i] {
			c.report(c.from[p], "wanted an ID of its own, found %q, which another post has: this post is %q now", wanted[i], p.ID)
		}
	}
}
