// Package deploy plans how a published board gets to a target, a directory or
// a bucket that readers are using meanwhile. It compares the board with what
// the target holds, orders the changes so that no link is dead at any moment,
// and keeps a log in the target, so that an interrupted deployment can be
// continued.
//
// The commands board and board-s3 call it; they carry out the steps. The
// package must not know how a target stores files, nor what is in them.
//
// The format of the log is that of every earlier version: a tree that was
// published by one of them is taken over without writing it again.
package deploy

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unique"
)

// Folder is the folder of a target that holds the log. No board has files
// there: Publish leaves out names that begin with a dot.
const Folder = ".board"

// Contents lists the files of a target by name.
type Contents map[string]Entry

// An Entry describes a file of a target.
type Entry struct {
	State  State
	Hash   Hash
	Print  Hash   // of what it is made of; zero if that is not known
	Size   int64  // in bytes, if Print is known
	Copies string // the suffixes of its compressed copies: ".br,.gz"
	Left   int64  // when the board ceased to have the file, in Unix seconds; 0 while it has it
}

// A Skipped file belongs to the board, but the target does not get it.
type Skipped struct {
	Name string
	Why  error
}

// A State says how much is known about a file of a target.
type State byte

const (
	Sure     State = '+' // it exists and has this hash
	Adding   State = '*' // a deployment that was interrupted may have added it
	Changing State = '?' // it exists, but its content is not known
	Gone     State = '-' // it was removed; only in segments of a log
)

// A Hash identifies a content. It is short because a board of 100,000 posts
// has half a million of them in memory.
type Hash [16]byte

// HashOf hashes parts. The same bytes in other parts have another hash.
func HashOf(parts ...[]byte) (short Hash) {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	copy(short[:], h.Sum(nil))
	return short
}

// CopyNames returns the names of the compressed copies of the file.
func (e Entry) CopyNames(name string) (names []string) {
	for suffix := range strings.SplitSeq(e.Copies, ",") {
		if suffix != "" {
			names = append(names, name+suffix)
		}
	}
	return names
}

// line formats the entry for a log: state, hash, copies, time and name. If the print
// is known, print and size follow the hash, as "hash/print/size".
func (e Entry) line(name string) string {
	content := fmt.Sprintf("%x", e.Hash)
	if e.Print != (Hash{}) {
		content = fmt.Sprintf("%x/%x/%d", e.Hash, e.Print, e.Size)
	}
	return fmt.Sprintf("%c %s %s %d %s\n", e.State, content, cmp.Or(e.Copies, "-"), e.Left, name)
}

func parseLine(line string) (name string, e Entry, err error) {
	fields := strings.SplitN(line, " ", 5)
	if len(fields) != 5 || len(fields[0]) != 1 || !strings.Contains("+*?-", fields[0]) {
		return "", e, fmt.Errorf("wanted state, hash, copies, time and name, found %q", line)
	}
	e.State = State(fields[0][0])
	if err := e.parseContent(fields[1]); err != nil {
		return "", e, err
	}
	if fields[2] != "-" {
		e.Copies = unique.Make(fields[2]).Value() // there are few different ones
	}
	if e.Left, err = strconv.ParseInt(fields[3], 10, 64); err != nil {
		return "", e, fmt.Errorf("wanted a time in seconds, found %q", fields[3])
	}
	return strings.Clone(fields[4]), e, nil // the rest of the line need not stay in memory
}

// parseContent parses "hash" or "hash/print/size".
func (e *Entry) parseContent(s string) (err error) {
	hash, rest, printed := strings.Cut(s, "/")
	if err := e.Hash.parse(hash); err != nil || !printed {
		return err
	}
	sum, size, _ := strings.Cut(rest, "/")
	if err := e.Print.parse(sum); err != nil {
		return err
	}
	if e.Size, err = strconv.ParseInt(size, 10, 64); err != nil {
		return fmt.Errorf("wanted a size in bytes, found %q", size)
	}
	return nil
}

func (h *Hash) parse(s string) error {
	if hash, err := hex.DecodeString(s); err != nil || copy(h[:], hash) != len(hash) || len(hash) != len(h) {
		return fmt.Errorf("wanted a hash of %d hexadecimal digits, found %q", 2*len(h), s)
	}
	return nil
}

func writeLines(b *bytes.Buffer, entries iter.Seq2[string, Entry]) {
	for name, e := range entries {
		b.WriteString(e.line(name))
	}
}

// A DamageError says what is wrong with a segment of a log.
type DamageError struct {
	Segment string // its name
	Line    int
	Err     error
}

// Error returns "segment:line:1: what was wanted, what was found".
func (e *DamageError) Error() string { return fmt.Sprintf("%s:%d:1: %v", e.Segment, e.Line, e.Err) }

// Unwrap returns what is wrong.
func (e *DamageError) Unwrap() error { return e.Err }

// readLines calls do for each line. A log has as many as a board has files.
func readLines(segment string, r io.Reader, do func(name string, e Entry)) error {
	scanner := bufio.NewScanner(r)
	n := 1
	for ; scanner.Scan(); n++ {
		name, e, err := parseLine(scanner.Text())
		if err != nil {
			return &DamageError{segment, n, err}
		}
		do(name, e)
	}
	if errors.Is(scanner.Err(), bufio.ErrTooLong) {
		return &DamageError{segment, n, errors.New("wanted a line of the log, found one of more than 65536 bytes")}
	}
	return scanner.Err()
}
