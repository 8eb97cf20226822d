package signed

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// A Checkpoint is what a note says: how long the log is, and which files the tree
// has. It is a C2SP checkpoint (c2sp.org/tlog-checkpoint) with extension lines.
type Checkpoint struct {
	Origin  string // the name of the log, which is that of its keys
	Size    int64  // number of entries of the log
	Root    Hash   // of the log's Merkle tree
	Signed  time.Time
	Expires time.Time
	State
	Before *State    // what it replaced, which readers may still get; nil if there was none
	Until  time.Time // when they accept that no more; zero without it

	signatures []note.Signature // by known keys
	list       *KeyList         // in which a root key names these; nil without one
}

// A State is a version of the tree.
type State struct {
	Feed   Hash // of feed.json
	Height int  // of the list of all files: 0 if its root is a part with files
	Files  Hash // of the root of that list
}

const version = "board-view/1"

// checkpointForm is the text of a note. Lines after those that it names are
// extensions that have no meaning yet.
var checkpointForm = regexp.MustCompile(`^([^\n]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n` + version + `\n` +
	`signed ` + timePattern + `\nexpires ` + timePattern + `\nfeed ` + hashPattern + `\nfiles (\d) ` + hashPattern + `\n` +
	`(?:before ` + hashPattern + ` (\d) ` + hashPattern + ` ` + timePattern + `\n)?(?:[^\n]+\n)*$`)

// OpenCheckpoint returns what a note says if one of the keys has signed it that
// has the name of the log. Signatures of unknown keys are ignored; one of a known
// key that is wrong makes the whole note wrong. The error wraps [ErrSignature].
//
// It does not look at the time: see [Checkpoint.CheckTime].
func OpenCheckpoint(message []byte, keys ...note.Verifier) (*Checkpoint, error) {
	n, err := open(message, keys)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", CheckpointFile, ErrSignature, err)
	}
	c, err := parseCheckpoint(n.Text)
	if err == nil && !slices.ContainsFunc(n.Sigs, func(s note.Signature) bool { return s.Name == c.Origin }) {
		err = fmt.Errorf("wanted a log of the name of the key, %q, found %q", n.Sigs[0].Name, c.Origin)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", CheckpointFile, ErrSignature, err)
	}
	c.signatures = n.Sigs
	return c, nil
}

func parseCheckpoint(text string) (*Checkpoint, error) {
	m := checkpointForm.FindStringSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("wanted origin, size, root, %q, signed, expires, feed and files, found %.200q", version, text)
	}
	if strings.HasSuffix(m[1], rootSuffix) {
		return nil, fmt.Errorf("wanted a log whose name does not end in %q, as those of root keys do, found %q", rootSuffix, m[1])
	}
	c := &Checkpoint{Origin: m[1], State: newState(m[6], m[7], m[8])}
	c.Size, _ = strconv.ParseInt(m[2], 10, 64)
	root, err := base64.StdEncoding.Strict().DecodeString(m[3])
	if err != nil {
		return nil, fmt.Errorf("root: %w", err)
	}
	copy(c.Root[:], root)
	if c.Signed, err = time.Parse(timeForm, m[4]); err != nil {
		return nil, err
	}
	if c.Expires, err = time.Parse(timeForm, m[5]); err != nil {
		return nil, err
	}
	if err := checkValid(c.Signed, c.Expires); err != nil {
		return nil, err
	}
	if m[9] != "" {
		before := newState(m[9], m[10], m[11])
		c.Before = &before
		c.Until, err = time.Parse(timeForm, m[12])
	}
	return c, err
}

// newState is a state from its texts, which are of the right form.
func newState(feed, height, files string) (s State) {
	s.Feed, s.Files = parseHash(feed), parseHash(files)
	s.Height, _ = strconv.Atoi(height)
	return s
}

func parseHash(text string) (h Hash) {
	hex.Decode(h[:], []byte(text))
	return h
}

// String is the text of the note.
func (c *Checkpoint) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%d\n%s\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]), version)
	fmt.Fprintf(&b, "signed %s\nexpires %s\n", c.Signed.UTC().Format(timeForm), c.Expires.UTC().Format(timeForm))
	fmt.Fprintf(&b, "feed %x\nfiles %d %x\n", c.Feed[:], c.Height, c.Files[:])
	if c.Before != nil {
		fmt.Fprintf(&b, "before %x %d %x %s\n", c.Before.Feed[:], c.Before.Height, c.Before.Files[:], c.Until.UTC().Format(timeForm))
	}
	return b.String()
}

// sign returns the note, and an error if a signer has another key than it says:
// nobody could verify the note.
func (c *Checkpoint) sign(signers []note.Signer) ([]byte, error) {
	message, err := note.Sign(&note.Note{Text: c.String()}, signers...)
	if err != nil {
		return nil, fmt.Errorf("signed: %w", err)
	}
	for _, s := range signers {
		if k, ok := s.(note.Verifier); ok {
			if _, err := OpenCheckpoint(message, k); err != nil {
				return nil, err
			}
		}
	}
	return message, nil
}

// slack is how far a clock may be wrong.
const slack = 24 * time.Hour

// CheckTime returns an error that wraps [ErrExpired] if the note is not valid at a
// time: not any more, or not yet. A reader's clock may be a day late.
func (c *Checkpoint) CheckTime(now time.Time) error {
	switch {
	case now.After(c.Expires):
		return fmt.Errorf("%s: %w: it expired at %s", CheckpointFile, ErrExpired, c.Expires.Format(time.RFC3339))
	case c.list != nil && now.After(c.list.Expires):
		return fmt.Errorf("%s: %w: it expired at %s", KeysFile, ErrExpired, c.list.Expires.Format(time.RFC3339))
	case c.list != nil && c.list.Signed.After(now.Add(slack)):
		return fmt.Errorf("%s: %w: it is of the future, %s", KeysFile, ErrExpired, c.list.Signed.Format(time.RFC3339))
	case c.Signed.After(now.Add(slack)):
		return fmt.Errorf("%s: %w: it is of the future, %s", CheckpointFile, ErrExpired, c.Signed.Format(time.RFC3339))
	}
	return nil
}

// CheckOrder returns an error that wraps [ErrRolledBack] if the note, or the list
// of keys by which it was opened, is older than one that was seen before. What was
// signed by a key that a newer list names no more does not count: it may be of a
// thief. Programs that keep what they have seen open it again with the keys that
// they accept now, and forget it if that fails, for the same reason.
func (c *Checkpoint) CheckOrder(seen *Checkpoint) error {
	if c.list != nil && seen.list != nil {
		switch order := c.list.Signed.Compare(seen.list.Signed); {
		case order < 0:
			return fmt.Errorf("%s: %w: wanted one of %s or later, found %s", KeysFile, ErrRolledBack, seen.list.Signed.Format(time.RFC3339), c.list.Signed.Format(time.RFC3339))
		case order > 0 && !slices.ContainsFunc(seen.signatures, func(s note.Signature) bool { return c.list.names(s.Name, s.Hash) }):
			return nil
		}
	}
	if c.Signed.Before(seen.Signed) || c.Size < seen.Size {
		return fmt.Errorf("%s: %w: wanted one of %s or later with %d entries or more, found %s with %d", CheckpointFile, ErrRolledBack,
			seen.Signed.Format(time.RFC3339), seen.Size, c.Signed.Format(time.RFC3339), c.Size)
	}
	return nil
}

// sameKeys reports whether a note has the signatures of these keys and no others.
func sameKeys(message []byte, signers []note.Signer) bool {
	signatures := bytes.Count(message, []byte("\n— "))
	for _, s := range signers {
		if !bytes.Contains(message, fmt.Appendf(nil, "\n— %s %s", s.Name(), keyStart(s.KeyHash()))) {
			return false
		}
	}
	return signatures == len(signers)
}

// keyStart is how the signatures of a key begin: five characters of base64 are
// the first 30 bits of its hash.
func keyStart(hash uint32) string {
	return base64.StdEncoding.EncodeToString([]byte{byte(hash >> 24), byte(hash >> 16), byte(hash >> 8), byte(hash)})[:5]
}
