package deploy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

// memory is a store in memory whose operations fail once luck has counted
// down to 0.
type memory struct {
	segments map[string][]byte
	luck     int
}

var errLuck = errors.New("out of luck")

func newMemory() *memory { return &memory{make(map[string][]byte), math.MaxInt} }

func (m *memory) try() error {
	if m.luck == 0 {
		return errLuck
	}
	m.luck--
	return nil
}

func (m *memory) Segments() ([]string, error) {
	return slices.Collect(maps.Keys(m.segments)), m.try()
}

func (m *memory) ReadSegment(name string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(m.segments[name])), m.try()
}

func (m *memory) WriteSegment(name string, content []byte) error {
	if err := m.try(); err != nil {
		return err
	}
	m.segments[name] = content
	return nil
}

func (m *memory) RemoveSegment(name string) error {
	if err := m.try(); err != nil {
		return err
	}
	delete(m.segments, name)
	return nil
}

// A target is a log, and the files that are really there.
type target struct {
	store *memory
	files map[string]Hash
}

func (m *target) open(t *testing.T) *Log {
	t.Helper()
	m.store.luck = math.MaxInt
	l, err := OpenLog(m.store)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// deploy makes the target hold want. It fails when luck is out, before or
// after a step.
func (m *target) deploy(l *Log, want Contents, luck int) error {
	m.store.luck = luck
	return l.Follow(NewPlan(l.Contents, want, nil, now), 2, func(steps []Step) error {
		for _, s := range steps {
			if err := m.store.try(); err != nil {
				return err
			}
			switch s.Kind {
			case Add, Change:
				m.files[s.Name] = s.New.Hash
			case Remove:
				delete(m.files, s.Name)
			}
		}
		return nil
	})
}

// edition returns the nth board: compared with the one before, the first
// files are gone, others are changed, and some are new.
func edition(n int) Contents {
	c := make(Contents)
	for i := n; i < n+6; i++ {
		c[fmt.Sprintf("posts/%d.json", i)] = Entry{State: Sure, Hash: HashOf(fmt.Append(nil, n*(i%2)))}
	}
	return c
}

// TestInterruption: wherever a deployment is interrupted, no entry of the log
// that is sure is wrong, and no file is missing from the log; the next
// deployment completes it.
func TestInterruption(t *testing.T) {
	for luck := range 40 {
		m := &target{newMemory(), make(map[string]Hash)}
		for n := range 30 { // often enough for the log to be shortened
			broken := m.deploy(m.open(t), edition(n), luck)
			m.check(t, m.open(t))
			if broken == nil {
				continue
			}
			if err := m.deploy(m.open(t), edition(n), math.MaxInt); err != nil {
				t.Fatalf("luck %d, edition %d: %v", luck, n, err)
			}
			if plan := NewPlan(m.open(t).Contents, edition(n), nil, now); len(plan.Steps) != 0 {
				t.Fatalf("luck %d, edition %d: not all was done: %s", luck, n, plan.Names())
			}
			m.check(t, m.open(t))
		}
		if len(m.store.segments) > maxSegments+4 {
			t.Errorf("luck %d: the log has %d segments", luck, len(m.store.segments))
		}
	}
}

func (m *target) check(t *testing.T, l *Log) {
	t.Helper()
	for name, hash := range m.files {
		if e, ok := l.Contents[name]; !ok || e.State == Sure && e.Hash != hash {
			t.Fatalf("%s: the log says %v (%v), the target has %v", name, e, ok, hash)
		}
	}
	for name, e := range l.Contents {
		if _, ok := m.files[name]; !ok && e.State == Sure {
			t.Fatalf("%s: is in the log, and not in the target", name)
		}
	}
}

// TestFound: contents found in a target without a log are logged, even if
// nothing had to be changed.
func TestFound(t *testing.T) {
	m := &target{newMemory(), make(map[string]Hash)}
	l := m.open(t)
	if !l.None() {
		t.Fatal("found a log where none is")
	}
	l.Found(edition(0))
	if err := m.deploy(l, edition(0), math.MaxInt); err != nil {
		t.Fatal(err)
	}
	if again := m.open(t); again.None() || !maps.Equal(again.Contents, edition(0)) {
		t.Errorf("got %v, want %v", again.Contents, edition(0))
	}
}

// TestTwoAtOnce: of two deployments at the same time at least one notices the
// other, and no entry is sure that the other may have made wrong.
func TestTwoAtOnce(t *testing.T) {
	m := &target{newMemory(), make(map[string]Hash)}
	first, second := m.open(t), m.open(t)
	if err := m.deploy(first, edition(0), math.MaxInt); err != nil {
		t.Fatal(err)
	}
	if err := m.deploy(second, edition(1), math.MaxInt); !errors.Is(err, ErrOther) {
		t.Errorf("got %v, want %v", err, ErrOther)
	}
	m.check(t, m.open(t))
}

// TestLines: entries are read back as they were written, whatever the name.
func TestLines(t *testing.T) {
	type named struct {
		name string
		Entry
	}
	want := []named{
		{"posts/의장단  a b.json", Entry{State: Sure, Hash: HashOf([]byte("a")), Copies: ".br,.gz"}},
		{"- . x", Entry{State: Changing}},
		{"widget/engine.0123456789ab.js", Entry{State: Sure, Hash: HashOf(), Copies: ".gz", Left: now.Unix()}},
		{"feed.json", Entry{State: Sure, Hash: HashOf(), Print: HashOf([]byte("made of")), Size: 1 << 40}},
		{"a", Entry{State: Gone}},
	}
	var b bytes.Buffer
	for _, e := range want {
		b.WriteString(e.line(e.name))
	}
	var got []named
	err := readLines("log", &b, func(name string, e Entry) { got = append(got, named{name, e}) })
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

// TestDamage: the error for a damaged log names its segment and line.
func TestDamage(t *testing.T) {
	good := Entry{State: Sure}.line("a")
	for _, line := range []string{"+", "! 00 - 0 a", strings.Replace(good, "00", "0x", 1), strings.Replace(good, "00", "", 1), "+ 00000000000000000000000000000000 - now a", good[:20],
		"+ 00000000000000000000000000000000/00 - 0 a", "+ 00000000000000000000000000000000/00000000000000000000000000000000/x - 0 a"} {
		m := newMemory()
		m.segments["000000001-a"] = []byte(good + line)
		_, err := OpenLog(m)
		if err == nil || !strings.HasPrefix(err.Error(), "000000001-a:2:1: wanted ") {
			t.Errorf("%q: got %v, want an error at 000000001-a:2:1", line, err)
		}
	}
}

// TestDamagedLines: a segment whose lines are not those that were written is an error,
// also if each can be read: of a line that is lost, or that names another file, a
// post that was withdrawn would stay online. Segments of earlier versions have
// no sum.
func TestDamagedLines(t *testing.T) {
	target := &target{newMemory(), make(map[string]Hash)}
	if err := target.deploy(target.open(t), edition(0), math.MaxInt); err != nil {
		t.Fatal(err)
	}
	segments := target.store.segments
	for _, name := range slices.Sorted(maps.Keys(segments)) {
		content := segments[name]
		_, cut, _ := bytes.Cut(content, []byte("\n"))
		segments[name] = cut
		_, err := OpenLog(target.store)
		if damage, ok := errors.AsType[*DamageError](err); !ok || damage.Segment != name {
			t.Errorf("%s without its first line: got %v", name, err)
		}
		delete(segments, name)
		earlier, _, _ := strings.Cut(name, ".")
		segments[earlier] = cut
		if _, err := OpenLog(target.store); err != nil {
			t.Errorf("%s as an earlier version would have written it: got %v", earlier, err)
		}
		delete(segments, earlier)
		segments[name] = content
	}
}

// TestGap: a log that lacks a segment, the first or another, is lost. Else what only
// that segment lists would never be removed.
func TestGap(t *testing.T) {
	target := &target{newMemory(), make(map[string]Hash)}
	for n := range 30 { // often enough for the log to be shortened
		if err := target.deploy(target.open(t), edition(n), math.MaxInt); err != nil {
			t.Fatal(err)
		}
		segments := target.store.segments
		names := slices.Sorted(maps.Keys(segments))
		for _, name := range names[:len(names)-1] {
			content := segments[name]
			delete(segments, name)
			if l := target.open(t); !l.None() || len(l.Contents) > 0 {
				t.Errorf("%q without %s: got a log of %d files, want none", names, name, len(l.Contents))
			}
			segments[name] = content
		}
		if target.open(t).None() {
			t.Errorf("%q: got no log", names)
		}
	}
}

// TestHashOf: the same bytes in other parts have another hash.
func TestHashOf(t *testing.T) {
	if HashOf([]byte("ab"), []byte("c")) == HashOf([]byte("a"), []byte("bc")) {
		t.Error("got the same hash for ab|c and a|bc")
	}
}

// TestBesideAnother: what a process writes that slept, and then changed a file that another
// one has changed meanwhile, is the last word about it in the log.
func TestBesideAnother(t *testing.T) {
	store := newMemory()
	open := func() *Log {
		l, err := OpenLog(store)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	step := func(content string) []Step {
		return []Step{{Kind: Change, Name: "a", New: Entry{State: Sure, Hash: HashOf([]byte(content))}}}
	}
	slow, quick := open(), open()
	err := slow.FollowBeside(step("old"), 1, func([]Step) error {
		for range 3 {
			if err := quick.FollowBeside(step("new"), 1, func([]Step) error { return nil }); err != nil {
				return err
			}
		}
		return nil // it overwrites the new content only now
	})
	if err != nil {
		t.Fatal(err)
	}
	if l := open(); l.None() || l.Contents["a"].Hash != HashOf([]byte("old")) {
		t.Errorf("got %v", l.Contents)
	}
}
