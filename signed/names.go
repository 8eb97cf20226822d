package signed

import (
	"errors"
	"fmt"

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
