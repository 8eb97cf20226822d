package signed

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/boardview/board/internal/lazyfs"
	"golang.org/x/mod/sumdb/note"
)

// Options say how a tree is signed.
type Options struct {
	Signers []note.Signer   // at least one; all have the same name, which becomes the log's origin
	Known   []note.Verifier // keys besides those of Signers that may have signed the previous tree
	Now     time.Time       // the time of signing
	Valid   time.Duration   // how long the note is valid
	Seen    *Checkpoint     // the newest note that the signers have signed: the previous tree must not be older; nil if it is not known
	Keys    []byte          // the content of KeysFile, a note by a root key; nil if no tree of the log has had one
}

func (o Options) check(files sums) error {
	for _, s := range o.Signers {
		if s.Name() != o.Signers[0].Name() {
			return fmt.Errorf("signed: wanted signers of one name, found %q and %q", o.Signers[0].Name(), s.Name())
		}
		if IsRoot(s) {
			return fmt.Errorf("signed: wanted a key that signs boards, found a root key, %q: it names keys", s.Name())
		}
	}
	if o.Valid < time.Minute || o.Valid > maxValid || o.Now.IsZero() {
		return fmt.Errorf("signed: wanted a time of signing, and a note that is valid for a minute to 366 days, found %s and %s", o.Now, o.Valid)
	}
	if err := o.checkKeys(); err != nil {
		return err
	}
	for name := range files {
		if strings.HasPrefix(name, Folder+"/") {
			return fmt.Errorf("signed: wanted a board without a folder %q, which is for the signature, found %q: rename the folder", Folder, name)
		}
	}
	if _, ok := files[feedFile]; !ok {
		return fmt.Errorf("signed: wanted a published board, found no %s", feedFile)
	}
	return nil
}

// checkKeys returns an error if nobody who has pinned the root key could verify what
// is signed now.
func (o Options) checkKeys() error {
	if o.Keys == nil {
		return nil
	}
	list, err := readKeyList(o.Keys)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", KeysFile, err)
	case o.Now.After(list.Expires):
		return fmt.Errorf("%s: %w: wanted a list that is valid at %s, found one until %s: name the keys again", KeysFile, ErrExpired, o.Now.UTC().Format(timeForm), list.Expires.Format(timeForm))
	case !slices.ContainsFunc(o.Signers, func(s note.Signer) bool { return list.names(s.Name(), s.KeyHash()) }):
		return fmt.Errorf("%s: wanted a list that names a key that signs, found none of them: name the keys again", KeysFile)
	}
	return nil
}

// An edition is a signed version of a tree: its note and its log.
type edition struct {
	checkpoint *Checkpoint // nil: there is none yet
	note       []byte
	keys       []byte
	log        *log
	before     int64 // size of the log of the edition before
}

// openPrevious reads what was published before.
func openPrevious(previous fs.FS, o Options) (*edition, error) {
	if len(o.Signers) == 0 {
		return nil, errors.New("signed: wanted a signer, found none")
	}
	if !isSigned(previous) {
		if o.Seen != nil {
			return nil, fmt.Errorf("the previous tree: %s: %w: wanted the log of %d entries that was signed before, found none: restore it from a copy", CheckpointFile, ErrRolledBack, o.Seen.Size)
		}
		return &edition{log: newLog()}, nil
	}
	known := slices.Clone(o.Known)
	for _, s := range o.Signers {
		if v, ok := s.(note.Verifier); ok {
			known = append(known, v)
		}
	}
	c, message, err := openTree(previous, known)
	if err != nil {
		return nil, fmt.Errorf("the previous tree: %w", err)
	}
	if c.Origin != o.Signers[0].Name() {
		return nil, fmt.Errorf("the previous tree: %s: %w: wanted the log of %q, found that of %q", CheckpointFile, ErrSignature, o.Signers[0].Name(), c.Origin)
	}
	if o.Seen != nil {
		if err := c.CheckOrder(o.Seen); err != nil {
			return nil, fmt.Errorf("the previous tree: %w: restore it from a copy", err)
		}
	}
	if o.Now.Before(c.Signed) {
		return nil, fmt.Errorf("the previous tree: %s: %w: wanted one signed before %s, found one signed at %s: is the clock right?", CheckpointFile, ErrRolledBack, o.Now.UTC().Format(timeForm), c.Signed.Format(timeForm))
	}
	l, err := readLog(previous, c, false)
	if err != nil {
		return nil, fmt.Errorf("the previous tree: %w", err)
	}
	keys, err := readFile(previous, KeysFile, maxNote)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err == nil {
		err = checkOrder(keys, o.Keys)
	}
	return &edition{checkpoint: c, note: message, keys: keys, log: l}, err
}

// checkOrder returns an error if a list of keys is missing, or older than the one
// before: readers who have pinned the root key would refuse the board.
func checkOrder(before, keys []byte) error {
	if len(before) == 0 {
		return nil
	}
	if keys == nil {
		return fmt.Errorf("%s: wanted the list of keys again (-keys), which the previous tree has, found none: pages that have the root key would show nothing new; to give up the root key, remove that file from that tree", KeysFile)
	}
	was, err1 := readKeyList(before)
	is, err2 := readKeyList(keys)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("%s: %w", KeysFile, err)
	}
	if is.Signed.Before(was.Signed) {
		return fmt.Errorf("%s: %w: wanted a list of %s or later, as in the previous tree, found one of %s: name the keys again", KeysFile, ErrRolledBack, was.Signed.Format(timeForm), is.Signed.Format(timeForm))
	}
	return nil
}

// complete adds the hashes of files that are the same as in the previous tree.
func (e *edition) complete(site, previous fs.FS, names []string, hashes map[string][32]byte) (sums, error) {
	listed := make(sums)
	if e.checkpoint != nil {
		var err error
		if listed, err = readList(previous, e.checkpoint.State); err != nil {
			listed = make(sums) // it is damaged: all files are read
		}
	}
	files := make(sums, len(names))
	for _, name := range names {
		if !canBeSigned(name) {
			continue
		}
		h, known := hashes[name]
		if !known {
			h, known = listed[name]
		}
		if !known {
			read, err := hashFile(site, name)
			if err != nil {
				return nil, err
			}
			h = read
		}
		files[name] = h
	}
	return files, nil
}

func isSigned(previous fs.FS) bool {
	if previous == nil {
		return false
	}
	_, err := fs.Stat(previous, CheckpointFile)
	return !errors.Is(err, fs.ErrNotExist)
}

// lasts reports whether the note need not be renewed.
func (e *edition) lasts(s State, o Options) bool {
	return e.checkpoint != nil && e.checkpoint.State == s && string(e.keys) == string(o.Keys) && sameKeys(e.note, o.Signers) &&
		e.checkpoint.Expires.Sub(o.Now) >= o.Valid/2 && !e.checkpoint.Expires.After(o.Now.Add(o.Valid))
}

// delivery is how long readers accept the version before, while the files of a new
// one replace it on servers and in caches.
const delivery = time.Hour

// succeed has the note accept the files of the version before as well, but no longer
// than the note of that version was valid: it would be a rollback that is signed.
func (c *Checkpoint) succeed(before *Checkpoint) {
	until := c.Signed.Add(delivery)
	if before.Expires.Before(until) {
		until = before.Expires
	}
	if before.State != c.State && until.After(c.Signed) {
		c.Before, c.Until = &before.State, until
	}
}

// next returns the edition of a new state.
func (e *edition) next(site, previous fs.FS, files sums, s State, o Options) (*edition, error) {
	c := &Checkpoint{Origin: o.Signers[0].Name(), Signed: o.Now.UTC(), Expires: o.Now.Add(o.Valid).UTC(), State: s}
	if e.checkpoint != nil {
		c.succeed(e.checkpoint)
	}
	size := e.log.size()
	if err := e.record(site, previous, files, o); err != nil {
		return nil, err
	}
	if r := s.root(); e.log.version(0) != r {
		if err := e.log.add(o.Now, Tree, r.hash, r.path); err != nil {
			return nil, err
		}
	}
	c.Size = e.log.size()
	var err error
	c.Root, err = e.log.root(c.Size)
	return &edition{checkpoint: c, log: e.log, before: size}, err
}

// keepParts keeps the parts of the list of the files before, and reports whether it
// could. Of a damaged tree, readers cannot be given an earlier file.
func (e *edition) keepParts(own lazyfs.Dir, files *list, previous fs.FS) bool {
	return e.checkpoint.Before == nil || files.addDiffering(own, previous, *e.checkpoint.Before) == nil
}

// record appends entries about the files that are new, others or gone.
func (e *edition) record(site, previous fs.FS, files sums, o Options) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		head, known := e.log.heads[name]
		if !isLogged(name) && !known || known && head == files[name] {
			continue
		}
		kind := New
		if head != (Hash{}) {
			kind = Changed
			if isSource(name) {
				now, err := readFile(site, name, maxSource)
				if err != nil {
					return err
				}
				kind = kindOf(earlier(previous, name, head), now)
			}
		}
		if err := e.log.add(o.Now, kind, files[name], name); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.log.heads)) {
		head := e.log.heads[name]
		if _, ok := files[name]; ok || head == (Hash{}) {
			continue
		}
		kind := Removed
		if isSource(name) {
			kind = goneKind(earlier(previous, name, head), o.Now)
		}
		if err := e.log.add(o.Now, kind, Hash{}, name); err != nil {
			return err
		}
	}
	return nil
}

func isSource(name string) bool { return path.Dir(name) == "posts" }

// earlier is a file as it was logged; nil if the tree has another one by now.
func earlier(previous fs.FS, name string, h Hash) []byte {
	if found, err := hashFile(previous, name); err != nil || found != h {
		return nil
	}
	text, _ := readFile(previous, name, maxSource)
	return text
}

// addTo adds the note and the tiles, and those partial tiles to which the note
// before leads.
func (e *edition) addTo(own lazyfs.Dir, message []byte) {
	own.Add(CheckpointFile, content(message))
	e.log.addTo(own, e.log.size())
	e.log.addTo(own, e.before)
}
