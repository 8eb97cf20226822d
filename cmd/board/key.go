package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/boardview/board/cmd/board/internal/keyfile"
	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/signed"
)

var keyCommand = cli.Command{
	Name:  "board key",
	Args:  []string{"ACTION", "KEYFILE"},
	Short: "Make a key that signs a board, show it, or name keys by a root key.",
	Long: `
ACTION is what to do with KEYFILE:

  new    make a key, and write it to KEYFILE, encrypted with a passphrase
  show   print the public key, which partners write into their pages:
         <board-view key="…">
  name   print a note that names the keys given by -key; KEYFILE is a root key.
         board publish -keys publishes it.

The passphrase is asked for on the terminal, or is the first line of the file
-passphrase-file. It is never an argument.

A root key stays offline. Partners who have it in their pages follow when the keys
that sign the board change. docs/keys.md says what to do when a key is stolen, is
lost, or expires.`,
	Examples: []cli.Example{
		{Purpose: "make a key for the board at secretariat.example/news", Line: "board key new -name secretariat.example/news board.key"},
		{Purpose: "print the public key again", Line: "board key show board.key"},
		{Purpose: "make a root key, to be kept offline", Line: "board key new -root -name secretariat.example/news root.key"},
		{Purpose: "let the root key name the key that signs", Line: "board key name -key secretariat.example/news+cfd4f110+AVkU… root.key > board.keys"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		k := new(keyAction)
		flags.StringVar(&k.name, "name", "", "the `name` of a new key and of what it signs: the board's address without https://")
		flags.BoolVar(&k.root, "root", false, "make a root key")
		flags.StringVar(&k.passphrase, "passphrase-file", "", "the `file` with the passphrase in its first line")
		flags.DurationVar(&k.valid, "valid", 366*24*time.Hour, "how `long` the note of a root key is valid")
		keyFlag(flags, &k.keys, "a `key` to be named by a root key, as board key show prints it; give the flag once for each key")
		return func(args []string, out *cli.Printer) error { return k.run(args[0], args[1], out) }
	},
}

// keyFlag defines the flag -key, which may be given several times.
func keyFlag(flags *flag.FlagSet, keys *[]string, usage string) {
	flags.Func("key", usage, func(s string) error {
		*keys = append(*keys, s)
		return nil
	})
}

type keyAction struct {
	name       string
	root       bool
	passphrase string // the file
	valid      time.Duration
	keys       []string
}

// A keyEvent is a public key, as JSON.
type keyEvent struct {
	Type string `json:"type"` // "key"
	Key  string `json:"key"`
}

func (k *keyAction) run(action, file string, out *cli.Printer) error {
	if action == "new" {
		return k.make(file, out)
	}
	if action != "show" && action != "name" {
		return cli.UsageError{Err: fmt.Errorf("wanted new, show or name, found %q", action)}
	}
	signer, err := openKey(file, k.passphrase)
	if err != nil {
		return err
	}
	if action == "show" {
		out.Print(signer.Key(), keyEvent{"key", signer.Key()})
		return nil
	}
	now := time.Now().Truncate(time.Second)
	list, err := signed.SignKeys(signer, now, now.Add(k.valid), k.keys...)
	if err == nil {
		text := strings.TrimSuffix(string(list), "\n")
		out.Print(text, keyEvent{"keys", text})
	}
	return err
}

func (k *keyAction) make(file string, out *cli.Printer) error {
	if k.name == "" {
		return cli.UsageError{Err: errors.New("wanted -name, the board's address without https://, found none")}
	}
	if k.root {
		k.name += "/root"
	}
	passphrase, err := keyfile.Passphrase(k.passphrase, file, true)
	if err != nil {
		return err
	}
	signer, err := keyfile.New(file, k.name, passphrase)
	if err == nil {
		out.Print(signer.Key(), keyEvent{"key", signer.Key()})
	}
	return err
}

// openKey asks for the passphrase of a key, and opens it.
func openKey(file, passphraseFile string) (*signed.Signer, error) {
	passphrase, err := keyfile.Passphrase(passphraseFile, file, false)
	if err != nil {
		return nil, err
	}
	return keyfile.Open(file, passphrase)
}
