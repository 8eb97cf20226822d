package signed

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// keyForm is the one form of a key. [note.NewVerifier] takes others as well, such as
// one with a hash in capital letters.
var keyForm = regexp.MustCompile(`^([^+\n]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/]+={0,2})$`)

// NewVerifier returns the verifier of a public key: name+hash+base64, as [Signer.Key]
// returns it and partners have it in their pages. It accepts what the widget accepts.
func NewVerifier(key string) (note.Verifier, error) {
	if !keyForm.MatchString(key) {
		return nil, fmt.Errorf("signed: wanted a key, name+hash+base64, found %q", key)
	}
	v, err := note.NewVerifier(key)
	if err != nil {
		return nil, fmt.Errorf("signed: %q: %w", key, err)
	}
	return v, nil
}

// maxNote is the size of a note that is read, in bytes. Package note reads up to 100
// signatures; C2SP asks for 16 at least.
const maxNote = 64 << 10

// open verifies a note. Each has one form only: base64 is accepted as it is
// written, so that no byte of a signature can be changed.
func open(message []byte, keys []note.Verifier) (*note.Note, error) {
	if len(message) > maxNote {
		return nil, fmt.Errorf("wanted a note of at most %d bytes, found %d", maxNote, len(message))
	}
	n, err := note.Open(message, note.VerifierList(unique(keys)...))
	if err != nil {
		return nil, err
	}
	_, signatures, _ := strings.Cut(string(message[len(n.Text):]), "\n")
	for line := range strings.Lines(signatures) {
		text := strings.TrimSuffix(line[strings.LastIndexByte(line, ' ')+1:], "\n")
		if raw, err := base64.StdEncoding.Strict().DecodeString(text); err != nil || base64.StdEncoding.EncodeToString(raw) != text {
			return nil, fmt.Errorf("wanted base64 without surplus bits, found %q", text)
		}
	}
	return n, nil
}

// unique drops keys that are listed twice, which package note takes for ambiguous.
func unique(keys []note.Verifier) (list []note.Verifier) {
	for _, k := range keys {
		if !slices.ContainsFunc(list, func(l note.Verifier) bool { return l.Name() == k.Name() && l.KeyHash() == k.KeyHash() }) {
			list = append(list, k)
		}
	}
	return list
}

func readNote(fsys fs.FS, name string) ([]byte, error) {
	message, err := readFile(fsys, name, maxNote)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return message, nil
}
