// Package signed signs a published board, and verifies one: nobody between the
// publisher and a reader can change, drop or hold back a post unseen.
//
// [FS] adds the folder signed to a tree of web files. In it are a note that
// binds every file (a signed checkpoint, [Checkpoint]), the log of all posts that
// were ever published, and the list of the files of the tree. [Verify] checks a
// tree, for example a mirror or an archive; [Compare] checks that a later tree
// has kept the posts of an earlier one. FORMAT.md describes the files.
//
// Programs and cmd/board call it, and wasm/js/verifier does the same as Verify in
// a reader's browser. It works on any tree with a feed.json, and knows of boards
// only the header of a post's source. It is never linked into the engine.
package signed

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/boardview/board/internal/lazyfs"
)

// FS returns a tree with the files of site and those that sign them. The previous
// tree is what the last call returned, or where it was published; nil begins a new
// log. If nothing has changed and the previous note is valid for half of o.Valid
// or more, it stays.
//
// FS reads each file of site once, to hash it; site must have the same files when
// the tree is read. Not signed are compressed copies (name.br beside name), files
// that servers do not send (those that begin with a dot, _headers, web.config,
// nginx.conf), and names with control characters or invalid UTF-8.
//
// It returns an error if the previous tree has a list of keys and o has none, which
// pages with the root key would refuse, or if that list names none of the signers.
// The error wraps [ErrSignature] or [ErrMismatch] if the previous
// note is signed by none of the keys, or its log is damaged; and one that wraps
// [ErrRolledBack] if o.Now is before the previous note was signed, or the previous
// tree is older than o.Seen: somebody has put back an old one, and signing it would
// make two logs of one.
func FS(site, previous fs.FS, o Options) (fs.FS, error) {
	if _, err := fs.Stat(site, Folder); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("signed: wanted a tree without a file or folder %q, which is for the signature, found one: rename it", Folder)
	}
	files, err := sumFiles(site)
	if err != nil {
		return nil, err
	}
	before, err := openPrevious(previous, o)
	if err != nil {
		return nil, err
	}
	own, err := sign(before, site, files, previous, o)
	if err != nil {
		return nil, err
	}
	return tree{site, own}, nil
}

// Sign returns the folder that FS adds, as a tree of its own, for a caller that knows
// what has changed: names are the paths of all files of site, and hashes has the
// SHA-256 of those that are not the same as in the previous tree. Of site, Sign reads
// sources of posts that have changed, and files without a hash that the previous
// tree does not list.
func Sign(site fs.FS, names []string, hashes map[string][32]byte, previous fs.FS, o Options) (fs.FS, error) {
	before, err := openPrevious(previous, o)
	if err != nil {
		return nil, err
	}
	files, err := before.complete(site, previous, names, hashes)
	if err != nil {
		return nil, err
	}
	own, err := sign(before, site, files, previous, o)
	if err != nil {
		return nil, err
	}
	return own, nil
}

// sign signs the edition after another.
func sign(before *edition, site fs.FS, sums sums, previous fs.FS, o Options) (*lazyfs.Tree, error) {
	if err := o.check(sums); err != nil {
		return nil, err
	}
	files := newList(sums)
	state := State{Feed: sums[feedFile], Height: files.height(), Files: files.root()}
	own := make(lazyfs.Dir)
	files.addTo(own)
	if o.Keys != nil {
		own.Add(KeysFile, content(o.Keys))
	}
	if before.lasts(state, o) && before.keepParts(own, files, previous) {
		before.addTo(own, before.note)
		return &lazyfs.Tree{Root: own}, nil
	}
	next, err := before.next(site, previous, sums, state, o)
	if err != nil {
		return nil, err
	}
	if !next.keepParts(own, files, previous) {
		next.checkpoint.Before, next.checkpoint.Until = nil, time.Time{}
	}
	message, err := next.checkpoint.sign(o.Signers)
	if err != nil {
		return nil, err
	}
	next.addTo(own, message)
	return &lazyfs.Tree{Root: own}, nil
}
