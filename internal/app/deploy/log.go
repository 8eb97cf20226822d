package deliver

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Folder is where a target keeps its log. No board has files there: Publish
// leaves out what begins with a dot.
const Folder = ".board"

// A Store keeps the segments of a log.
type Store interface {
	Segments() ([]string, error) // their names, in any order
	ReadSegment(name string) (io.ReadCloser, error)
	WriteSegment(name string, content []byte) error // all of it, or an error and nothing
	RemoveSegment(name string) error
}

// A Log says what a target holds. Before anything is changed, a segment
// names all that will be, and afterwards another one what it is now. So
// after an interruption it is known which files are ours, and of which it is
// not known what they hold. Segments are as small as what changed, however
// large the board is.
type Log struct {
	Contents Contents

	store    Store
	segments []string // in their order, from the last complete one
	seen     map[string]bool
	last     int // the highest number of a segment
}

// complete ends the name of a segment that makes all before it superfluous.
const complete = "-all"

// maxSegments is when they are made one again.
const maxSegments = 16

// ErrOther says that somebody else changed the target at the same time.
var ErrOther = errors.New("wanted to be the only one at work here, found traces of another: run again")

// OpenLog reads the log of a target. A target that has none is empty, or has
// lost it: see [Log.Found].
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
	return l, nil
}

// None reports whether the target has no log.
func (l *Log) None() bool { return len(l.segments) == 0 }

// Found says what a target holds that has lost its log. It is written down
// with the next plan.
func (l *Log) Found(c Contents) { l.Contents = c }

func (l *Log) see(name string) {
	l.seen[name] = true
	number := 0
	fmt.Sscanf(name, "%d", &number)
	l.last = max(l.last, number)
}

func (l *Log) replay(name string) error {
	r, err := l.store.ReadSegment(name)
	if err != nil {
		return err
	}
	defer r.Close()
	entries, err := readLines(name, r)
	l.apply(entries)
	return err
}

func (l *Log) apply(entries []namedEntry) {
	for _, e := range entries {
		if e.State == Gone {
			delete(l.Contents, e.name)
		} else {
			l.Contents[e.name] = e.Entry
		}
	}
}

// Follow carries out the steps of a plan, at most batch of them between two
// notes in the log: that is what may have to be done again if it is
// interrupted.
func (l *Log) Follow(p *Plan, batch int, do func([]Step) error) error {
	if l.None() && len(l.Contents) > 0 {
		if err := l.writeAll(); err != nil {
			return err
		}
	}
	for steps := range slices.Chunk(p.Steps, batch) {
		if err := l.begin(steps); err != nil {
			return err
		}
		if err := do(steps); err != nil {
			return err
		}
		if err := l.alone(); err != nil { // and the other one may have undone it
			return errors.Join(err, l.begin(steps))
		}
		if err := l.append("", lines(steps, Step.after)); err != nil {
			return err
		}
	}
	return l.shorten()
}

func (l *Log) begin(steps []Step) error { return l.append("", lines(steps, Step.before)) }

func lines(steps []Step, line func(Step) Entry) (entries []namedEntry) {
	for _, s := range steps {
		entries = append(entries, namedEntry{s.Name, line(s)})
	}
	return entries
}

// append writes a segment after all that are known.
func (l *Log) append(suffix string, entries []namedEntry) error {
	name := fmt.Sprintf("%09d-%s%s", l.last+1, rand.Text()[:6], suffix)
	var content bytes.Buffer
	writeLines(&content, entries) // a bytes.Buffer takes everything
	if err := l.store.WriteSegment(name, content.Bytes()); err != nil {
		return err
	}
	l.segments = append(l.segments, name)
	l.see(name)
	l.apply(entries)
	return nil
}

// alone is an error if somebody else has written to the log.
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

// shorten makes one segment of many, and removes what that makes
// superfluous.
func (l *Log) shorten() error {
	if len(l.segments) > maxSegments {
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

// writeAll writes a segment that makes the others superfluous.
func (l *Log) writeAll() error {
	var entries []namedEntry
	for name, e := range l.Contents {
		entries = append(entries, namedEntry{name, e})
	}
	slices.SortFunc(entries, func(a, b namedEntry) int { return strings.Compare(a.name, b.name) })
	if err := l.append(complete, entries); err != nil {
		return err
	}
	l.segments = l.segments[len(l.segments)-1:]
	return nil
}
