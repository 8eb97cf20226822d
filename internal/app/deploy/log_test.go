package deliver

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

// memory is a store that fails when its luck is out.
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

// A target is a log, and what really is there.
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

// deliver makes the files those of want, and fails when luck is out, before
// or after a step.
func (m *target) deliver(l *Log, want Contents, luck int) error {
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

// A board of some posts: the nth has the first files of the one before no
// more, others changed, and new ones.
func edition(n int) Contents {
	c := make(Contents)
	for i := n; i < n+6; i++ {
		c[fmt.Sprintf("posts/%d.json", i)] = Entry{State: Sure, Hash: HashOf(fmt.Append(nil, n*(i%2)))}
	}
	return c
}

// Wherever a delivery is broken off, the log never says of a file that it
// is sure what it is not, and never forgets one; the next delivery ends it.
func TestInterruption(t *testing.T) {
	for luck := range 40 {
		m := &target{newMemory(), make(map[string]Hash)}
		for n := range 30 { // often enough for the log to be shortened
			broken := m.deliver(m.open(t), edition(n), luck)
			m.check(t, m.open(t))
			if broken == nil {
				continue
			}
			if err := m.deliver(m.open(t), edition(n), math.MaxInt); err != nil {
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

// What a target was found to hold is known the next time, even if nothing
// had to be done.
func TestFound(t *testing.T) {
	m := &target{newMemory(), make(map[string]Hash)}
	l := m.open(t)
	if !l.None() {
		t.Fatal("found a log where none is")
	}
	l.Found(edition(0))
	if err := m.deliver(l, edition(0), math.MaxInt); err != nil {
		t.Fatal(err)
	}
	if again := m.open(t); again.None() || !maps.Equal(again.Contents, edition(0)) {
		t.Errorf("got %v, want %v", again.Contents, edition(0))
	}
}

// Of two at work at the same time at least one notices, and afterwards
// nothing that it may have undone is taken for sure.
func TestTwoAtOnce(t *testing.T) {
	m := &target{newMemory(), make(map[string]Hash)}
	first, second := m.open(t), m.open(t)
	if err := m.deliver(first, edition(0), math.MaxInt); err != nil {
		t.Fatal(err)
	}
	if err := m.deliver(second, edition(1), math.MaxInt); !errors.Is(err, ErrOther) {
		t.Errorf("got %v, want %v", err, ErrOther)
	}
	m.check(t, m.open(t))
}

// What was written is read back, whatever is in a name.
func TestLines(t *testing.T) {
	want := []namedEntry{
		{"posts/의장단  a b.json", Entry{Sure, HashOf([]byte("a")), ".br,.gz", 0}},
		{"- . x", Entry{Changing, Hash{}, "", 0}},
		{"widget/engine.0123456789ab.js", Entry{Sure, HashOf(), ".gz", now.Unix()}},
		{"a", Entry{State: Gone}},
	}
	var b bytes.Buffer
	if err := writeLines(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := readLines("log", &b)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

// A log that is damaged is named with the line, and nothing is done.
func TestDamage(t *testing.T) {
	good := Entry{State: Sure}.line("a")
	for _, line := range []string{"+", "! 00 - 0 a", strings.Replace(good, "00", "0x", 1), strings.Replace(good, "00", "", 1), "+ 00000000000000000000000000000000 - now a", good[:20]} {
		m := newMemory()
		m.segments["000000001-a"] = []byte(good + line)
		_, err := OpenLog(m)
		if err == nil || !strings.HasPrefix(err.Error(), "000000001-a:2:1: wanted ") {
			t.Errorf("%q: got %v, want an error at 000000001-a:2:1", line, err)
		}
	}
}

// A hash tells apart what was cut differently.
func TestHashOf(t *testing.T) {
	if HashOf([]byte("ab"), []byte("c")) == HashOf([]byte("a"), []byte("bc")) {
		t.Error("got the same hash for ab|c and a|bc")
	}
}

// A name that would lead out of the target, or that it cannot have, is
// skipped; the other files are delivered.
func TestDeliverable(t *testing.T) {
	for _, c := range []struct {
		names     []string
		foldsCase bool
		want      string // the names skipped, and a part of the reason
	}{
		{[]string{"index.html", "posts/의장단.json", "a b", "Index.html"}, false, ""},
		{[]string{"index.html", "index.html.br"}, true, ""},
		{[]string{"a", "../index.html"}, false, "../index.html: leads out"},
		{[]string{"a", "posts/../../index.html"}, false, "posts/../../index.html: leads out"},
		{[]string{"/etc/passwd", "a"}, false, "/etc/passwd: leads out"},
		{[]string{"posts//a"}, false, "posts//a: leads out"},
		{[]string{"a\nb", "ab"}, false, "a\nb: cannot"},
		{[]string{"a\x00b"}, false, "a\x00b: cannot"},
		{[]string{".board/log/a"}, false, ".board/log/a: for the log"},
		{[]string{"posts/A.json", "posts/a.json"}, true, `posts/A.json: differs from others in more than case, as this disk does not tell them apart, found one like "posts/a.json"`},
		{[]string{"É.html", "é.html"}, true, "É.html: more than case"},
	} {
		skippedName, reason, _ := strings.Cut(c.want, ": ")
		names, skipped := Deliverable(c.names, c.foldsCase)
		for _, s := range skipped {
			if s.Name != skippedName || !strings.Contains(s.Why.Error(), reason) {
				t.Errorf("%q: skipped %q: %v, want %q", c.names, s.Name, s.Why, c.want)
			}
		}
		if (len(skipped) == 1) != (c.want != "") || len(names)+len(skipped) != len(c.names) {
			t.Errorf("%q: got the names %q and %d skipped, want %q", c.names, names, len(skipped), c.want)
		}
	}
}
