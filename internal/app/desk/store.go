// Package desk lets an editor in a browser on this machine change the posts of
// a directory. board serve -edit calls it. It knows the names and the bytes of
// files, and how they are written so that nothing is lost; what is in a post,
// the editor knows (cmd/board/compose).
//
// # Security Considerations
//
// Any page that is open in the same browser can send requests to this machine.
// [Handler] answers only those that carry a token, which no other page knows, and
// that the browser says come from its own page; [Store] opens nothing outside the
// directory, and writes only posts and the pictures and documents beside them.
package desk

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/boardview/board/internal/app/poststate"
	"github.com/boardview/board/internal/assets"
)

// A Store is a directory of posts.
type Store struct {
	root *os.Root
	id   string            // differs from that of another directory
	mu   sync.Mutex        // saves come one after the other
	step func(what string) // is called before each change on the disk; tests stop there
	now  func() time.Time  // names versions
	link func(a, b string) error

	listing sync.Mutex
	listed  map[string]listed // posts, by their names
	reads   int               // of posts for the list; tests count them
}

// Open opens a directory. No name and no link leads out of it.
func Open(dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Store{root: root, id: string(TagOf([]byte(dir))[:12]), step: func(string) {}, now: time.Now, link: root.Link}, nil
}

// Close closes the directory.
func (s *Store) Close() error { return s.root.Close() }

// What can go wrong, besides errors of the disk.
var (
	ErrName    = errors.New("wanted the name of a post (*.txt, *.md) or of a picture or document, in this directory")
	ErrChanged = errors.New("the file was changed since it was opened")
	ErrExists  = errors.New("there is a file of this name already")
)

// A Tag is a hash of a file's bytes. Who saves a file names the bytes that they
// have seen, so that nobody overwrites what somebody else has saved meanwhile.
type Tag string

// TagOf returns the tag of bytes.
func TagOf(b []byte) Tag { return Tag(fmt.Sprintf("%x", sha256.Sum256(b))) }

// maxFile is how much of a picture or document is read or written.
const maxFile = 64 << 20

// Read returns the bytes of a file.
func (s *Store) Read(name string) ([]byte, error) {
	if err := check(name); err != nil {
		return nil, err
	}
	return s.read(name)
}

// read reads a regular file. One that is larger than any that the desk would
// write is an error, since a part of it must not be saved as the whole.
func (s *Store) read(name string) ([]byte, error) {
	info, err := s.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is a link or a folder", ErrName, name)
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if len(b) > maxFile {
		return nil, fmt.Errorf("%s: wanted at most %d bytes, found more", name, maxFile)
	}
	return b, err
}

// Create writes a file that does not exist yet.
func (s *Store) Create(name string, content []byte) error {
	if err := check(name); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.create(name, content)
}

func (s *Store) create(name string, content []byte) error {
	if _, err := s.root.Lstat(name); err == nil {
		return ErrExists
	}
	part, err := s.part(name, content)
	if err != nil {
		return err
	}
	defer s.root.Remove(part)
	s.step("link")
	switch err := s.link(part, name); {
	case errors.Is(err, fs.ErrExist):
		return ErrExists
	case err == nil:
		return s.flush(path.Dir(name))
	}
	if err := s.root.Rename(part, name); err != nil { // a file system without links, such as FAT
		return err
	}
	return s.flush(path.Dir(name))
}

// Save replaces a post whose bytes have the tag, and keeps the version before.
// If others have been saved meanwhile, it changes nothing, and returns them with
// ErrChanged.
func (s *Store) Save(name string, seen Tag, content []byte) (there []byte, err error) {
	if err := checkPost(name); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	there, err = s.read(name)
	switch {
	case err != nil:
		return nil, err
	case TagOf(there) != seen:
		return there, ErrChanged
	case seen == TagOf(content):
		return there, nil
	}
	if err := s.keep(name, there); err != nil {
		return there, fmt.Errorf("the version before could not be kept, and nothing was saved: %w", err)
	}
	return there, s.replace(name, content)
}

// replace puts new bytes in a file's place: a reader, or a machine that starts
// again after a power cut, finds the old file or the new one.
func (s *Store) replace(name string, content []byte) error {
	part, err := s.part(name, content)
	if err != nil {
		return err
	}
	s.step("rename")
	if err := s.root.Rename(part, name); err != nil {
		s.root.Remove(part)
		return err
	}
	s.step("flush")
	return s.flush(path.Dir(name))
}

// part writes bytes into a new hidden file, which publishing does not read, in
// the folder of name.
func (s *Store) part(name string, content []byte) (part string, err error) {
	dir := path.Dir(name)
	if err := s.root.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	part = path.Join(dir, "."+path.Base(name)+"."+rand.Text()+".part")
	s.step("write")
	f, err := s.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	half := len(content) / 2
	_, err = f.Write(content[:half])
	s.step("write more")
	_, err2 := f.Write(content[half:])
	err = errors.Join(err, err2, f.Sync(), f.Close())
	if err != nil {
		s.root.Remove(part)
	}
	return part, err
}

// flush waits until the names in a folder are on the disk, on systems that can.
func (s *Store) flush(dir string) error {
	f, err := s.root.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	f.Sync() // Windows cannot, and needs not
	return nil
}

// Rename gives a post another name. Nothing that exists is replaced.
func (s *Store) Rename(from, to string, seen Tag) error {
	if err := cmp.Or(checkPost(from), checkPost(to)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	there, err := s.read(from)
	switch {
	case err != nil:
		return err
	case TagOf(there) != seen:
		return ErrChanged
	}
	if err := s.keep(from, there); err != nil {
		return err
	}
	if err := s.create(to, there); err != nil {
		return err
	}
	s.step("remove")
	if err := s.root.Remove(from); err != nil {
		return err
	}
	return s.flush(path.Dir(from))
}

// versions is the folder of former versions. It is hidden, so that publishing does
// not read it.
const versions = ".versions"

// keep keeps the bytes of a file before they are replaced. Their name has the
// time and their hash, so that the same bytes are there once a second at most.
func (s *Store) keep(name string, content []byte) error {
	if err := s.root.MkdirAll(versions, 0o777); err != nil {
		return err
	}
	if ignore := versions + "/.gitignore"; s.isMissing(ignore) {
		if err := s.root.WriteFile(ignore, []byte("*\n"), 0o666); err != nil {
			return err
		}
	}
	version := path.Join(versions, name, s.now().UTC().Format("20060102T150405.000Z")+"-"+string(TagOf(content)[:12])+path.Ext(name))
	if err := s.create(version, content); err != nil && !errors.Is(err, ErrExists) {
		return err
	}
	return nil
}

func (s *Store) isMissing(name string) bool {
	_, err := s.root.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// Versions returns the names of the former versions of a post, oldest first.
func (s *Store) Versions(name string) ([]string, error) {
	if err := checkPost(name); err != nil {
		return nil, err
	}
	list := []string{}
	entries, err := fs.ReadDir(s.root.FS(), path.Join(versions, name))
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			list = append(list, e.Name())
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return list, err
}

// Version returns the bytes of a former version.
func (s *Store) Version(name, version string) ([]byte, error) {
	if err := checkPost(name); err != nil {
		return nil, err
	}
	if !isName(version) {
		return nil, ErrName
	}
	return s.read(path.Join(versions, name, version))
}

// An Entry is what the list of posts tells about one.
type Entry struct {
	Name string `json:"name"`
	poststate.Summary
}

// A listed post is an entry, and what its file looked like when it was read.
type listed struct {
	Entry
	size    int64
	changed time.Time
	at      time.Time // when it was read
}

// List returns the posts of the directory, those in folders too, by their names
// from the last to the first: most names begin with a date. It reads only files that
// have changed since it was called last.
func (s *Store) List() ([]Entry, error) {
	s.listing.Lock()
	defer s.listing.Unlock()
	before := s.listed
	s.listed = make(map[string]listed, len(before))
	list := []Entry{}
	err := fs.WalkDir(s.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // it was removed meanwhile, or is nobody's to read
		}
		if name != "." && d.IsDir() && !isFolder(d.Name()) {
			return fs.SkipDir
		}
		if d.Type().IsRegular() && checkPost(name) == nil {
			if l, err := s.entry(name, d, before[name]); err == nil {
				s.listed[name] = l
				list = append(list, l.Entry)
			}
		}
		return nil
	})
	slices.Reverse(list)
	return list, err
}

// tick is how far apart two changes of a file may be and have the same time, on
// file systems such as FAT.
const tick = 2 * time.Second

// entry reads a post for the list, unless it is as it was before.
func (s *Store) entry(name string, d fs.DirEntry, before listed) (l listed, err error) {
	info, err := d.Info()
	if err != nil {
		return l, err
	}
	now := s.now()
	isSame := before.size == info.Size() && before.changed.Equal(info.ModTime()) && before.at.Sub(before.changed) > tick
	if isSame && (before.Until.IsZero() || now.Before(before.Until)) {
		return before, nil
	}
	b, err := s.read(name)
	if err != nil {
		return l, err
	}
	s.reads++
	return listed{Entry{name, poststate.Summarize(name, b, now)}, info.Size(), info.ModTime(), now}, nil
}

// check reports names that the desk neither reads nor writes.
func check(name string) error {
	if !isPath(name) || !assets.IsSource(name) && !isBeside(name) {
		return ErrName
	}
	return nil
}

func checkPost(name string) error {
	if !isPath(name) || !assets.IsPost(name) {
		return ErrName
	}
	return nil
}

// beside are the extensions of files that posts show or offer for download.
const beside = " .jpg .jpeg .png .gif .webp .avif .pdf .odt .ods .odp .docx .xlsx .pptx .csv .zip .ics .mp3 .mp4 .epub "

func isBeside(name string) bool {
	return strings.Contains(beside, " "+strings.ToLower(path.Ext(name))+" ") && assets.Acts(name) == ""
}

// isPath reports whether a path leads to a file that publishing would read, and
// means the same on every system.
func isPath(name string) bool {
	if !fs.ValidPath(name) || len(name) > 400 {
		return false
	}
	dir, base := path.Split(name)
	for folder := range strings.SplitSeq(strings.Trim(dir, "/"), "/") {
		if dir != "" && !isFolder(folder) {
			return false
		}
	}
	return isName(base) && base[0] != '_'
}

// isFolder reports whether publishing reads the posts in a folder of that name.
func isFolder(name string) bool {
	return isName(name) && (name[0] != '_' || name == "_drafts" || name == "_posts")
}

// isName reports whether an element of a path is one on all systems, and not hidden.
func isName(name string) bool {
	const maxName = 200 // bytes: the names of versions and parts are longer
	if name == "" || len(name) > maxName || strings.ContainsAny(name, "\\/:*?\"<>|") || strings.ContainsFunc(name, isControl) {
		return false
	}
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	return name[0] != '.' && name[0] != '~' && !strings.HasSuffix(name, ".") && !strings.HasSuffix(name, " ") && !isDevice(stem)
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f || r == '\u202e' || r == '\ufffd' }

// isDevice reports whether Windows takes a name, with any extension, for a device.
func isDevice(stem string) bool {
	stem = strings.TrimRight(stem, " ")
	if len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) {
		return true
	}
	return stem == "CON" || stem == "PRN" || stem == "AUX" || stem == "NUL"
}
