package deliver

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// grace is how long a file with a hash in its name outlives the board's need
// of it: pages that readers have open may still ask for it.
const grace = 24 * time.Hour

// A Plan is what makes a target hold another board, in the order in which
// it must be done. New files come first, then those that change, and those
// that go come last: so every link that a reader can follow holds at each
// moment. Of the new and of those that change, what is referred to comes
// before what refers to it, and the front page and the feeds are the last.
type Plan struct {
	Steps     []Step
	Unchanged int
	Skipped   []Skipped // files that the target does not get
}

// A Step is what happens to one file and its compressed copies.
type Step struct {
	Kind
	Name string
	Old  Entry // what is known of it before
	New  Entry // and after

	rank int
}

// A Kind is what a step does.
type Kind int

const (
	Clear Kind = iota // a file goes first where a folder comes, or the other way round
	Add
	Change
	Note // nothing happens but in the log
	Remove
)

func (k Kind) String() string { return [...]string{"-", "+", "~", " ", "-"}[k] }

// NewPlan compares what a target has with what it should have.
func NewPlan(have, want Contents, skipped []Skipped, now time.Time) *Plan {
	p := &Plan{Skipped: skipped}
	for name, e := range want {
		p.put(name, have, e)
	}
	for name, e := range have {
		if _, ok := want[name]; !ok {
			p.leave(name, e, now)
		}
	}
	p.clear(want)
	slices.SortFunc(p.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.rank, b.rank), cmp.Compare(a.Name, b.Name))
	})
	return p
}

func (p *Plan) put(name string, have Contents, e Entry) {
	e.State, e.Left = Sure, 0
	old, ok := have[name]
	switch {
	case old == e:
		p.Unchanged++
	case !ok || old.State == Adding:
		p.add(Add, name, old, e)
	case old.State == Sure && old.Hash == e.Hash && old.Copies == e.Copies:
		p.Unchanged++
		p.add(Note, name, old, e) // it had left, and is back
	default:
		p.add(Change, name, old, e)
	}
}

func (p *Plan) leave(name string, e Entry, now time.Time) {
	switch {
	case !Hashed(name) || e.State != Sure || e.Left != 0 && now.Unix()-e.Left > int64(grace.Seconds()):
		p.add(Remove, name, e, Entry{State: Gone})
	case e.Left == 0:
		left := e
		left.Left = now.Unix()
		p.add(Note, name, e, left)
	}
}

// clear moves what is in the way of new files to the front.
func (p *Plan) clear(want Contents) {
	folders := make(map[string]bool)
	for _, s := range p.Steps {
		for dir := path.Dir(s.Name); s.Kind == Add && dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for i, s := range p.Steps {
		if s.Kind == Remove && (folders[s.Name] || below(s.Name, want)) {
			p.Steps[i].Kind = Clear
		}
	}
}

// below reports whether a file wants to be where the name has a folder.
func below(name string, want Contents) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, ok := want[dir]; ok {
			return true
		}
	}
	return false
}

func (p *Plan) add(kind Kind, name string, before, after Entry) {
	r := rank(name)
	if kind == Remove {
		r = -r
	}
	p.Steps = append(p.Steps, Step{kind, name, before, after, r})
}

// before is the step in the log while nobody knows whether it was done.
func (s Step) before() Entry {
	e := Entry{State: Changing, Copies: both(s.Old.Copies, s.New.Copies)}
	switch s.Kind {
	case Add:
		e.State = Adding
	case Note:
		return s.Old
	}
	return e
}

// after is the step in the log when it was done.
func (s Step) after() Entry { return s.New }

func both(a, b string) string {
	all := make(map[string]bool)
	for suffix := range strings.SplitSeq(a+","+b, ",") {
		all[suffix] = true
	}
	delete(all, "")
	return strings.Join(slices.Sorted(maps.Keys(all)), ",")
}

// Stale are the names of the compressed copies that the step makes wrong.
func (s Step) Stale() (names []string) {
	kept := s.New.CopyNames(s.Name)
	for _, name := range s.Old.CopyNames(s.Name) {
		if !slices.Contains(kept, name) {
			names = append(names, name)
		}
	}
	return names
}

// Together cuts steps where one must not begin before another has ended.
func Together(steps []Step) iter.Seq[[]Step] {
	return func(yield func([]Step) bool) {
		for len(steps) > 0 {
			n := slices.IndexFunc(steps, func(s Step) bool { return s.Kind != steps[0].Kind || s.rank != steps[0].rank })
			if n < 0 {
				n = len(steps)
			}
			if !yield(steps[:n]) {
				return
			}
			steps = steps[n:]
		}
	}
}

// String counts what changes.
func (p *Plan) String() string {
	var n [Remove + 1]int
	for _, s := range p.Steps {
		n[s.Kind]++
	}
	return fmt.Sprintf("%d added, %d changed, %d removed, %d unchanged", n[Add], n[Change], n[Clear]+n[Remove], p.Unchanged)
}

// Names lists what changes, a line for each file.
func (p *Plan) Names() string {
	var b strings.Builder
	for _, s := range p.Steps {
		if s.Kind != Note {
			fmt.Fprintf(&b, "%s %s\n", s.Kind, s.Name)
		}
	}
	return b.String()
}

var hashed = regexp.MustCompile(`\.[0-9a-f]{12}\.`)

// Hashed reports whether a file has a hash of its content in its name, so
// that a name never means another content.
func Hashed(name string) bool { return hashed.MatchString(path.Base(name)) }

// rank orders files: none refers to one of a higher rank, except that lists
// and posts refer to each other.
func rank(name string) int {
	switch {
	case Hashed(name):
		return 1
	case strings.HasPrefix(name, "posts/"):
		return 3
	case !listed[path.Ext(name)] || strings.HasPrefix(name, "widget/"):
		return 2
	case !heads[path.Base(name)] || oldPage.MatchString(name):
		return 4
	case strings.Contains(name, "/"):
		return 5
	}
	return 6
}

// listed are the types of pages and feeds, heads the newest page of each,
// and oldPage those that are full.
var (
	oldPage = regexp.MustCompile(`(^|/)page-[0-9]+/`)
	listed  = map[string]bool{".html": true, ".json": true, ".xml": true, ".txt": true}
	heads   = map[string]bool{"index.html": true, "feed.json": true, "feed.xml": true, "atom.xml": true, "sitemap.xml": true}
)
