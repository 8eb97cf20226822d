// Package keyfile keeps signing keys in files, encrypted with a passphrase by age
// (age-encryption.org): what it writes, age -d reads. board key and board publish
// call it. It does not know what is signed.
//
// No error contains a passphrase or a part of a key.
package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

// maxFile is the size of a file that is read, in bytes. A key has some hundreds.
const maxFile = 64 << 10

// New makes a key of a name, and writes it to a file that does not exist yet, for
// the user alone.
func New(file, name, passphrase string) (*signed.Signer, error) {
	secret, _, err := note.GenerateKey(nil, name)
	if err != nil {
		return nil, fmt.Errorf("wanted a name without spaces and +, such as secretariat.example/news, found %q", name)
	}
	signer, err := parse(secret)
	if err != nil {
		return nil, err
	}
	content, err := encrypt(secret, passphrase)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(content)
	return signer, errors.Join(err, f.Sync(), f.Close())
}

// Open reads the key of a file.
func Open(file, passphrase string) (*signed.Signer, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	secret, err := decrypt(io.LimitReader(f, maxFile), passphrase)
	if err == nil {
		var signer *signed.Signer
		if signer, err = parse(secret); err == nil {
			return signer, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", file, err)
}

func encrypt(secret, passphrase string) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, errors.New("wanted a passphrase, found none")
	}
	var file bytes.Buffer
	armored := armor.NewWriter(&file)
	plain, err := age.Encrypt(armored, recipient)
	if err == nil {
		_, err = io.WriteString(plain, secret+"\n")
	}
	if err == nil {
		err = errors.Join(plain.Close(), armored.Close())
	}
	return file.Bytes(), err
}

func decrypt(file io.Reader, passphrase string) (secret string, err error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return "", errors.New("wanted a passphrase, found none")
	}
	plain, err := age.Decrypt(armor.NewReader(file), identity)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
		return "", errors.New("wanted the passphrase of this key, found another")
	}
	if err != nil {
		return "", fmt.Errorf("wanted a key file, as board key new writes it: %w", err)
	}
	content, err := io.ReadAll(plain)
	return strings.TrimSpace(string(content)), err
}

// parse reads a key in the form of package note.
func parse(secret string) (*signed.Signer, error) {
	wrong := errors.New("wanted an encrypted signing key, found something else")
	parts := strings.SplitN(secret, "+", 5)
	if len(parts) != 5 || parts[0] != "PRIVATE" || parts[1] != "KEY" {
		return nil, wrong
	}
	key, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(key) != 1+ed25519.SeedSize || key[0] != 1 {
		return nil, wrong
	}
	return signed.NewSigner(parts[2], ed25519.NewKeyFromSeed(key[1:]))
}
