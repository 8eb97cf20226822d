package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"
)

// modules are those that the go command has put into a tool, as "go version -m"
// prints them.
func modules(tool string) ([]module, error) {
	info, err := buildinfo.ReadFile(tool)
	if err != nil {
		return nil, err
	}
	list := []module{{info.Main.Path, info.Main.Version, info.Main.Sum}}
	for _, dep := range info.Deps {
		list = append(list, module{dep.Path, dep.Version, dep.Sum})
	}
	return list, nil
}

type module struct{ path, version, sum string }

// cacheFolder is the folder of a module in the cache: capitals are escaped
// (go.dev/ref/mod#module-cache).
func (m module) cacheFolder() string {
	var s strings.Builder
	for _, c := range m.path + "@" + m.version {
		if unicode.IsUpper(c) {
			s.WriteByte('!')
		}
		s.WriteRune(unicode.ToLower(c))
	}
	return s.String()
}

// licenses are the license texts of all modules in a tool, which must go with it,
// and Go's.
func (r *releaser) licenses(tool string) ([]byte, error) {
	list, err := modules(tool)
	if err != nil {
		return nil, err
	}
	var all bytes.Buffer
	add := func(name, dir string) error {
		files, err := filepath.Glob(filepath.Join(dir, "[LC][IO][CP][EY]*"))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("%s: wanted a license, found no LICENSE and no COPYING (%v)", name, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			fmt.Fprintf(&all, "%s: %s\n\n%s\n\n", name, filepath.Base(file), bytes.TrimSpace(text))
		}
		return nil
	}
	if err := add("Go", runtime.GOROOT()); err != nil {
		return nil, err
	}
	for _, m := range list {
		if strings.HasPrefix(m.path, root+"/") {
			continue // the root's license is theirs
		}
		if err := add(m.path, r.path("mod", m.cacheFolder())); err != nil {
			return nil, err
		}
	}
	return all.Bytes(), nil
}

// A component is one of the things in a tool (cyclonedx.org/docs/1.6/json).
type component struct {
	Type       string     `json:"type"` // "library", "application"
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// writeSBOM writes what is in the tools, of all targets together.
func (r *releaser) writeSBOM() error {
	goVersion := strings.TrimPrefix(runtime.Version(), "go")
	parts := map[string]component{"std": newComponent("library", module{"std", goVersion, ""})}
	var main component
	for _, tool := range r.tools {
		list, err := modules(tool)
		if err != nil {
			return err
		}
		main = newComponent("application", list[0])
		for _, m := range list[1:] {
			parts[m.path] = newComponent("library", m)
		}
	}
	committed, err := r.git("log", "-1", "--format=%ct")
	if err != nil {
		return err
	}
	var seconds int64
	if _, err := fmt.Sscan(committed, &seconds); err != nil {
		return err
	}
	components := slices.SortedFunc(maps.Values(parts), func(x, y component) int { return cmp.Compare(x.Name, y.Name) })
	refs := make([]string, len(components))
	for i, c := range components {
		refs[i] = c.Ref
	}
	bom := struct {
		Schema       string         `json:"$schema"`
		Format       string         `json:"bomFormat"`
		Spec         string         `json:"specVersion"`
		Version      int            `json:"version"`
		Metadata     map[string]any `json:"metadata"`
		Components   []component    `json:"components"`
		Dependencies []any          `json:"dependencies"`
	}{
		"http://cyclonedx.org/schema/bom-1.6.schema.json", "CycloneDX", "1.6", 1,
		map[string]any{"timestamp": time.Unix(seconds, 0).UTC().Format(time.RFC3339), "component": main},
		components, []any{map[string]any{"ref": main.Ref, "dependsOn": refs}},
	}
	content, err := json.MarshalIndent(bom, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.out, "sbom.cdx.json"), append(content, '\n'), 0o666)
}

func newComponent(kind string, m module) component {
	c := component{Type: kind, Name: m.path, Version: m.version, PURL: "pkg:golang/" + m.path + "@" + m.version}
	c.Ref = c.PURL
	if m.sum != "" {
		c.Properties = []property{{"go:sum", m.sum}}
	}
	return c
}

// writeChecksums writes SHA256SUMS, for sha256sum -c.
func (r *releaser) writeChecksums() error {
	var sums bytes.Buffer
	files := os.DirFS(r.out)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(content), name)
		return err
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), sums.Bytes(), 0o666)
}
