// Package widget builds the widget's files, once for all parts of the
// benchmarks.
package widget

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Files are the widget's files, in a directory of their own, with their
// compressed copies.
type Files struct {
	Dir       string
	Integrity map[string]string // by name
}

// Build builds the widget as go run ./wasm/build does; root is the
// library's directory.
func Build(root string) (*Files, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	f := &Files{Dir: dir}
	cmd := exec.Command("go", "run", "./wasm/build", "-o", dir)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("wasm/build: %w\n%s", err, out)
	}
	list, err := os.ReadFile(filepath.Join(dir, "integrity.json"))
	if err != nil {
		return nil, err
	}
	return f, json.Unmarshal(list, &f.Integrity)
}

// Remove removes the files.
func (f *Files) Remove() { os.RemoveAll(f.Dir) }

// Name is the name, with its hash, of the file that begins and ends so.
func (f *Files) Name(prefix, ext string) (string, error) {
	for name := range f.Integrity {
		if strings.HasPrefix(name, prefix+".") && strings.HasSuffix(name, ext) && name != prefix+ext {
			return name, nil
		}
	}
	return "", fmt.Errorf("wanted a file %s.<hash>%s, found %v", prefix, ext, f.Integrity)
}

// Size is the size of a file.
func (f *Files) Size(name string) (int, error) {
	info, err := os.Stat(filepath.Join(f.Dir, name))
	if err != nil {
		return 0, err
	}
	return int(info.Size()), nil
}
