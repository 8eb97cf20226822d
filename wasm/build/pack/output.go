package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// hashes is the name of the list of all files with their hashes.
const hashes = "integrity.json"

// An output is the directory of the widget's files.
type output struct {
	dir   string
	quick bool
	old   map[string]string // the list of an earlier run
	made  map[string]string // by name: the value of an integrity attribute
}

// A file is a file of the output.
type file struct{ name, integrity string }

func newOutput(dir string, quick bool) (*output, error) {
	o := &output{dir: dir, quick: quick, made: make(map[string]string)}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	old, err := os.ReadFile(o.path(hashes))
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(old, &o.old); err != nil {
		return nil, fmt.Errorf("%s: %w", hashes, err)
	}
	return o, nil
}

func (o *output) path(name string) string { return filepath.Join(o.dir, name) }

// add writes a file and its compressed copies, under a name that changes with
// the content, so that browsers can cache it for ever.
func (o *output) add(base, ext string, data []byte) (file, error) {
	hash := sha256.Sum256(data)
	f := file{base + "." + hex.EncodeToString(hash[:6]) + ext, integrity(data)}
	o.made[f.name] = f.integrity
	if err := o.write(f.name, data); err != nil {
		return f, err
	}
	return f, o.compress(f.name, data)
}

// alias writes a file and its copies again, under a name that stays the same.
func (o *output) alias(name string, of file, data []byte) error {
	o.made[name] = of.integrity
	if err := o.write(name, data); err != nil {
		return err
	}
	for _, c := range compressors {
		copied, err := os.ReadFile(o.path(of.name + c.ext))
		switch {
		case errors.Is(err, fs.ErrNotExist): // -quick: there may be a copy of an older file
			err = o.remove(name + c.ext)
		case err == nil:
			err = o.write(name+c.ext, copied)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// keep writes a file without copies and without a hash in its name.
func (o *output) keep(name string, data []byte) error {
	o.made[name] = integrity(data)
	return o.write(name, data)
}

// compress writes the compressed copies of a file that do not exist yet. As
// the name contains a hash of the content, existing copies are up to date.
func (o *output) compress(name string, data []byte) error {
	started := time.Now()
	line := fmt.Sprintf("  %-30s %9s", name, size(len(data)))
	fmt.Print(line)
	for _, c := range compressors {
		n, err := o.copy(name+c.ext, data, c)
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Printf("   %s %8s", c.ext[1:], size(n))
		}
	}
	fmt.Printf("   %6s\n", seconds(started))
	return nil
}

// copy writes one compressed copy and returns its size, 0 if -quick skips it.
func (o *output) copy(name string, data []byte, c compressor) (int, error) {
	if info, err := os.Stat(o.path(name)); err == nil {
		return int(info.Size()), nil
	}
	if o.quick {
		return 0, nil
	}
	compressed, err := c.compress(data)
	if err != nil {
		return 0, err
	}
	return len(compressed), o.write(name, compressed)
}

// write writes a file unless it has that content already. It renames a
// temporary file, so that an interrupted run leaves no incomplete file.
func (o *output) write(name string, data []byte) error {
	if old, err := os.ReadFile(o.path(name)); err == nil && bytes.Equal(old, data) {
		return nil
	}
	part := o.path("." + name + ".part")
	if err := os.WriteFile(part, data, 0o666); err != nil {
		return err
	}
	return os.Rename(part, o.path(name))
}

// finish removes the files that an earlier run wrote and this one did not,
// then writes the list.
func (o *output) finish() error {
	for name := range o.old {
		if _, still := o.made[name]; still || !filepath.IsLocal(name) {
			continue
		}
		if err := o.removeAll(name); err != nil {
			return err
		}
	}
	list, err := json.MarshalIndent(o.made, "", "\t")
	if err != nil {
		return err
	}
	return o.write(hashes, append(list, '\n'))
}

// removeAll removes a file and its copies.
func (o *output) removeAll(name string) error {
	err := o.remove(name)
	for _, c := range compressors {
		err = errors.Join(err, o.remove(name+c.ext))
	}
	return err
}

func (o *output) remove(name string) error {
	if err := os.Remove(o.path(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// integrity returns the value of an integrity attribute. Of the algorithms
// that are allowed (Subresource Integrity § 3.2), SHA-256 has the shortest
// hashes; a script contains several, and they do not compress.
func integrity(data []byte) string {
	hash := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(hash[:])
}

// size formats a number of bytes.
func size(n int) string {
	if n >= 1e6 {
		return fmt.Sprintf("%.2f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1e3)
}

func seconds(since time.Time) string { return fmt.Sprintf("%.1f s", time.Since(since).Seconds()) }
