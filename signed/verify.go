package signed

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Verify returns what the note of a tree says, if one of the keys has signed it,
// and if the tree has the files and the log that it binds, and no others. A root
// key stands for the keys that it names in the tree. Keys are made by
// [NewVerifier] of the text that partners have in their pages.
//
// Errors wrap [ErrSignature] or [ErrMismatch], and name the file; of several files
// that are wrong, up to 20 are named. In a tree whose folders cannot be listed
// (errors.ErrUnsupported), it cannot find files that were not signed. Verify does not look at the time: an archive
// is as good after its note has expired. Nor does it compare compressed copies (name.br, name.gz) with
// their files: a mirror makes them itself. See [Checkpoint.CheckTime] for mirrors.
func Verify(fsys fs.FS, keys ...note.Verifier) (*Checkpoint, error) {
	e, _, err := verify(fsys, keys)
	if err != nil {
		return nil, err
	}
	return e.checkpoint, nil
}

func verify(fsys fs.FS, keys []note.Verifier) (*edition, sums, error) {
	c, message, err := openTree(fsys, keys)
	if err != nil {
		return nil, nil, err
	}
	files, err := readList(fsys, c.State)
	if err != nil {
		return nil, nil, err
	}
	if err := checkFeeds(fsys, c, files); err != nil {
		return nil, nil, err
	}
	l, err := readLog(fsys, c, true)
	if err != nil {
		return nil, nil, err
	}
	if err := checkLog(l, c, files); err != nil {
		return nil, nil, err
	}
	if err := checkOwn(fsys, l); err != nil {
		return nil, nil, err
	}
	return &edition{checkpoint: c, note: message, log: l}, files, checkFiles(fsys, files)
}

// checkFeeds compares the feeds of the note with the lists of files.
func checkFeeds(fsys fs.FS, c *Checkpoint, files sums) error {
	before := State{}
	found, err := Hash{}, error(nil)
	if c.Before != nil {
		before = *c.Before
		found, err = find(fsys, before, feedFile)
	}
	if err == nil && (files[feedFile] != c.Feed || found != before.Feed) {
		err = fmt.Errorf("%s: %w: wanted the hash of the note in the list of files, found another", feedFile, ErrMismatch)
	}
	return err
}

// checkOwn looks at the files in Folder to which the note does not lead: what is left
// of earlier versions must be of this log.
func checkOwn(fsys fs.FS, l *log) error {
	if !hasFolders(fsys) {
		return nil
	}
	return fs.WalkDir(fsys, Folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == CheckpointFile || name == KeysFile || isCompressed(fsys, name) {
			return err
		}
		if strings.HasPrefix(name, Folder+"/files/") {
			if h, err := hashFile(fsys, name); err != nil || partName(h) != name {
				return fmt.Errorf("%s: %w", name, cmp.Or(err, ErrMismatch))
			}
			return nil
		}
		t, err := parseTileName(name)
		if err != nil || !l.holds(t) {
			return fmt.Errorf("%s: %w: it was not signed", name, ErrMismatch)
		}
		return l.compareTile(fsys, t)
	})
}

// hasFolders reports whether the folders of a tree can be listed. Those of a web
// server cannot.
func hasFolders(fsys fs.FS) bool {
	_, err := fs.ReadDir(fsys, ".")
	return !errors.Is(err, errors.ErrUnsupported)
}

// isCompressed reports whether a file is a compressed copy of another.
func isCompressed(fsys fs.FS, name string) bool {
	ext := path.Ext(name)
	if ext != ".br" && ext != ".gz" {
		return false
	}
	_, err := fs.Stat(fsys, strings.TrimSuffix(name, ext))
	return err == nil
}

// checkFiles compares the files of a tree with the list.
func checkFiles(fsys fs.FS, files sums) error {
	names, err := slices.Collect(maps.Keys(files)), error(nil)
	if hasFolders(fsys) {
		names, err = signedNames(fsys)
	}
	if err != nil {
		return err
	}
	found, err := sumNamed(fsys, names)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if h, ok := found[name]; !ok {
			errs = append(errs, fmt.Errorf("%s: %w: it is missing", name, ErrMismatch))
		} else if h != files[name] {
			errs = append(errs, fmt.Errorf("%s: %w", name, ErrMismatch))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if _, ok := files[name]; !ok {
			errs = append(errs, fmt.Errorf("%s: %w: it was not signed", name, ErrMismatch))
		}
	}
	return joined(errs)
}

// checkLog compares the last entries of the log with the list of files.
func checkLog(l *log, c *Checkpoint, files sums) error {
	if want, found := c.State.root(), l.version(0); found != want {
		return fmt.Errorf("%s/tile: %w: wanted the list of files %s %x in the log, found %s %x", Folder, ErrMismatch, want.path, want.hash[:], found.path, found.hash[:])
	}
	if c.Before != nil && l.version(1) != c.Before.root() {
		return fmt.Errorf("%s/tile: %w: wanted the version before of the note in the log, found another", Folder, ErrMismatch)
	}
	for name, h := range l.heads {
		if files[name] != h {
			return fmt.Errorf("%s: %w: the log has another hash than the list of files", name, ErrMismatch)
		}
	}
	for name := range files {
		if _, ok := l.heads[name]; !ok && isSource(name) && isLogged(name) {
			return fmt.Errorf("%s: %w: the log has no entry", name, ErrMismatch)
		}
	}
	return nil
}

// Compare verifies two trees of a board, and that the later one has kept what the
// earlier one has published: its log continues the earlier log, and each post has
// its words, or says in its source that it was corrected (another UPDATED) or
// withdrawn (WITHDRAWN), or is gone as its EXPIRES said.
//
// Besides the errors of Verify it returns errors that wrap [ErrRolledBack] and
// [ErrRewritten]; these name up to 20 files. With them it returns the entries that
// the later log has more.
func Compare(earlier, later fs.FS, keys ...note.Verifier) ([]Entry, error) {
	old, oldFiles, err := verify(earlier, keys)
	if err != nil {
		return nil, fmt.Errorf("the earlier tree: %w", err)
	}
	now, nowFiles, err := verify(later, keys)
	if err != nil {
		return nil, fmt.Errorf("the later tree: %w", err)
	}
	if err := now.checkpoint.CheckOrder(old.checkpoint); err != nil {
		return nil, err
	}
	if !now.log.continues(old) {
		return nil, fmt.Errorf("%s/tile: %w: wanted a log that begins with the earlier one, found another", Folder, ErrRewritten)
	}
	var entries []Entry
	for _, text := range now.log.entries[old.log.size():] {
		e, err := parseEntry(text)
		if err != nil {
			return nil, err
		}
		if e.Time.Before(old.checkpoint.Signed) {
			return nil, fmt.Errorf("%s/tile: %w: wanted further entries of %s or later, found %q", Folder, ErrRewritten, old.checkpoint.Signed.Format(timeForm), text)
		}
		entries = append(entries, e)
	}
	return entries, compareFiles(earlier, later, oldFiles, nowFiles, now.checkpoint)
}

// continues reports whether a log begins with that of an earlier edition. It can have
// fewer entries: what a thief has signed does not count once the key is gone.
func (l *log) continues(earlier *edition) bool {
	if l.size() < earlier.log.size() {
		return false
	}
	root, err := l.root(earlier.log.size())
	return err == nil && root == earlier.checkpoint.Root
}

// isExplained reports whether the source of a post says why it is another one, or gone.
func isExplained(earlier, later fs.FS, name string, stays bool, c *Checkpoint) (bool, error) {
	if !isSource(name) {
		return false, nil
	}
	was, err := readFile(earlier, name, maxSource)
	if err != nil || !stays {
		return goneKind(was, c.Signed) == Expired, err
	}
	is, err := readFile(later, name, maxSource)
	return kindOf(was, is) != Changed, err
}

// compareFiles compares the files that the log is about by their content: what an
// entry says about them is only what the publisher says.
func compareFiles(earlier, later fs.FS, old, now sums, c *Checkpoint) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if !isLogged(name) || old[name] == now[name] {
			continue
		}
		_, stays := now[name]
		explained, err := isExplained(earlier, later, name, stays, c)
		switch {
		case err != nil:
			return err
		case explained:
		case stays:
			errs = append(errs, fmt.Errorf("%s: %w: it is another", name, ErrRewritten))
		default:
			errs = append(errs, fmt.Errorf("%s: %w: it is gone", name, ErrRewritten))
		}
	}
	return joined(errs)
}
