// Package widget builds the widget for the benchmarks, with the project's own
// build command.
package widget

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Files are the widget's files and their compressed copies, in a temporary
// directory.
type Files struct {
	Dir       string
	Integrity map[string]string // subresource integrity hashes, by file name
}

// Build runs wasm/build; root is the library's directory.
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

// Remove deletes the directory.
func (f *Files) Remove() { os.RemoveAll(f.Dir) }

// Name returns the name of the file prefix.HASH.ext.
func (f *Files) Name(prefix, ext string) (string, error) {
	for name := range f.Integrity {
		if strings.HasPrefix(name, prefix+".") && strings.HasSuffix(name, ext) && name != prefix+ext {
			return name, nil
		}
	}
	return "", fmt.Errorf("the widget's files: wanted %s.HASH%s, found %v", prefix, ext, slices.Sorted(maps.Keys(f.Integrity)))
}

// Size returns the size of a file in bytes.
func (f *Files) Size(name string) (int, error) {
	info, err := os.Stat(filepath.Join(f.Dir, name))
	if err != nil {
		return 0, err
	}
	return int(info.Size()), nil
}
