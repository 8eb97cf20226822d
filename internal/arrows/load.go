package arrows

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// A Package is a Go package with its types: its files without tests, as one
// platform compiles them.
type Package struct {
	Path    string   // import path
	Imports []string // import paths
	Files   []*ast.File

	fset *token.FileSet
	info *types.Info
	typ  *types.Package
}

// listed is what "go list -json" says of a package.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Export     string // the file of its compiled declarations
	DepOnly    bool   // no pattern matches it, but a package that one matches needs it
}

// Load reads and type-checks the packages that the patterns match. It is an
// error if they match none.
//
// golang.org/x/tools/go/packages does this too, but would add two modules to
// the nine go.mod files of the repository.
func Load(dir string, env []string, patterns ...string) ([]*Package, error) {
	list, err := goList(dir, env, patterns)
	if err != nil {
		return nil, err
	}
	exports := make(map[string]string)
	for _, l := range list {
		exports[l.ImportPath] = l.Export
	}
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	var packages []*Package
	for _, l := range list {
		if l.DepOnly {
			continue
		}
		p, err := l.load(fset, imports)
		if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
	if len(packages) == 0 {
		return nil, fmt.Errorf("wanted packages that match %q in %s, found none", patterns, dir)
	}
	return packages, nil
}

func goList(dir string, env, patterns []string) (list []listed, err error) {
	cmd := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Dir,GoFiles,Imports,Export,DepOnly", "--"}, patterns...)...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GOWORK=off"), env...)
	out, err := cmd.Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, failed.Stderr)
	} else if err != nil {
		return nil, err
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := d.Decode(&l); err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
}

func (l listed) load(fset *token.FileSet, imports types.Importer) (*Package, error) {
	p := &Package{Path: l.ImportPath, Imports: l.Imports, fset: fset, info: &types.Info{Uses: make(map[*ast.Ident]types.Object)}}
	for _, name := range l.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(l.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.Files = append(p.Files, f)
	}
	var err error
	p.typ, err = (&types.Config{Importer: imports}).Check(l.ImportPath, fset, p.Files, p.info)
	return p, err
}

// Name is the name of a file of p, without its folder.
func (p *Package) Name(f *ast.File) string { return p.file(f.Package) }

// file is the name of the file that a position is in.
func (p *Package) file(pos token.Pos) string { return filepath.Base(p.fset.Position(pos).Filename) }
