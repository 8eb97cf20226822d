package signed

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// A Signer signs notes with an Ed25519 key that is held elsewhere: in memory, in a
// file, by an agent or a hardware module. It implements [note.Signer] and
// [note.Verifier].
type Signer struct {
	note.Verifier
	text string
	key  crypto.Signer
}

// NewSigner returns a Signer for a key, under the name of a log: a URL without a
// scheme, such as "secretariat.example/news". The key's public key has to be an
// [ed25519.PublicKey].
func NewSigner(name string, key crypto.Signer) (*Signer, error) {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, fmt.Errorf("signed: wanted an Ed25519 key, found %T", key.Public())
	}
	text, err := note.NewEd25519VerifierKey(name, public)
	if err != nil {
		return nil, fmt.Errorf("signed: %w", err)
	}
	verifier, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("signed: wanted a name without spaces and +, found %q", name)
	}
	return &Signer{verifier, text, key}, nil
}

// Key is the public key, as partners write it into their pages: name+hash+base64.
func (s *Signer) Key() string { return s.text }

// Sign implements [note.Signer].
func (s *Signer) Sign(message []byte) ([]byte, error) {
	return s.key.Sign(rand.Reader, message, crypto.Hash(0))
}

// Open returns what the note of a tree says, as Verify does, and does not look at
// the files that it binds.
func Open(fsys fs.FS, keys ...note.Verifier) (*Checkpoint, error) {
	c, _, err := openTree(fsys, keys)
	return c, err
}

// openTree reads the note of a tree, by the keys or those that a root key among
// them names. A list of keys that had expired when the note was signed names none.
func openTree(fsys fs.FS, keys []note.Verifier) (*Checkpoint, []byte, error) {
	message, err := readNote(fsys, CheckpointFile)
	if err != nil {
		return nil, nil, err
	}
	var named, online []note.Verifier
	for _, key := range keys {
		if IsRoot(key) {
			named = append(named, key)
		} else {
			online = append(online, key)
		}
	}
	c, err := OpenCheckpoint(message, online...)
	var unknown *note.UnverifiedNoteError // a wrong signature is another error, which no list of keys can mend
	if !errors.As(err, &unknown) || len(named) == 0 {
		return c, message, err
	}
	content, err := readNote(fsys, KeysFile)
	if err != nil {
		return nil, nil, err
	}
	list, err := OpenKeyList(content, named...)
	if err != nil {
		return nil, nil, err
	}
	if c, err = OpenCheckpoint(message, list.Keys...); err == nil {
		c.list = list
	}
	if err == nil && c.Signed.After(list.Expires) {
		err = fmt.Errorf("%s: %w: wanted a list of keys that is valid at %s, found one until %s", KeysFile, ErrSignature, c.Signed.Format(time.RFC3339), list.Expires.Format(time.RFC3339))
	}
	return c, message, err
}
