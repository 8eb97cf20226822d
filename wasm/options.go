package main

import (
	"strings"

	"github.com/boardview/board"
)

// options are what the widget says of a post: a Renderer as JSON, and file, the
// name of the source file if it is one and not an item of a feed. They never come
// out of a feed.
type options struct {
	renderer board.Renderer
	file     string
}

// readOptions reads options. They are the same from post to post.
func readOptions(source string) (*options, error) {
	if source == last.source {
		return last.options, nil
	}
	o, err := newOptions(source)
	if err == nil {
		last.source, last.options = strings.Clone(source), o
	}
	return o, err
}

var last struct {
	source  string
	options *options
}

func newOptions(source string) (*options, error) {
	fields, err := decode(source)
	if err != nil {
		return nil, err
	}
	o := new(options)
	if v, ok := fields["policy"]; ok {
		o.renderer.Policy.UnmarshalText(word(v))
	}
	if v, ok := fields["images"]; ok {
		o.renderer.Images.UnmarshalText(word(v))
	}
	o.renderer.BaseURL, _ = fields["base"].(string)
	level, _ := fields["headingLevel"].(float64)
	o.renderer.HeadingLevel = int(level)
	o.renderer.UGC, _ = fields["ugc"].(bool)
	o.file, _ = fields["file"].(string)
	return o, nil
}

// word is the text of a value; what is no text is a word nobody knows, and
// gives the narrowest policy.
func word(v any) []byte {
	s, _ := v.(string)
	return []byte(s)
}

// post reads an item of a feed, or a source file. A post with findings is a
// post, and so is one with fields of the wrong type.
func (o *options) post(item string) (*board.Post, error) {
	if o.file != "" {
		p, _ := board.Parse(o.file, []byte(item))
		return p, nil
	}
	fields, err := decode(item)
	if err != nil {
		return nil, err
	}
	p, _ := board.FromItem(fields)
	return p, nil
}
