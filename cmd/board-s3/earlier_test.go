package main

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
)

// TestEarlier: a bucket that an earlier version published is taken over, with
// its log; only the files that differ are uploaded. See the case.
func TestEarlier(t *testing.T) {
	c, err := txtar.ParseFile("testdata/earlier.txtar")
	if err != nil {
		t.Fatal(err)
	}
	b, board, want := open(t, "mem://"), make(fstest.MapFS), ""
	b.secure = true
	for _, f := range c.Files {
		name, old := strings.CutPrefix(f.Name, "old/")
		segment, logged := strings.CutPrefix(name, segments)
		added, isNew := strings.CutPrefix(f.Name, "new/")
		switch {
		case logged:
			err = b.WriteSegment(segment, f.Data)
		case old:
			err = b.write(b.object(name, f.Data))
			board[name] = &fstest.MapFile{Data: f.Data}
		case isNew:
			board[added] = &fstest.MapFile{Data: f.Data}
		default:
			want = string(f.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const engine = "widget/engine.0123456789ab.js"
	delete(board, engine)
	plan, err := b.publish(board, time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if got := plan.Names() + plan.String() + "\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if files := view(b).files(t); files["index.html"] != "front page 3\n" || files["posts/new/index.html"] != "new\n" || files[engine] != "engine\n" {
		t.Errorf("got %q", files)
	}
}
