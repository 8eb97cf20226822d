package signed

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/boardview/board/internal/lazyfs"
)

// sums are the hashes of files by their paths.
type sums map[string]Hash

// sumFiles hashes the files of a tree, several at the same time.
func sumFiles(site fs.FS) (sums, error) {
	names, err := signedNames(site)
	if err != nil {
		return nil, err
	}
	return sumNamed(site, names)
}

// readers is how many files are read at the same time: a web server is slow.
const readers = 8

func sumNamed(site fs.FS, names []string) (sums, error) {
	hashes := make([]Hash, len(names))
	errs := make([]error, len(names))
	var workers sync.WaitGroup
	next := make(chan int)
	for range readers {
		workers.Go(func() {
			for i := range next {
				hashes[i], errs[i] = hashFile(site, names[i])
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	workers.Wait()
	all := make(sums, len(names))
	for i, name := range names {
		all[name] = hashes[i]
	}
	return all, errors.Join(errs...)
}

func hashFile(site fs.FS, name string) (h Hash, err error) {
	f, err := openFile(site, name)
	if err != nil {
		return h, err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	sum.Sum(h[:0])
	return h, err
}

// signedNames returns the paths of the files that are signed.
func signedNames(site fs.FS) (names []string, err error) {
	all := make(map[string]bool)
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && !canBeSigned(name):
			return fs.SkipDir
		case !d.IsDir() && canBeSigned(name): // a link, too, which no board has
			all[name] = true
		}
		return nil
	})
	for name := range all {
		if ext := path.Ext(name); ext != ".br" && ext != ".gz" || !all[strings.TrimSuffix(name, ext)] {
			names = append(names, name)
		}
	}
	return names, err
}

// canBeSigned reports whether a path can stand in a line, and whether servers send
// such a file: they keep what configures them, and what is hidden, to themselves.
func canBeSigned(name string) bool {
	switch name {
	case Folder, "_headers", "web.config", "nginx.conf":
		return false
	}
	return validPath(name) && !strings.Contains("/"+name, "/.")
}

// A list is the list of all files of a tree, in parts. Each part has lines of a
// hash and a path, as sha256sum writes them, in the order of the paths' bytes. The
// parts are listed in the same way, by the first path of each, and so on up to one
// root. Part names contain the hash of the part, so that a new file changes one
// part of each level and leaves those that readers of the previous note ask for.
type list struct {
	levels [][]part // from the parts with files up to the root
}

type part struct {
	first   string // path
	content []byte
}

func (p part) hash() Hash { return sha256.Sum256(p.content) }

func partName(h Hash) string { return fmt.Sprintf(Folder+"/files/part.%x.txt", h[:16]) }

// A line is a line of a part.
type line struct {
	hash Hash
	path string
}

const maxLine = 64 + len("  ") + maxPath + len("\n") // bytes

var lineForm = regexp.MustCompile(`^([0-9a-f]{64})  ([^\n]+)\n$`)

func (l line) String() string { return fmt.Sprintf("%x  %s\n", l.hash[:], l.path) }

// newList makes the list of files.
func newList(files sums) *list {
	var lines []line
	for _, name := range slices.Sorted(maps.Keys(files)) {
		lines = append(lines, line{files[name], name})
	}
	l := &list{levels: [][]part{cut(lines, 0)}}
	for level := 1; ; level++ {
		below := l.levels[level-1]
		if len(below) == 1 {
			return l
		}
		lines = lines[:0]
		for _, p := range below {
			lines = append(lines, line{p.hash(), p.first})
		}
		above := cut(lines, level)
		if 8*len(above) > len(below) { // by chance, or by paths chosen for that
			above = cut(lines, noLevel)
		}
		l.levels = append(l.levels, above)
	}
}

// noLevel is the level of parts that end where they are full, and nowhere before.
const noLevel = -1

// cut divides lines into parts of about 64 files, and of about 256 parts. Where is
// decided by the paths alone, so that the same files have the same parts whatever
// the tree was before.
func cut(lines []line, level int) (parts []part) {
	first, size := 0, 0
	for i, l := range lines {
		h := sha256.Sum256([]byte(l.path))
		ends := level == 0 && h[0] < 4 || level > 0 && h[level] == 0
		size += len(l.String())
		if ends || i == len(lines)-1 || size+maxLine > maxPart {
			parts = append(parts, join(lines[first:i+1]))
			first, size = i+1, 0
		}
	}
	return parts
}

func join(lines []line) part {
	var b bytes.Buffer
	for _, l := range lines {
		b.WriteString(l.String())
	}
	return part{lines[0].path, b.Bytes()}
}

func (l *list) height() int { return len(l.levels) - 1 }

func (l *list) root() Hash { return l.levels[l.height()][0].hash() }

func (l *list) addTo(own lazyfs.Dir) {
	for _, level := range l.levels {
		for _, p := range level {
			own.Add(partName(p.hash()), content(p.content))
		}
	}
}

// addDiffering adds those parts of an earlier list that the list does not have, for
// readers who get an earlier version of a file.
func (l *list) addDiffering(own lazyfs.Dir, fsys fs.FS, s State) error {
	have := make(map[Hash]bool)
	for _, level := range l.levels {
		for _, p := range level {
			have[p.hash()] = true
		}
	}
	lines := []line{{s.Files, ""}}
	for level := s.Height; level >= 0; level-- {
		var below []line
		for _, of := range lines {
			if have[of.hash] {
				continue
			}
			part, err := readPart(fsys, of)
			if err != nil {
				return err
			}
			own.Add(partName(of.hash), content(join(part).content))
			below = append(below, part...)
		}
		lines = below
	}
	return nil
}

// readList reads the list of files of a note, and verifies it.
func readList(fsys fs.FS, s State) (sums, error) {
	lines, err := readPart(fsys, line{hash: s.Files})
	for level := s.Height; level > 0 && err == nil; level-- {
		var below []line
		for i := 0; i < len(lines) && err == nil; i++ {
			var part []line
			part, err = readBelow(fsys, lines, i, "")
			below = append(below, part...)
		}
		lines = below
	}
	if err != nil {
		return nil, err
	}
	files := make(sums, len(lines))
	for _, l := range lines {
		files[l.path] = l.hash
	}
	return files, nil
}

// find returns the hash of a file in a list, as readers look it up; zero if it is
// not listed.
func find(fsys fs.FS, s State, name string) (Hash, error) {
	end := ""
	lines, err := readPart(fsys, line{hash: s.Files})
	for level := s.Height; ; level-- {
		if err != nil {
			return Hash{}, err
		}
		i, found := slices.BinarySearchFunc(lines, name, func(l line, name string) int { return cmp.Compare(l.path, name) })
		switch {
		case level == 0 && found:
			return lines[i].hash, nil
		case level == 0:
			return Hash{}, nil
		case !found:
			i = max(i-1, 0)
		}
		next := end
		if i+1 < len(lines) {
			next = lines[i+1].path
		}
		lines, err = readBelow(fsys, lines, i, end)
		end = next
	}
}

// readBelow reads the part of a line of a part. It begins with the path of the line,
// and ends before that of the next line, or before end if that is not "": so no file
// is in two parts, and a list is not longer than its files.
func readBelow(fsys fs.FS, lines []line, i int, end string) ([]line, error) {
	if i+1 < len(lines) {
		end = lines[i+1].path
	}
	part, err := readPart(fsys, lines[i])
	if err != nil {
		return nil, err
	}
	if last := part[len(part)-1].path; part[0].path != lines[i].path || end != "" && last >= end {
		return nil, fmt.Errorf("%s: %w: wanted paths from %q to before %q, found %q to %q", partName(lines[i].hash), ErrMismatch, lines[i].path, end, part[0].path, last)
	}
	return part, nil
}

// readPart reads the part that a line is about.
func readPart(fsys fs.FS, of line) (lines []line, err error) {
	name := partName(of.hash)
	content, err := readFile(fsys, name, maxPart)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	if Hash(sha256.Sum256(content)) != of.hash {
		return nil, fmt.Errorf("%s: %w", name, ErrMismatch)
	}
	last := ""
	for text := range strings.Lines(string(content)) {
		m := lineForm.FindStringSubmatch(text)
		if m == nil || !validPath(m[2]) || m[2] <= last {
			return nil, fmt.Errorf("%s: %w: wanted a hash, two spaces and a path after %q, found %q", name, ErrMismatch, last, text)
		}
		last = m[2]
		lines = append(lines, line{parseHash(m[1]), last})
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("%s: %w: wanted lines, found none", name, ErrMismatch)
	}
	return lines, nil
}
