package signed

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
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

// rootSuffix ends the name of a root key. It signs no board, but the names of the
// keys that do.
const rootSuffix = "/root"

// IsRoot reports whether a key is a root key.
func IsRoot(key interface{ Name() string }) bool { return strings.HasSuffix(key.Name(), rootSuffix) }

// A KeyList is what a root key says: which keys sign the board, and until when
// they do.
type KeyList struct {
	Root    string // the name of the root key
	Signed  time.Time
	Expires time.Time
	Keys    []note.Verifier
}

// names reports whether one of the signatures is by a key of the list.
func (l *KeyList) names(signatures []note.Signature) bool {
	return slices.ContainsFunc(signatures, func(s note.Signature) bool {
		return slices.ContainsFunc(l.Keys, func(k note.Verifier) bool { return k.Name() == s.Name && k.KeyHash() == s.Hash })
	})
}

const keysVersion = "board-view-keys/1"

var keysForm = regexp.MustCompile(`^([^\n]+)\n` + keysVersion + `\nsigned ` + timePattern + `\nexpires ` + timePattern + `\n((?:key [^\n]+\n)+)$`)

// SignKeys returns the content of [KeysFile]: a note by a root key that names keys,
// in the form of [Signer.Key].
func SignKeys(root note.Signer, now, expires time.Time, keys ...string) ([]byte, error) {
	if !IsRoot(root) || !expires.After(now) || len(keys) == 0 {
		return nil, fmt.Errorf("signed: wanted a key whose name ends in %q, an end after %s, and keys, found %q, %s and %d", rootSuffix, now.Format(time.RFC3339), root.Name(), expires.Format(time.RFC3339), len(keys))
	}
	text := fmt.Sprintf("%s\n%s\nsigned %s\nexpires %s\n", root.Name(), keysVersion, now.UTC().Format(timeForm), expires.UTC().Format(timeForm))
	for _, key := range keys {
		text += "key " + key + "\n"
	}
	if _, err := parseKeyList(text); err != nil {
		return nil, err
	}
	message, err := note.Sign(&note.Note{Text: text}, root)
	if err != nil {
		return nil, fmt.Errorf("signed: %w", err)
	}
	return message, nil
}

// OpenKeyList returns the keys that one of the root keys names. The error wraps
// [ErrSignature].
func OpenKeyList(message []byte, roots ...note.Verifier) (*KeyList, error) {
	n, err := open(message, roots)
	var list *KeyList
	if err == nil {
		list, err = parseKeyList(n.Text)
	}
	if err == nil && !slices.ContainsFunc(n.Sigs, func(s note.Signature) bool { return s.Name == list.Root }) {
		err = fmt.Errorf("wanted a list of %q, found one of %q", n.Sigs[0].Name, list.Root)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", KeysFile, ErrSignature, err)
	}
	return list, nil
}

func parseKeyList(text string) (*KeyList, error) {
	m := keysForm.FindStringSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("wanted name, %q, signed, expires and keys, found %.200q", keysVersion, text)
	}
	list := &KeyList{Root: m[1]}
	var err1, err2 error
	list.Signed, err1 = time.Parse(timeForm, m[2])
	list.Expires, err2 = time.Parse(timeForm, m[3])
	if err := errors.Join(err1, err2, checkValid(list.Signed, list.Expires)); err != nil {
		return nil, err
	}
	for line := range strings.Lines(m[4]) {
		text := strings.TrimSuffix(strings.TrimPrefix(line, "key "), "\n")
		key, err := parseKey(text, strings.TrimSuffix(list.Root, rootSuffix))
		if err != nil {
			return nil, fmt.Errorf("%q: %w", text, err)
		}
		if key != nil {
			list.Keys = append(list.Keys, key)
		}
	}
	return list, nil
}

var keyForm = regexp.MustCompile(`^([^+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/]+={0,2})$`)

// parseKey parses a key of a list; nil if it is of a type that is not known yet.
func parseKey(text, name string) (note.Verifier, error) {
	m := keyForm.FindStringSubmatch(text)
	if m == nil || m[1] != name || strings.HasSuffix(name, rootSuffix) {
		return nil, fmt.Errorf("wanted a key named %q, as the root key says, that is none itself, found another", name)
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(m[2])
	if err == nil && raw[0] != ed25519Type {
		return nil, nil
	}
	return note.NewVerifier(text)
}

// ed25519Type is the first byte of a key, and of what signature lines are made.
const ed25519Type = 1

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

func readNote(fsys fs.FS, name string) ([]byte, error) {
	message, err := readFile(fsys, name, maxNote)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return message, nil
}
