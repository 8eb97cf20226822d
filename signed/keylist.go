package signed

import (
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

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

// names reports whether a key is in the list.
func (l *KeyList) names(name string, hash uint32) bool {
	return slices.ContainsFunc(l.Keys, func(k note.Verifier) bool { return k.Name() == name && k.KeyHash() == hash })
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

// readKeyList returns what a list says, whoever has signed it.
func readKeyList(message []byte) (*KeyList, error) {
	text, _, _ := strings.Cut(string(message), "\n\n")
	return parseKeyList(text + "\n")
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
	return NewVerifier(text)
}

// ed25519Type is the first byte of a key, and of what signature lines are made.
const ed25519Type = 1
