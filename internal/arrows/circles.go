package arrows

import (
	"cmp"
	"fmt"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// An Arrow leads from a file to another one of the same package, of which it
// uses declarations.
type Arrow struct {
	From, To string         // file names
	Name     string         // what the first use names
	At       token.Position // of the first use
	Uses     int
}

// String says where to look: "a.go uses draw of b.go (a.go:3:7; 2 uses)".
func (a Arrow) String() string {
	return fmt.Sprintf("%s uses %s of %s (%s:%d:%d; %s)", a.From, a.Name, a.To, filepath.Base(a.At.Filename), a.At.Line, a.At.Column, plural(a.Uses, "use"))
}

// Arrows gives all arrows between the files of p, by their names.
func (p *Package) Arrows() []Arrow {
	found := make(map[[2]string]Arrow)
	for use, declared := range p.info.Uses {
		if declared.Pkg() != p.typ {
			continue
		}
		from, to := p.file(use.Pos()), p.file(declared.Pos())
		if from == to {
			continue
		}
		a, at := found[[2]string{from, to}], p.fset.Position(use.Pos())
		if a.Uses == 0 || at.Offset < a.At.Offset {
			a.From, a.To, a.Name, a.At = from, to, declared.Name(), at
		}
		a.Uses++
		found[[2]string{from, to}] = a
	}
	return slices.SortedFunc(maps.Values(found), func(a, b Arrow) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
}

// A Circle is a set of files of one package each of which needs, directly or
// through others, all the others: a strongly connected component.
type Circle struct {
	Package string // import path
	Files   []string
	Arrows  []Arrow // between the files, those of the fewest uses first
}

// String names the files and how to part them.
func (c Circle) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s: %d files need each other: %s\n", c.Package, len(c.Files), strings.Join(c.Files, ", "))
	s.WriteString("Move declarations until every arrow goes in one direction. These are the arrows, those of the fewest uses first:")
	for _, a := range c.Arrows {
		s.WriteString("\n\t" + a.String())
	}
	return s.String()
}

// Circles gives the circles among the files of p.
func (p *Package) Circles() (list []Circle) {
	arrows := p.Arrows()
	to := make(map[string][]string)
	for _, a := range arrows {
		to[a.From] = append(to[a.From], a.To)
	}
	reached := make(map[string]map[string]bool)
	for from := range to {
		reached[from] = reachable(to, from)
	}
	seen := make(map[string]bool)
	for _, f := range slices.Sorted(maps.Keys(to)) {
		if seen[f] || !reached[f][f] {
			continue
		}
		c := Circle{Package: p.Path}
		for _, g := range slices.Sorted(maps.Keys(reached[f])) {
			if reached[g][f] {
				c.Files, seen[g] = append(c.Files, g), true
			}
		}
		c.Arrows = between(arrows, c.Files)
		list = append(list, c)
	}
	return list
}

// reachable gives the files that arrows lead to, one after another, from one
// file: that file itself only if it is in a circle.
func reachable(to map[string][]string, from string) map[string]bool {
	all := make(map[string]bool)
	for next := slices.Clone(to[from]); len(next) > 0; {
		f := next[len(next)-1]
		next = next[:len(next)-1]
		if !all[f] {
			all[f] = true
			next = append(next, to[f]...)
		}
	}
	return all
}

// between gives the arrows from one of the files to another.
func between(arrows []Arrow, files []string) (list []Arrow) {
	for _, a := range arrows {
		if slices.Contains(files, a.From) && slices.Contains(files, a.To) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b Arrow) int { return cmp.Compare(a.Uses, b.Uses) })
	return list
}

// plural gives "1 use" and "2 uses".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprint(n, " ", noun, "s")
}
