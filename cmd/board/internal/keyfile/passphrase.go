package keyfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// minPassphrase is how many characters a new passphrase has.
const minPassphrase = 12

// Passphrase returns the passphrase of a key: the first line of a file, or what the
// user types if there is no file. A new one is typed twice.
func Passphrase(file, key string, isNew bool) (string, error) {
	passphrase, err := "", error(nil)
	if file != "" {
		passphrase, err = firstLine(file)
	} else {
		passphrase, err = typed(key, isNew)
	}
	if err == nil && isNew && utf8.RuneCountInString(passphrase) < minPassphrase {
		err = fmt.Errorf("wanted a passphrase of %d characters or more, found fewer", minPassphrase)
	}
	return passphrase, err
}

func firstLine(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxFile))
	line, _, _ := strings.Cut(string(content), "\n")
	return strings.TrimSuffix(line, "\r"), err
}

func typed(key string, twice bool) (string, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", errors.New("wanted a terminal to ask for the passphrase, or -passphrase-file, found neither")
	}
	first, err := ask("Passphrase of " + key + ": ")
	if err != nil || !twice {
		return first, err
	}
	second, err := ask("Again: ")
	if err == nil && first != second {
		err = errors.New("wanted the same passphrase twice, found two")
	}
	return first, err
}

// ask asks on the terminal, which shows nothing of the answer.
func ask(question string) (string, error) {
	fmt.Fprint(os.Stderr, question)
	answer, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(answer), err
}
