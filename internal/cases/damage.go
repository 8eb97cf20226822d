package cases

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Damage does to a directory what files of text cannot express: what the lines
// of a comment say that begin with "do:". It returns the others.
//
//	do: folder NAME         make an empty folder
//	do: link NAME TARGET    make a symbolic link
//	do: pipe NAME           make a named pipe
//	do: size NAME BYTES     make a file longer, with zeros
//
// All else is left to more.
func Damage(dir, comment string, more func(words []string) error) (why string, err error) {
	for line := range strings.Lines(comment) {
		do, ok := strings.CutPrefix(line, "do: ")
		if !ok {
			why += line
		} else if err := damage(dir, strings.Fields(do), more); err != nil {
			return "", fmt.Errorf("%s: %w", strings.TrimSpace(line), err)
		}
	}
	return why, nil
}

func damage(dir string, words []string, more func(words []string) error) error {
	if len(words) < 2 {
		return errors.New("wanted what to do, and the name of a file")
	}
	switch name := filepath.Join(dir, words[1]); {
	case words[0] == "folder":
		return os.Mkdir(name, 0o777)
	case words[0] == "pipe":
		return mkfifo(name)
	case words[0] == "link" && len(words) == 3:
		return os.Symlink(words[2], name)
	case words[0] == "size" && len(words) == 3:
		bytes, err := strconv.ParseInt(words[2], 10, 64)
		return errors.Join(err, os.Truncate(name, bytes))
	}
	return more(words)
}
