package deploy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the plans into the cases")

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// TestPlans: each case has the contents that a target has, those that it
// should have, and the steps in their order.
func TestPlans(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no cases in testdata")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { testPlan(t, file) })
	}
}

func testPlan(t *testing.T, file string) {
	c, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Comment) == 0 || len(c.Files) != 3 {
		t.Fatal("wanted why the case exists, and before, after and plan")
	}
	plan := NewPlan(contents(t, c.Files[0].Data), contents(t, c.Files[1].Data), nil, now)
	got := plan.Names() + plan.String() + "\n"
	if *update {
		c.Files[2].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(c), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(c.Files[2].Data); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// contents parses lines of a name, a content (? or * if it is not known), and
// either the suffixes of copies or "left" and a duration.
func contents(t *testing.T, list []byte) Contents {
	c := make(Contents)
	for line := range strings.Lines(string(list)) {
		fields := strings.Fields(line)
		e := Entry{State: Sure, Hash: HashOf([]byte(fields[1]))}
		if strings.Contains("?*", fields[1]) {
			e = Entry{State: State(fields[1][0])}
		}
		switch len(fields) {
		case 3:
			e.Copies = fields[2]
		case 4:
			ago, err := time.ParseDuration(fields[3])
			if err != nil {
				t.Fatal(err)
			}
			e.Left = now.Add(-ago).Unix()
		}
		c[fields[0]] = e
	}
	return c
}

// TestTogether: the steps of a group are of one kind and rank, and no step is
// lost.
func TestTogether(t *testing.T) {
	want := Contents{}
	for i := range 30 {
		for _, name := range []string{"posts/%d.json", "page-%d/index.html", "pictures/%d.webp", "tags/%d/index.html"} {
			want[fmt.Sprintf(name, i)] = Entry{State: Sure}
		}
	}
	plan := NewPlan(Contents{"posts/1.json": {State: Changing}, "gone.html": {State: Sure}}, want, nil, now)
	var got []Step
	groups := 0
	for steps := range Together(plan.Steps) {
		groups++
		for _, s := range steps {
			if s.Kind != steps[0].Kind || s.rank != steps[0].rank {
				t.Errorf("%s and %s are not for the same time", steps[0].Name, s.Name)
			}
		}
		got = append(got, steps...)
	}
	if !slices.Equal(got, plan.Steps) || groups != 6 {
		t.Errorf("got %d steps in %d groups, want %d in 6", len(got), groups, len(plan.Steps))
	}
}
