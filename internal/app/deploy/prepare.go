package deploy

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// ErrRemoved is the error of a tree for a file that was removed after the
// tree was made.
var ErrRemoved = errors.New("the file was removed meanwhile")

// A Target is where files are deployed.
type Target struct {
	FoldsCase bool     // it takes A and a for one name
	Have      Contents // its files
	Settings  string   // what its copy of a file depends on, besides the file

	// Holds reports whether the target still has a file of Have. Nil means that it
	// has.
	Holds func(name string, e Entry) bool

	// Entry is called with each file that was made, and returns its entry.
	Entry func(name string, content []byte) (Entry, error)
}

// Prepare makes the files of a tree that the target may lack, several at the same
// time: a file is made if its fingerprint is unknown or differs from the log's.
// Prepare returns the contents that the target should have. A file
// is skipped if the target cannot have its name, or if it was removed
// meanwhile; the others are deployed.
func Prepare(site fs.FS, progress Progress, t Target) (Contents, []Skipped, error) {
	names, skipped, err := Names(site, t.FoldsCase)
	if err != nil {
		return nil, nil, err
	}
	want, removed, err := PrepareFiles(site, names, progress, t)
	return want, append(skipped, removed...), err
}

// PrepareFiles does what Prepare does with some of the names that [Names] returns.
func PrepareFiles(site fs.FS, names []string, progress Progress, t Target) (Contents, []Skipped, error) {
	r := &reading{site: Tree{site}, target: t, progress: progress, files: len(names), want: make(Contents, len(names))}
	each(len(names), func(i int) error { r.compare(names[i]); return nil }) // which cannot fail
	slices.SortFunc(r.unmade, func(a, b unmade) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.name, b.name)) })
	err := each(len(r.unmade), func(i int) error { return r.make(r.unmade[i]) })
	return r.want, r.skipped, err
}

// Names returns the names of the files that a target should hold, and the
// files that it cannot.
func Names(site fs.FS, foldsCase bool) ([]string, []Skipped, error) {
	all, err := list(site)
	if err != nil {
		return nil, nil, err
	}
	names, skipped := validNames(all, foldsCase)
	return names, skipped, nil
}

// list returns the names of a tree's files. It leaves out compressed copies,
// such as those of the widget: the target makes copies of all files.
func list(site fs.FS) (names []string, err error) {
	err = fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	names = slices.DeleteFunc(names, func(name string) bool {
		ext := path.Ext(name)
		return (ext == ".br" || ext == ".gz") && slices.Contains(names, strings.TrimSuffix(name, ext))
	})
	return names, err
}

// A reading is the state that the workers of Prepare share.
type reading struct {
	site     Tree
	target   Target
	progress Progress
	files    int // how many are wanted

	mu      sync.Mutex
	done    int // how many of them
	want    Contents
	skipped []Skipped
	unmade  []unmade
}

// An unmade file must be made. The board caches the rendering that files of near places
// share.
type unmade struct {
	name  string
	print Hash
	place int
}

// compare takes over the entry of a file that need not be made.
func (r *reading) compare(name string) {
	sum := r.fingerprint(name)
	old := r.target.Have[name]
	same := sum != (Hash{}) && old.Print == sum && old.State == Sure && (r.target.Holds == nil || r.target.Holds(name, old))
	f := unmade{name: name, print: sum}
	if !same {
		f.place = r.site.Place(name)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !same {
		r.unmade = append(r.unmade, f)
		return
	}
	r.want[name] = old
	r.count()
}

// make makes a file. One that was removed meanwhile is skipped.
func (r *reading) make(f unmade) error {
	var e Entry
	err := Use(r.site, f.name, func(content []byte) (err error) {
		e, err = r.target.Entry(f.name, content)
		if e.Print = f.print; f.print != (Hash{}) {
			e.Size = int64(len(content))
		}
		return err
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case errors.Is(err, ErrRemoved):
		r.skipped = append(r.skipped, Skipped{f.name, err})
	case err != nil:
		return err
	default:
		r.want[f.name] = e
	}
	r.count()
	return nil
}

// count notes that a file is done. mu is held.
func (r *reading) count() {
	r.done++
	r.progress.Report("made", r.done, r.files)
}

// fingerprint is that of a file in this target; zero if it is not known.
func (r *reading) fingerprint(name string) Hash {
	sum := r.site.Fingerprint(name)
	if sum == "" {
		return Hash{}
	}
	return HashOf([]byte(sum), []byte(r.target.Settings))
}

// largeFile is how many bytes a file may have of which several are in memory at
// the same time: films must not add up.
const largeFile = 16 << 20

var largeFiles sync.Mutex // is held while one is in memory

// Use reads a file of a tree and calls use with its content, which is valid
// until use returns.
func Use(site fs.FS, name string, use func(content []byte) error) error {
	f, err := site.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() > largeFile {
		largeFiles.Lock()
		defer largeFiles.Unlock()
	}
	var content bytes.Buffer
	content.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := content.ReadFrom(f); err != nil {
		return err
	}
	return use(content.Bytes())
}
