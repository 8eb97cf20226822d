// Package deliver knows what a directory or bucket holds of a published
// board, and in which order a newer board gets there, so that a reader in
// the middle of it finds no link that leads nowhere.
package deliver

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Contents is what a target holds, by name.
type Contents map[string]Entry

// An Entry is what is known of a file of a target.
type Entry struct {
	State  State
	Hash   Hash
	Copies string // the suffixes of its compressed copies, ".br,.gz"
	Left   int64  // when the board ceased to have it, in seconds; 0 while it has
}

// A State says how much is known of a file.
type State byte

const (
	Sure     State = '+' // it is there, with this hash
	Adding   State = '*' // it is new, and may be there or not
	Changing State = '?' // it was there, and what it is now is not known
	Gone     State = '-' // only in segments of a log
)

// A Hash tells contents apart. It is no longer than it must be: a board of
// 100,000 posts has half a million of them.
type Hash [16]byte

// HashOf is the hash of parts, which may not be cut differently.
func HashOf(parts ...[]byte) (short Hash) {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	copy(short[:], h.Sum(nil))
	return short
}

// CopyNames are the names of the compressed copies of a file.
func (e Entry) CopyNames(name string) (names []string) {
	for suffix := range strings.SplitSeq(e.Copies, ",") {
		if suffix != "" {
			names = append(names, name+suffix)
		}
	}
	return names
}

// line is an entry in a log: state, hash, copies, time and name.
func (e Entry) line(name string) string {
	return fmt.Sprintf("%c %x %s %d %s\n", e.State, e.Hash, cmp.Or(e.Copies, "-"), e.Left, name)
}

func parseLine(line string) (name string, e Entry, err error) {
	fields := strings.SplitN(line, " ", 5)
	if len(fields) != 5 || len(fields[0]) != 1 || !strings.Contains("+*?-", fields[0]) {
		return "", e, fmt.Errorf("wanted state, hash, copies, time and name, found %q", line)
	}
	e.State = State(fields[0][0])
	if hash, err := hex.DecodeString(fields[1]); err != nil || copy(e.Hash[:], hash) != len(hash) || len(hash) != len(e.Hash) {
		return "", e, fmt.Errorf("wanted a hash of %d digits, found %q", 2*len(e.Hash), fields[1])
	}
	if fields[2] != "-" {
		e.Copies = fields[2]
	}
	if e.Left, err = strconv.ParseInt(fields[3], 10, 64); err != nil {
		return "", e, fmt.Errorf("wanted a time in seconds, found %q", fields[3])
	}
	return fields[4], e, nil
}

// A namedEntry is a line of a log.
type namedEntry struct {
	name string
	Entry
}

func writeLines(w io.Writer, entries []namedEntry) error {
	b := bufio.NewWriter(w)
	for _, e := range entries {
		b.WriteString(e.line(e.name))
	}
	return b.Flush()
}

func readLines(file string, r io.Reader) (entries []namedEntry, err error) {
	scanner := bufio.NewScanner(r)
	for n := 1; scanner.Scan(); n++ {
		name, e, err := parseLine(scanner.Text())
		if err != nil {
			return nil, fmt.Errorf("%s:%d:1: %w", file, n, err)
		}
		entries = append(entries, namedEntry{name, e})
	}
	return entries, scanner.Err()
}
