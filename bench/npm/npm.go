// Package npm downloads packages from the npm registry, so that this
// repository need not contain the rivals. It runs no code of a package.
package npm

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
)

const registry = "https://registry.npmjs.org"

// Fetch unpacks a package below dir/node_modules, as npm does.
func Fetch(dir, name, version string) error {
	address := fmt.Sprintf("%s/%s/-/%s-%s.tgz", registry, name, path.Base(name), version)
	response, err := http.Get(address)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, response.Status)
	}
	return unpack(response.Body, filepath.Join(dir, "node_modules", filepath.FromSlash(name)))
}

// unpack writes the regular files of a package's archive below dir.
func unpack(archive io.Reader, dir string) error {
	z, err := gzip.NewReader(archive)
	if err != nil {
		return err
	}
	for t := tar.NewReader(z); ; {
		header, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		_, name, _ := strings.Cut(header.Name, "/") // the top folder, usually "package"
		if header.Typeflag != tar.TypeReg || !filepath.IsLocal(name) {
			continue
		}
		if err := write(filepath.Join(dir, name), t); err != nil {
			return err
		}
	}
}

func write(name string, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}

// File returns the content of one file of a package.
func File(name, version, file string) (string, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if err := Fetch(dir, name, version); err != nil {
		return "", err
	}
	b, err := os.ReadFile(filepath.Join(dir, "node_modules", name, file))
	return string(b), err
}
