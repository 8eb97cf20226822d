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

// hashes names the file that lists the others with their hashes.
const hashes = "integrity.json"

// An output is the directory of the widget's files.
type output struct {
	dir   string
	quick bool
	old   map[string]string // what an earlier run put into its list
	made  map[string]string // name → integrity
}

// A file is one that the output has.
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

// add writes a file under a name that changes with its content, so that it
// can be cached for good, and its compressed copies.
func (o *output) add(base, ext string, data []byte) (file, error) {
	hash := sha256.Sum256(data)
	f := file{base + "." + hex.EncodeToString(hash[:6]) + ext, integrity(data)}
	o.made[f.name] = f.integrity
	if err := o.write(f.name, data); err != nil {
		return f, err
	}
	return f, o.compress(f.name, data)
}

// alias writes the same bytes, and the same copies, under a name that stays.
func (o *output) alias(name string, of file, data []byte) error {
	o.made[name] = of.integrity
	if err := o.write(name, data); err != nil {
		return err
	}
	for _, c := range compressors {
		copied, err := os.ReadFile(o.path(of.name + c.ext))
		switch {
		case errors.Is(err, fs.ErrNotExist): // -quick: an older copy must not outlive its file
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

// keep writes a file that has no copies and no hash in its name.
func (o *output) keep(name string, data []byte) error {
	o.made[name] = integrity(data)
	return o.write(name, data)
}

// compress makes the copies of a file, unless they are there: under a name
// made from the content they cannot be out of date.
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

// copy gives the size of one compressed copy; 0 if there is to be none.
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

// write leaves a file alone that has the wanted content, and never leaves
// half a file behind.
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

// finish removes what an earlier run made and this one did not, then says
// what there is now.
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

// integrity is the hash as the integrity attribute takes it: the shortest of
// those (SRI § 3.2), because hashes are what compresses least of a script.
func integrity(data []byte) string {
	hash := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(hash[:])
}

// size is a number of bytes for people.
func size(n int) string {
	if n >= 1e6 {
		return fmt.Sprintf("%.2f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1e3)
}

func seconds(since time.Time) string { return fmt.Sprintf("%.1f s", time.Since(since).Seconds()) }
