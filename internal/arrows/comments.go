package arrows

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

// Doc is the package comment, of all files that have one.
func (p *Package) Doc() string {
	var s strings.Builder
	for _, f := range p.Files {
		if f.Doc != nil {
			s.WriteString(f.Doc.Text())
		}
	}
	return s.String()
}

var sentenceEnd = regexp.MustCompile(`[.!?][)"”]*(\s|$)`)

// sentences counts sentences by the marks at their ends.
func sentences(text string) int { return len(sentenceEnd.FindAllString(text, -1)) }

// Introduction is the comment at the head of a file that says what the file
// is: the package comment, or a comment of at least two lines between the
// imports and the first declaration, which is not that declaration's own. It
// is "" if there is none.
func Introduction(f *ast.File) string {
	if f.Doc != nil {
		return f.Doc.Text()
	}
	after, before := f.Name.End(), f.FileEnd
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			after = g.End()
			continue
		}
		before = start(d)
		break
	}
	for _, c := range f.Comments {
		if text := c.Text(); c.Pos() > after && c.End() < before && strings.Count(text, "\n") >= 2 {
			return text
		}
	}
	return ""
}

// start is where a declaration begins, with its comment.
func start(d ast.Decl) token.Pos {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc != nil {
			return d.Doc.Pos()
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			return d.Doc.Pos()
		}
	}
	return d.Pos()
}
