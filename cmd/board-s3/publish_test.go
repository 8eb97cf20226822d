package main

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestPublish: the bucket holds the board, and a file that has not changed is
// not uploaded again.
func TestPublish(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
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

// TestReaderAtEachStep: after each step no link is dead, not even on pages of
// the old board, in whatever order the steps of a group are carried out.
func TestReaderAtEachStep(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	reader := deploytest.NewReader(deploytest.Files(t, first), deploytest.Files(t, second))
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

// TestOrder: when a file is uploaded, all files of the group before exist.
func TestOrder(t *testing.T) {
	b := open(t, "mem://")
	site := deploytest.Edition(t, 1)
	written, plan, err := b.plan(site, deploytest.Now)
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
	if err := written.Follow(plan, batch, func(steps []deploy.Step) error { return b.carryOut(ordered, steps) }); err != nil {
		t.Error(err)
	}
	if len(needs["index.html"]) == 0 {
		t.Error("nothing has to come before the front page: the test proves nothing")
	}
}

// needed returns, for each file, the steps of the group before its own.
func needed(plan *deploy.Plan) map[string][]deploy.Step {
	before := make(map[string][]deploy.Step)
	var previous []deploy.Step
	for together := range deploy.Together(plan.Steps) {
		for _, s := range together {
			before[s.Name] = previous
		}
		previous = together
	}
	return before
}

// watched calls tell for each file that is opened.
type watched struct {
	fs.FS
	tell func(name string)
}

func (w watched) Open(name string) (fs.File, error) {
	w.tell(name)
	return w.FS.Open(name)
}

func mustPlan(t *testing.T, b *bucket, site fs.FS) *deploy.Plan {
	t.Helper()
	_, plan, err := b.plan(site, deploytest.Now)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestChangedMeanwhile: posts that are changed between plan and upload are an
// error, and are not uploaded.
func TestChangedMeanwhile(t *testing.T) {
	b := open(t, "mem://")
	first := deploytest.Edition(t, 1)
	mustPublish(t, b, first)
	site := restless{deploytest.Edition(t, 2), make(map[string]int)}
	if _, err := b.publish(site, deploytest.Now); err == nil || !strings.Contains(err.Error(), "feed.json: wanted the file as it was planned") {
		t.Errorf("got %v, want an error that names feed.json", err)
	}
	if got := view(b).files(t)["feed.json"]; got != deploytest.Files(t, first)["feed.json"] {
		t.Errorf("got another feed: %.80q", got)
	}
}

// restless returns another feed each time.
type restless struct {
	fs.FS
	reads map[string]int
}

func (r restless) Open(name string) (fs.File, error) {
	if name != "feed.json" {
		return r.FS.Open(name)
	}
	content, err := fs.ReadFile(r.FS, name)
	r.reads[name]++
	content = append(content, strings.Repeat("\n", r.reads[name])...)
	if err != nil {
		return nil, err
	}
	return fstest.MapFS{name: {Data: content}}.Open(name)
}

// TestLinksNameFiles: a store has no index of folders, so no link names one.
func TestLinksNameFiles(t *testing.T) {
	for name, content := range deploytest.Files(t, deploytest.Edition(t, 2)) {
		if to := deploytest.FolderLinks(name, content); len(to) > 0 {
			t.Errorf("%s links to the folders %q", name, slices.Compact(to))
		}
	}
}
