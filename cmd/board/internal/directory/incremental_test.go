package directory

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/internal/app/deploy/deploytest"
	"github.com/boardview/board/internal/app/postdir"
)

// TestAsFromNothing: over random edits, a directory that is published again and
// again, and killed now and then, is the same as one that is published from nothing.
func TestAsFromNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 1))
	posts, now := deploytest.Posts(1), deploytest.Now
	dir, made, all, indexes := t.TempDir(), 0, 0, 0
	for i := range 16 { // enough for an index for search
		posts[fmt.Sprint("older-", i, ".txt")] = deploytest.Post(100+i, fmt.Sprint("Older text ", i), "older")
	}
	for step := range 25 {
		for range 1 + random.IntN(3) {
			now = edit(posts, now, random)
		}
		board := postdir.Options{Title: "Board", URL: "https://board.example/", Now: now}
		fromNothing, err := board.Publish(posts)
		if err != nil {
			t.Fatal(err)
		}
		board.Earlier = os.DirFS(dir)
		site, err := board.Publish(posts)
		if err != nil {
			t.Fatal(err)
		}
		options := Options{Now: now, Plain: step%8 == 7}
		if random.IntN(2) == 0 {
			kill(t, site, dir, options, random)
			site, _ = board.Publish(posts) // in another run
		}
		counted := &countingFS{Site: site}
		if _, err := Publish(counted, dir, options); err != nil {
			t.Fatal(err)
		}
		made += counted.opened
		fresh := t.TempDir()
		if _, err := Publish(fromNothing, fresh, options); err != nil {
			t.Fatal(err)
		}
		got, want := deploytest.Files(t, os.DirFS(dir)), deploytest.Files(t, os.DirFS(fresh))
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if got[name] != want[name] {
				t.Fatalf("step %d: %s: got %.200q, want %.200q", step, name, got[name], want[name])
			}
		}
		if len(got) != len(want) {
			t.Fatalf("step %d: got %d files, want %d", step, len(got), len(want))
		}
		all += len(want)
		if want["search/head.bin"] != "" {
			indexes++
		}
	}
	if indexes < 20 {
		t.Errorf("wanted an index for search in most steps, found %d", indexes)
	}
	if made == 0 || made > all/2 { // three posts of thirty change most lists
		t.Errorf("wanted the files that have changed to be made, found %d of %d made", made, all)
	}
}

// edit changes a post, or lets time pass.
func edit(posts fstest.MapFS, now time.Time, random *rand.Rand) time.Time {
	i := random.IntN(40)
	name := fmt.Sprintf("%02d.txt", i)
	switch random.IntN(6) {
	case 0:
		delete(posts, name)
	case 1:
		posts[name] = deploytest.Post(i, "The text.\n\n![](pictures/a.webp)", "visits")
	case 2:
		return now.Add(time.Duration(random.IntN(48)) * time.Hour)
	case 3:
		posts[name] = deploytest.Post(i, "It expires.", "budget\nEXPIRES "+now.Format(time.DateOnly))
	case 4:
		posts[name] = deploytest.Post(i, "It was wrong.", "budget\nWITHDRAWN "+now.Format(time.DateOnly)+" Wrong.")
	default:
		posts[name] = deploytest.Post(i, fmt.Sprint("Text ", random.IntN(9)), []string{"visits", "Visits, new", "elections"}[random.IntN(3)])
	}
	return now
}

// kill publishes to a disk that fails at one of its calls, as if it was killed there.
func kill(t *testing.T, site *postdir.Site, dir string, o Options, random *rand.Rand) {
	t.Helper()
	root, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	publishOn(&dyingDisk{disk: root, left: random.IntN(300)}, site, dir, o)
}

// A dyingDisk does a number of changes, and then no more.
type dyingDisk struct {
	disk
	left int
}

func (d *dyingDisk) dead() error {
	if d.left--; d.left < 0 {
		return errDisk
	}
	return nil
}

func (d *dyingDisk) Rename(from, to string) error {
	if err := d.dead(); err != nil {
		return err
	}
	return d.disk.Rename(from, to)
}

func (d *dyingDisk) Remove(name string) error {
	if err := d.dead(); err != nil {
		return err
	}
	return d.disk.Remove(name)
}

// A countingFS counts the files that are made.
type countingFS struct {
	*postdir.Site
	mu     sync.Mutex
	opened int
}

func (c *countingFS) Open(name string) (fs.File, error) {
	if path.Ext(name) != "" { // else it is a folder
		c.mu.Lock()
		c.opened++
		c.mu.Unlock()
	}
	return c.Site.Open(name)
}
