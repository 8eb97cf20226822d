package library

import (
	"bytes"

	"github.com/boardview/board"
	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"rsc.io/markdown"
)

// Names of the contestants in the results. The unsafe ones pass raw HTML and
// URLs of any scheme through.
const (
	ours      = "Renderer.Render"
	article   = "Renderer.Article"
	naive     = "naive: goldmark → bluemonday.UGCPolicy"
	unsafe    = "goldmark alone, raw HTML on (unsafe)"
	rsc       = "rsc.io/markdown (unsafe)"
	cmark     = "cmark-gfm, C (unsafe)"
	md4c      = "md4c, C (unsafe)"
	boardHome = "https://board.example/"
)

// A Contestant renders a post's body as HTML.
type Contestant struct {
	Name   string
	Render func(w *bytes.Buffer, p *board.Post) error
}

// Contestants returns the contestants written in Go.
func Contestants() []Contestant {
	r := &board.Renderer{BaseURL: boardHome}
	return []Contestant{
		{ours, func(w *bytes.Buffer, p *board.Post) error { return r.Render(w, p) }},
		{article, func(w *bytes.Buffer, p *board.Post) error { return r.Article(w, p) }},
		{naive, newNaive()},
		{unsafe, newUnsafe()},
		{rsc, newRSC()},
	}
}

func newGoldmark() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
}

func newUnsafe() func(*bytes.Buffer, *board.Post) error {
	md := newGoldmark()
	return func(w *bytes.Buffer, p *board.Post) error { return md.Convert([]byte(p.Body), w) }
}

// newNaive returns what a programmer would write without this library.
func newNaive() func(*bytes.Buffer, *board.Post) error {
	md, policy := newGoldmark(), bluemonday.UGCPolicy()
	return func(w *bytes.Buffer, p *board.Post) error {
		var dirty bytes.Buffer
		if err := md.Convert([]byte(p.Body), &dirty); err != nil {
			return err
		}
		_, err := w.Write(policy.SanitizeBytes(dirty.Bytes()))
		return err
	}
}

func newRSC() func(*bytes.Buffer, *board.Post) error {
	parser := markdown.Parser{Table: true, Strikethrough: true, TaskListItems: true, AutoLinkText: true}
	return func(w *bytes.Buffer, p *board.Post) error {
		_, err := w.WriteString(markdown.ToHTML(parser.Parse(p.Body)))
		return err
	}
}
