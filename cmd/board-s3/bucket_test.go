package main

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/deliver/delivertest"
)

// The bucket holds the board; what is the same does not go up again.
func TestPublish(t *testing.T) {
	first, second := delivertest.Edition(t, 1), delivertest.Edition(t, 2)
	on(t, func(t *testing.T, b *bucket) {
		mustPublish(t, b, first)
		check(t, b, first)
		if again := mustPublish(t, b, first); len(again.Steps) != 0 {
			t.Errorf("the same board again: got %s", again.Names())
		}
		if plan := mustPublish(t, b, second); len(plan.Steps) == 0 || len(plan.Steps) >= plan.Unchanged {
			t.Errorf("got %s", plan)
		}
		check(t, b, second)
	})
}

// Readers find no dead link after any step, also those who still have a
// page of the old board, whichever of the steps that need no order came
// first.
func TestReaderAtEachStep(t *testing.T) {
	first, second := delivertest.Edition(t, 1), delivertest.Edition(t, 2)
	reader := delivertest.NewReader(delivertest.Files(t, first), delivertest.Files(t, second))
	on(t, func(t *testing.T, b *bucket) {
		mustPublish(t, b, first)
		v, steps := view(b), 0
		err := publishSlowly(b, second, func() error {
			steps++
			if reader.Check(t, v.files(t)); t.Failed() {
				t.Fatalf("after %d steps", steps)
			}
			return nil
		})
		if err != nil || steps < 40 {
			t.Errorf("got %d steps, %v", steps, err)
		}
		check(t, b, second)
	})
}

// What goes up at the same time needs no order: all that had to come before
// is there.
func TestOrder(t *testing.T) {
	b := open(t, "mem://")
	site := delivertest.Edition(t, 1)
	written, plan, err := b.plan(site, delivertest.Now)
	if err != nil {
		t.Fatal(err)
	}
	needs := needed(plan)
	ordered := watched{site, func(name string) {
		for _, s := range needs[name] {
			if there, err := b.Exists(b.ctx, s.Name); !there || err != nil {
				t.Errorf("%s goes up, and %s is not there yet (%v)", name, s.Name, err)
			}
		}
	}}
	if err := written.Follow(plan, batch, func(steps []deliver.Step) error { return b.carryOut(ordered, steps) }); err != nil {
		t.Error(err)
	}
	if len(needs["index.html"]) == 0 {
		t.Error("nothing has to come before the front page: the test says nothing")
	}
}

// needed are, for each file, the steps that come just before it.
func needed(plan *deliver.Plan) map[string][]deliver.Step {
	before := make(map[string][]deliver.Step)
	var previous []deliver.Step
	for together := range deliver.Together(plan.Steps) {
		for _, s := range together {
			before[s.Name] = previous
		}
		previous = together
	}
	return before
}

// watched tells of each file that is read.
type watched struct {
	fs.FS
	tell func(name string)
}

func (w watched) ReadFile(name string) ([]byte, error) {
	w.tell(name)
	return fs.ReadFile(w.FS, name)
}

func mustPlan(t *testing.T, b *bucket, site fs.FS) *deliver.Plan {
	t.Helper()
	_, plan, err := b.plan(site, delivertest.Now)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// Posts that are changed between the plan and the upload do not get mixed
// into it.
func TestChangedMeanwhile(t *testing.T) {
	b := open(t, "mem://")
	first := delivertest.Edition(t, 1)
	mustPublish(t, b, first)
	site := restless{delivertest.Edition(t, 2), make(map[string]int)}
	if _, err := b.publish(site, delivertest.Now); err == nil || !strings.Contains(err.Error(), "feed.json: wanted the file as it was") {
		t.Errorf("got %v, want an error that names feed.json", err)
	}
	if got := view(b).files(t)["feed.json"]; got != delivertest.Files(t, first)["feed.json"] {
		t.Errorf("got another feed: %.80q", got)
	}
}

// restless has another feed each time.
type restless struct {
	fs.FS
	reads map[string]int
}

func (r restless) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(r.FS, name)
	if name == "feed.json" {
		r.reads[name]++
		content = append(content, strings.Repeat("\n", r.reads[name])...)
	}
	return content, err
}

// A store has no index of folders, so no link leads to one.
func TestLinksNameFiles(t *testing.T) {
	for name, content := range delivertest.Files(t, delivertest.Edition(t, 2)) {
		if to := delivertest.FolderLinks(name, content); len(to) > 0 {
			t.Errorf("%s links to the folders %q", name, slices.Compact(to))
		}
	}
}
