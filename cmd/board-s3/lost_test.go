package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestForeign: objects that others have put into the bucket are neither
// overwritten nor removed, not even if the log is lost.
func TestForeign(t *testing.T) {
	site := deploytest.Edition(t, 1)
	on(t, func(t *testing.T, b *bucket) {
		for _, name := range []string{"robots.txt", "tags/own.html"} {
			if err := b.WriteAll(b.ctx, name, []byte("mine"), nil); err != nil {
				t.Fatal(err)
			}
		}
		_, err := b.publish(site, deploytest.Now)
		if err == nil || !strings.Contains(err.Error(), "robots.txt: wanted no object or one that was published here") {
			t.Errorf("got %v, want an error that names robots.txt", err)
		}
		if got := view(b).files(t)["robots.txt"]; got != "mine" {
			t.Errorf("it was overwritten: %q", got)
		}
		b.Delete(b.ctx, "robots.txt")
		mustPublish(t, b, site)
		lose(t, b)
		mustPublish(t, b, fstest.MapFS{"index.html": {Data: []byte("empty")}})
		if got := view(b).files(t); len(got) != 2 || got["tags/own.html"] != "mine" {
			t.Errorf("got %q, want the front page and what was there before", got)
		}
	})
}

func lose(t *testing.T, b *bucket) {
	t.Helper()
	names, err := b.Segments()
	if err != nil || len(names) == 0 {
		t.Fatalf("found no log to lose (%v)", err)
	}
	for _, name := range names {
		if err := b.RemoveSegment(name); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLostLog: a log that is lost is written again, and only changes are
// uploaded, even if the log was lost in the middle of an upload.
func TestLostLog(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	on(t, func(t *testing.T, b *bucket) {
		mustPublish(t, b, first)
		want := mustPlan(t, b, second).Names()
		lose(t, b)
		if got := mustPlan(t, b, second).Names(); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
		publishSlowly(b, second, interruptAfter(20))
		lose(t, b)
		mustPublish(t, b, second)
		check(t, b, second)
	})
}

// TestLostSegment: so is a log of which segments are lost.
func TestLostSegment(t *testing.T) {
	first, second := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	b := open(t, "mem://")
	mustPublish(t, b, first)
	lose(t, b)
	if err := b.WriteSegment("000000007-AAAAAA", nil); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, b, second)
	got := view(b).files(t)
	for name, content := range deploytest.Files(t, second) {
		if got[name] != content {
			t.Errorf("%s: got %.60q, want %.60q", name, got[name], content)
		}
	}
}
