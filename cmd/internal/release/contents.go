package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/boardview/board/internal/sbom"
)

// cacheFolder is the folder of a module in the cache: capitals are escaped
// (go.dev/ref/mod#module-cache).
func cacheFolder(m sbom.Module) string {
	var s strings.Builder
	for _, c := range m.Path + "@" + m.Version {
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
	list, err := sbom.Modules(tool)
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
	goroot, err := output(exec.Command("go", "env", "GOROOT"))
	if err != nil {
		return nil, err
	}
	if err := add("Go", goroot); err != nil {
		return nil, err
	}
	for _, m := range list {
		if strings.HasPrefix(m.Path, root+"/") {
			continue // the root's license is theirs
		}
		if err := add(m.Path, r.path("mod", cacheFolder(m))); err != nil {
			return nil, err
		}
	}
	return all.Bytes(), nil
}

// writeSBOM writes what is in the tools, of all targets together.
func (r *releaser) writeSBOM() error {
	date, err := r.git("log", "-1", "--format=%cI")
	if err != nil {
		return err
	}
	made, err := time.Parse(time.RFC3339, date)
	if err != nil {
		return err
	}
	content, err := sbom.Write(made, r.tools...)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.out, "sbom.cdx.json"), content, 0o666)
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
