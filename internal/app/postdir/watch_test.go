package postdir

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestWatch: a directory is published again when its moment has come by the clock on
// the wall, however that is set, when a file changes, and a minute after a failure.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "post.txt")
	noon := time.Date(2026, 10, 25, 12, 0, 0, 0, time.UTC)
	never := time.Time{}
	for name, c := range map[string]struct {
		next   time.Time
		err    error
		change bool
		now    time.Time
		want   bool
	}{
		"nothing is to come":              {next: never, now: noon.AddDate(10, 0, 0)},
		"before the moment":               {next: noon.Add(time.Hour), now: noon.Add(time.Hour - 1)},
		"at the moment":                   {next: noon.Add(time.Hour), now: noon.Add(time.Hour), want: true},
		"a file has changed":              {next: never, change: true, now: noon, want: true},
		"the clock was set back":          {next: noon.Add(time.Hour), now: noon.Add(-time.Hour), want: true},
		"the clock was set forward":       {next: noon.Add(time.Hour), now: noon.AddDate(1, 0, 0), want: true},
		"the disk has failed":             {err: errors.New("input/output error"), now: noon.Add(time.Minute), want: true},
		"the disk has failed a while ago": {err: errors.New("input/output error"), now: noon.Add(time.Second)},
	} {
		w := NewWatch(dir)
		if !w.isDue(noon) {
			t.Errorf("%s: a directory that was never published is not due", name)
		}
		w.begin(noon)
		w.End(c.next, c.err)
		if c.change {
			if err := os.WriteFile(file, []byte(name), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.isDue(c.now); got != c.want {
			t.Errorf("%s: due is %v, wanted %v", name, got, c.want)
		}
	}
}
