package deploy

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

// grace is how long a file of the widget or of a signature with a hash in its name is
// kept after the board ceased to have it: pages that readers have open may still
// request it. No file of a post is kept, although copies of pictures have hashes in
// their names, too: they go when their post is withdrawn.
const grace = 24 * time.Hour

// A Plan lists the steps that make a target hold another board, in the order
// in which they must be done so that no link is dead at any moment: first
// files are added, then changed, and at last removed. Among the added and the
// changed files, a file comes before those that link to it; the front page
// and the feeds come last.
type Plan struct {
	Steps     []Step
	Unchanged int
	Remade    int       // of the unchanged files: those that were made again, of other things or by another program
	Skipped   []Skipped // files that the target does not get
}

// A Step changes one file and its compressed copies.
type Step struct {
	Kind
	Name string
	Old  Entry // what is known about the file before the step
	New  Entry // and after it

	rank int
}

// A Kind says what a step does.
type Kind int

const (
	Clear Kind = iota // remove a file whose name a new folder needs, or the other way round
	Add
	Change
	Note // change nothing but the log
	Remove
)

func (k Kind) String() string { return [...]string{"-", "+", "~", " ", "-"}[k] }

// NewPlan compares the contents that a target has with those that it should
// have. The time decides which files have outlived their grace.
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
		if old.Print != e.Print && old.Print != (Hash{}) {
			p.Remade++
		}
		p.add(Note, name, old, e) // the board has it again, or it is made of other things
	default:
		p.add(Change, name, old, e)
	}
}

func (p *Plan) leave(name string, e Entry, now time.Time) {
	lingers := Hashed(name) && (strings.HasPrefix(name, "widget/") || strings.HasPrefix(name, "signed/"))
	switch {
	case !lingers || e.State != Sure || e.Left != 0 && now.Unix()-e.Left > int64(grace.Seconds()):
		p.add(Remove, name, e, Entry{State: Gone})
	case e.Left == 0:
		left := e
		left.Left = now.Unix()
		p.add(Note, name, e, left)
	}
}

// clear moves the removal of files that are in the way of new ones to the
// front.
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

// below reports whether a wanted file has the name of a folder above name.
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

// before returns the entry for the log while the step may have been done or
// not.
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

// after returns the entry for the log once the step was done.
func (s Step) after() Entry { return s.New }

func both(a, b string) string {
	all := make(map[string]bool)
	for suffix := range strings.SplitSeq(a+","+b, ",") {
		all[suffix] = true
	}
	delete(all, "")
	return strings.Join(slices.Sorted(maps.Keys(all)), ",")
}

// Stale returns the names of the compressed copies that the step leaves
// without an original.
func (s Step) Stale() (names []string) {
	kept := s.New.CopyNames(s.Name)
	for _, name := range s.Old.CopyNames(s.Name) {
		if !slices.Contains(kept, name) {
			names = append(names, name)
		}
	}
	return names
}

// Together groups steps that may be done at the same time. A group must not
// begin before the one before it has ended.
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

// String counts the changes: "1 added, 2 changed, 0 removed, 30 unchanged".
func (p *Plan) String() string {
	added, changed, removed := p.Count()
	return fmt.Sprintf("%d added, %d changed, %d removed, %d unchanged", added, changed, removed, p.Unchanged)
}

// Count counts the files that the plan adds, changes and removes.
func (p *Plan) Count() (added, changed, removed int) {
	var n [Remove + 1]int
	for _, s := range p.Steps {
		n[s.Kind]++
	}
	return n[Add], n[Change], n[Clear] + n[Remove]
}

// Names lists the changes, a line for each file: "+ feed.json".
func (p *Plan) Names() string {
	var b strings.Builder
	for _, s := range p.Steps {
		if s.Kind != Note {
			fmt.Fprintf(&b, "%s %s\n", s.Kind, s.Name)
		}
	}
	return b.String()
}

// Gone returns the IDs of the posts whose page is removed. A post was
// deleted, or it expired, or its subject, of which the ID was made, changed.
func (p *Plan) Gone() []string { return p.pages(Remove) }

// Made returns the IDs of the posts whose page was made, since it is new or is made
// of other things than before. It may have come out the same.
func (p *Plan) Made() []string { return p.pages(Add, Change, Note) }

func (p *Plan) pages(kinds ...Kind) (ids []string) {
	for _, s := range p.Steps {
		id, page := strings.CutSuffix(strings.TrimPrefix(s.Name, "posts/"), "/index.html")
		if slices.Contains(kinds, s.Kind) && page && strings.HasPrefix(s.Name, "posts/") {
			ids = append(ids, id)
		}
	}
	return ids
}

var hashed = regexp.MustCompile(`\.([0-9a-f]{12}|[0-9a-f]{32})\.`)

// Hashed reports whether a file has a hash of its content in its name:
// engine.0123456789ab.js. Such a file never changes.
func Hashed(name string) bool { return hashed.MatchString(path.Base(name)) }

// rank orders files: no file links to one of a higher rank, except that lists
// and posts link to each other.
func rank(name string) int {
	switch {
	case name == "signed/checkpoint":
		return 1
	case strings.HasPrefix(name, "signed/"):
		return 0
	case Hashed(name):
		return 1
	case strings.HasPrefix(name, "posts/"):
		return 3
	case !listed[path.Ext(name)] || strings.HasPrefix(name, "widget/"):
		return 2
	case !heads[path.Base(name)] || oldPage.MatchString(name):
		return 4
	case strings.Contains(name, "/"):
		return firstHead
	}
	return firstHead + 1
}

// firstHead is the lowest rank of a head.
const firstHead = 5

// listed are the extensions of pages and feeds, heads the names of the newest
// page of each list, and oldPage matches the pages that are full.
var (
	oldPage = regexp.MustCompile(`(^|/)page-[0-9]+/`)
	listed  = map[string]bool{".html": true, ".json": true, ".xml": true, ".txt": true}
	heads   = map[string]bool{"index.html": true, "feed.json": true, "feed.xml": true, "atom.xml": true, "sitemap.xml": true}
)
