package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

// A signature is how board publish signs a board.
type signature struct {
	files      []string // of the keys
	passphrase string   // the file
	valid      time.Duration
	keysFile   string
	known      []string // public keys

	signers []*signed.Signer
	note    []byte // of the site that is being published
}

func (s *signature) flags(flags *flag.FlagSet) {
	flags.Func("sign", "the `file` of a key, from board key new, that signs the board; give the flag twice while partners change from one key to another", func(file string) error {
		s.files = append(s.files, file)
		return nil
	})
	flags.StringVar(&s.passphrase, "passphrase-file", "", "the `file` with the passphrase of the keys in its first line, instead of the terminal")
	flags.DurationVar(&s.valid, "valid", 168*time.Hour, "how `long` the signature is valid; publish at least twice in that time")
	flags.StringVar(&s.keysFile, "keys", "", "the `file` in which a root key names the keys that sign, from board key name")
	keyFlag(flags, &s.known, "a public `key` that has signed SITE before and signs no more, such as one that was stolen")
}

// open opens the keys. A directory that is signed must go on to be: without keys, its
// log would be removed.
func (s *signature) open(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(signed.CheckpointFile))); err == nil && len(s.files) == 0 {
		return cli.UsageError{Err: fmt.Errorf("%s: wanted -sign for a board that has been signed, found none: partners who have its key would show nothing new; to end that, move %s away", dir, filepath.Join(dir, signed.Folder))}
	}
	if len(s.files) == 0 && (s.keysFile != "" || len(s.known) > 0) {
		return cli.UsageError{Err: errors.New("wanted -sign with -keys and -key, found none")}
	}
	for _, file := range s.files {
		signer, err := openKey(file, s.passphrase)
		if err != nil {
			return err
		}
		if signed.IsRoot(signer) {
			return fmt.Errorf("%s: wanted a key that signs boards, found a root key: it names keys, with board key name", file)
		}
		s.signers = append(s.signers, signer)
	}
	return nil
}

// signs returns the function that signs a site for a directory; nil without keys.
func (s *signature) signs(site *postdir.Site, dir string, now time.Time) func(names []string, hashes map[string][32]byte) (fs.FS, error) {
	if len(s.signers) == 0 {
		return nil
	}
	if now.IsZero() {
		now = time.Now()
	}
	return func(names []string, hashes map[string][32]byte) (fs.FS, error) {
		o, err := s.options(now.Truncate(time.Second))
		if err != nil {
			return nil, err
		}
		own, err := signed.Sign(site, names, hashes, os.DirFS(dir), o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
		c, err := signed.Open(own, s.verifiers()...)
		if err != nil {
			return nil, err
		}
		site.Renews = c.Expires.Add(-s.valid / 2)
		s.note, err = fs.ReadFile(own, signed.CheckpointFile)
		return own, err
	}
}

func (s *signature) options(now time.Time) (o signed.Options, err error) {
	o.Now, o.Valid = now, s.valid
	for _, signer := range s.signers {
		o.Signers = append(o.Signers, signer)
	}
	if o.Seen, err = s.lastNote(); err != nil {
		return o, err
	}
	if o.Known, err = verifiers(s.known); err != nil || s.keysFile == "" {
		return o, err
	}
	o.Keys, err = os.ReadFile(s.keysFile)
	return o, err
}

func (s *signature) verifiers() (keys []note.Verifier) {
	for _, signer := range s.signers {
		keys = append(keys, signer)
	}
	return keys
}

// The last note that a key has signed is kept beside its file: who can write to SITE
// could put an old one there, which would be continued otherwise.

func (s *signature) noteFile() string { return s.files[0] + ".last" }

func (s *signature) lastNote() (*signed.Checkpoint, error) {
	message, err := os.ReadFile(s.noteFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := signed.OpenCheckpoint(message, s.verifiers()...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: remove it if the key is another one than before", s.noteFile(), err)
	}
	return c, nil
}

// keepNote keeps the note of a site that has been published.
func (s *signature) keepNote() error {
	if len(s.signers) == 0 {
		return nil
	}
	err := os.WriteFile(s.noteFile()+".new", s.note, 0o600)
	if err == nil {
		err = os.Rename(s.noteFile()+".new", s.noteFile())
	}
	return err
}

// verifiers parses public keys.
func verifiers(keys []string) (list []note.Verifier, err error) {
	for _, key := range keys {
		v, err := signed.NewVerifier(key)
		if err != nil {
			return nil, cli.UsageError{Err: fmt.Errorf("wanted a key as board key show prints it, found %q", key)}
		}
		list = append(list, v)
	}
	return list, nil
}
