// Package sbom writes a bill of materials of Go programs: CycloneDX 1.6 in JSON
// (cyclonedx.org/docs/1.6/json), of what the go command has written into them. The
// release program calls it.
package sbom

import (
	"cmp"
	"debug/buildinfo"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Module is in a program.
type Module struct {
	Path, Version string
	Sum           string // as in go.sum; "" if there is none
}

// Modules are those that "go version -m" prints of a program: its own first.
func Modules(program string) ([]Module, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	list := []Module{{info.Main.Path, info.Main.Version, info.Main.Sum}}
	for _, m := range info.Deps {
		if m.Replace != nil && m.Replace.Version != "" {
			m = m.Replace
		}
		list = append(list, Module{m.Path, m.Version, m.Sum})
	}
	return list, nil
}

type document struct {
	Schema       string       `json:"$schema"`
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp"`
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"` // "library", "application"
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"` // github.com/package-url/purl-spec
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// Write returns the bill of a program that was made for several systems: of all
// that is in one of them, and Go's standard library.
func Write(made time.Time, programs ...string) ([]byte, error) {
	bom := document{Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1}
	bom.Metadata.Timestamp = made.UTC().Format(time.RFC3339)
	parts := make(map[string]component)
	for _, program := range programs {
		info, err := buildinfo.ReadFile(program)
		if err != nil {
			return nil, err
		}
		parts["std"] = newComponent("library", Module{Path: "std", Version: strings.TrimPrefix(info.GoVersion, "go")})
		list, err := Modules(program)
		if err != nil {
			return nil, err
		}
		bom.Metadata.Component = newComponent("application", list[0])
		for _, m := range list[1:] {
			parts[m.Path] = newComponent("library", m)
		}
	}
	bom.Components = slices.SortedFunc(maps.Values(parts), func(x, y component) int { return cmp.Compare(x.Name, y.Name) })
	tree := dependency{Ref: bom.Metadata.Component.Ref}
	for _, c := range bom.Components {
		tree.DependsOn = append(tree.DependsOn, c.Ref)
	}
	bom.Dependencies = []dependency{tree}
	content, err := json.MarshalIndent(bom, "", "  ")
	return append(content, '\n'), err
}

func newComponent(kind string, m Module) component {
	c := component{Type: kind, Name: m.Path, Version: m.Version, PURL: "pkg:golang/" + m.Path + "@" + url.PathEscape(m.Version)}
	c.Ref = c.PURL
	if m.Sum != "" {
		c.Properties = []property{{"go:sum", m.Sum}}
	}
	return c
}
