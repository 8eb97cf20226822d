package signed

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"
	"unicode"

	"github.com/boardview/board/internal/lazyfs"
	"golang.org/x/mod/sumdb/tlog"
)

// The files of a signed tree. All but the feed are in Folder.
const (
	Folder         = "signed"
	CheckpointFile = Folder + "/checkpoint"
	KeysFile       = Folder + "/keys"
	feedFile       = "feed.json"
)

// Errors that Verify, Compare and CheckTime wrap. The widget reports the first
// four as the reasons bad-signature, mismatch, expired and rolled-back.
var (
	ErrSignature  = errors.New("bad signature")
	ErrMismatch   = errors.New("a file is not the one that was signed")
	ErrExpired    = errors.New("the signature is not valid at this time")
	ErrRolledBack = errors.New("the board is older than one that was seen before")
	ErrRewritten  = errors.New("a post was rewritten or dropped without saying so")
)

// A Hash is a SHA-256.
type Hash = tlog.Hash

// How times and hashes are written.
const (
	timeForm    = "2006-01-02T15:04:05Z"
	timePattern = `(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)`
	hashPattern = `([0-9a-f]{64})`
)

// Bounds of what is read, in bytes, so that nobody has to read without an end.
const (
	maxPart = 1 << 20
	maxPath = 1024
)

// maxValid is how long a note and a list of keys can be valid: a thief of the key
// could sign for longer.
const maxValid = 366 * 24 * time.Hour

// checkValid returns an error if a note is valid for too long.
func checkValid(from, until time.Time) error {
	if until.Sub(from) > maxValid {
		return fmt.Errorf("wanted a note that is valid for %d days or less, found one from %s until %s", maxValid/(24*time.Hour), from.Format(timeForm), until.Format(timeForm))
	}
	return nil
}

// validPath reports whether a path can stand in the list of files.
func validPath(name string) bool {
	return len(name) <= maxPath && name != "." && fs.ValidPath(name) && !strings.ContainsFunc(name, unicode.IsControl)
}

// maxSource is how many bytes a file of a post may have; see [board.MaxSource]. Its item in
// JSON has its text in two forms.
const maxSource = 16 << 20

// readFile reads a file of a tree, and returns an error if it has more bytes.
func readFile(fsys fs.FS, name string, most int) ([]byte, error) {
	f, err := openFile(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if err == nil && len(b) > most {
		err = fmt.Errorf("%s: wanted at most %d bytes, found more", name, most)
	}
	return b, err
}

// openFile opens a regular file: opening a named pipe in a directory would block.
func openFile(fsys fs.FS, name string) (fs.File, error) {
	if directory, ok := fsys.(fs.StatFS); ok {
		info, err := directory.Stat(name)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("%s: wanted a file, found something else", name)
		}
	}
	return fsys.Open(name)
}

// maxWrong is how many files an error names.
const maxWrong = 20

// joined is an error about some files.
func joined(errs []error) error {
	if more := len(errs) - maxWrong; more > 0 {
		errs = append(errs[:maxWrong], fmt.Errorf("and %d more files", more))
	}
	return errors.Join(errs...)
}

func content(b []byte) lazyfs.File { return func() ([]byte, error) { return b, nil } }
