package deploy

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Store holds the segments of a log.
type Store interface {
	Segments() ([]string, error) // their names, in any order
	ReadSegment(name string) (io.ReadCloser, error)
	WriteSegment(name string, content []byte) error // writes all of it, or nothing
	RemoveSegment(name string) error
}

// A Log records what a target holds. A segment is written before files are
// changed, which lists them, and another one afterwards, with their new
// entries. After an interruption the log thus lists all files of the board,
// and marks those whose content is not known. A segment is as small as the
// change, however large the board is.
type Log struct {
	Contents Contents

	store    Store
	segments []string // in order, from the last complete one
	lines    int      // in these segments
	seen     map[string]bool
	last     int // the highest number of a segment
}

// complete is the suffix of a segment that lists all files, so that the
// segments before it are not needed.
const complete = "-all"

// The segments of a log are merged into a complete one if there are more than
// maxSegments, or if they have more than maxLines lines for each file.
const maxSegments, maxLines = 16, 2

// ErrOther is the error if another program changed the target at the same
// time.
var ErrOther = errors.New("wanted no other program that publishes here at the same time, found segments of one in the log: run again")

// OpenLog reads the log of a target. A target without a log is empty, or has
// lost it: see [Log.Found]. A log that lacks a segment is lost.
func OpenLog(store Store) (*Log, error) {
	l := &Log{Contents: make(Contents), store: store, seen: make(map[string]bool)}
	names, err := store.Segments()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	for _, name := range names {
		l.see(name)
		if strings.HasSuffix(name, complete) {
			l.segments = nil
		}
		l.segments = append(l.segments, name)
	}
	for _, name := range l.segments {
		if err := l.replay(name); err != nil {
			return nil, err
		}
	}
	if l.hasGap() {
		l.segments, l.lines, l.Contents = nil, 0, make(Contents)
	}
	return l, nil
}

// hasGap reports whether a segment is missing: the rule of a store that deletes old
// objects may have taken it. What only that segment lists would never be removed.
func (l *Log) hasGap() bool {
	next := 1
	for i, name := range l.segments {
		n := number(name)
		if n > next && (i > 0 || !strings.HasSuffix(name, complete)) {
			return true
		}
		next = n + 1 // two publishers at the same time may have written the same number
	}
	return false
}

// number is the number in the name of a segment, 0 if it has none.
func number(name string) int {
	digits, _, _ := strings.Cut(name, "-")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// None reports whether the target has no log.
func (l *Log) None() bool { return len(l.segments) == 0 }

// Found sets the contents of a target that has lost its log. They are written
// to the log with the next plan.
func (l *Log) Found(c Contents) { l.Contents = c }

func (l *Log) see(name string) {
	l.seen[name] = true
	l.last = max(l.last, number(name))
}

func (l *Log) replay(name string) error {
	r, err := l.store.ReadSegment(name)
	if err != nil {
		return err
	}
	defer r.Close()
	sum := sha256.New()
	if err := readLines(name, io.TeeReader(r, sum), l.apply); err != nil {
		return err
	}
	if want := sumIn(name); want != "" && want != sumName(sum.Sum(nil)) {
		return &DamageError{name, 1, errors.New("wanted the lines that were written, found others: a file that is not in the log would never be removed")}
	}
	return nil
}

// sumIn returns the sum in the name of a segment; "" if an earlier version wrote it.
func sumIn(name string) string {
	_, sum, _ := strings.Cut(strings.TrimSuffix(name, complete), ".")
	return sum
}

// sumName is the sum of a segment as its name has it: of as many digits as damage
// needs, which is not an attack. Who can write a log can write what it lists.
func sumName(sum []byte) string { return hex.EncodeToString(sum[:8]) }

func (l *Log) apply(name string, e Entry) {
	l.lines++
	if e.State == Gone {
		delete(l.Contents, name)
	} else {
		l.Contents[name] = e
	}
}

// Follow carries out the steps of a plan by calling do, with at most batch
// steps between two segments of the log. After an interruption at most a
// batch has to be done again.
func (l *Log) Follow(p *Plan, batch int, do func([]Step) error) error {
	if l.None() && len(l.Contents) > 0 {
		if err := l.writeAll(); err != nil {
			return err
		}
	}
	if err := l.follow(p.Steps, batch, do, l.alone); err != nil {
		return err
	}
	return l.shorten()
}

// FollowBeside carries out steps while other processes do the same with other files,
// and write to the log, too. What it writes after a step follows what they wrote before:
// if it slept, and another one has changed the same file meanwhile, the log has what it
// has now.
func (l *Log) FollowBeside(steps []Step, batch int, do func([]Step) error) error {
	return l.follow(steps, batch, do, func() error {
		names, err := l.store.Segments()
		for _, name := range names {
			l.last = max(l.last, number(name))
		}
		return err
	})
}

func (l *Log) follow(steps []Step, batch int, do func([]Step) error, check func() error) error {
	for steps := range slices.Chunk(steps, batch) {
		if err := l.begin(steps); err != nil {
			return err
		}
		if err := do(steps); err != nil {
			return err
		}
		if err := check(); err != nil { // the other program may have undone the steps
			return errors.Join(err, l.begin(steps))
		}
		if err := l.append("", lines(steps, Step.after)); err != nil {
			return err
		}
	}
	return nil
}

func (l *Log) begin(steps []Step) error { return l.append("", lines(steps, Step.before)) }

func lines(steps []Step, line func(Step) Entry) iter.Seq2[string, Entry] {
	return func(yield func(string, Entry) bool) {
		for _, s := range steps {
			if !yield(s.Name, line(s)) {
				return
			}
		}
	}
}

// append writes a segment that follows all known ones.
func (l *Log) append(suffix string, entries iter.Seq2[string, Entry]) error {
	var content bytes.Buffer
	writeLines(&content, entries)
	sum := sha256.Sum256(content.Bytes())
	name := fmt.Sprintf("%09d-%s.%s%s", l.last+1, rand.Text()[:6], sumName(sum[:]), suffix)
	if err := l.store.WriteSegment(name, content.Bytes()); err != nil {
		return err
	}
	l.segments = append(l.segments, name)
	l.see(name)
	for name, e := range entries {
		l.apply(name, e)
	}
	return nil
}

// alone returns an error if another program has written to the log.
func (l *Log) alone() error {
	names, err := l.store.Segments()
	for _, name := range names {
		if !l.seen[name] {
			l.see(name)
			err = ErrOther
		}
	}
	return err
}

// shorten merges the segments if there are many, and removes those that are
// not needed.
func (l *Log) shorten() error {
	if len(l.segments) > maxSegments || l.lines > maxLines*len(l.Contents)+1000 {
		if err := l.writeAll(); err != nil {
			return err
		}
	}
	for name := range l.seen {
		if slices.Contains(l.segments, name) {
			continue
		}
		if err := l.store.RemoveSegment(name); err != nil {
			return err
		}
		delete(l.seen, name)
	}
	return nil
}

// writeAll writes a complete segment.
func (l *Log) writeAll() error {
	names := slices.Sorted(maps.Keys(l.Contents))
	err := l.append(complete, func(yield func(string, Entry) bool) {
		for _, name := range names {
			if !yield(name, l.Contents[name]) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	l.segments, l.lines = l.segments[len(l.segments)-1:], len(names)
	return nil
}
