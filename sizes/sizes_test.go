package sizes

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
)

// TestFrontPage: the front page of a board with one photo of a phone, upright or
// not, weighs at most 150 kB, whichever copy of it a browser chooses; the photo
// itself weighs some megabytes. The page of the post offers what is sharp on a
// large screen.
func TestFrontPage(t *testing.T) {
	for name, photo := range map[string][]byte{"landscape": asJPEG(t, newPhoto(4032, 3024)), "portrait": asJPEG(t, newPhoto(3024, 4032))} {
		posts := fstest.MapFS{
			"fair.txt":  {Data: []byte("SUBJECT Fair\nDATE 2026-01-01\n\nPHOTO: The fair\n![A stall](photo.jpg)\n")},
			"photo.jpg": {Data: photo},
		}
		site := published(t, posts, t.TempDir())
		page := read(t, site, "index.html")
		total := len(page) + len(read(t, site, "board.css")) + len(read(t, site, "favicon.svg"))
		var copies []int
		for _, c := range candidates(page) {
			copies = append(copies, len(read(t, site, c.name)))
		}
		if len(copies) != 2 || total+slices.Max(copies) > 150_000 {
			t.Errorf("%s: wanted at most 150 kB with one of two copies, found %d bytes and %d", name, total, copies)
		}
		var widths []int
		for _, c := range candidates(read(t, site, "posts/2026-01-01-fair/index.html")) {
			widths = append(widths, c.width)
			if clean := read(t, site, c.name); len(clean) == 0 || strings.Contains(clean, "Exif") {
				t.Errorf("%s: wanted a copy without metadata", c.name)
			}
		}
		if !slices.Equal(widths, []int{480, 960, 1600}) {
			t.Errorf("%s: wanted copies of 480, 960 and 1600 pixels, found %d", name, widths)
		}
		if len(photo) < 2_000_000 {
			t.Errorf("%s: the photo is too easy: %d bytes", name, len(photo))
		}
	}
}

type candidate struct {
	name  string
	width int
}

var candidateRE = regexp.MustCompile(`[./]*/([\w.-]+) (\d+)w`)

// candidates are those of the pictures of a page.
func candidates(page string) (list []candidate) {
	for _, m := range candidateRE.FindAllStringSubmatch(page, -1) {
		width, _ := strconv.Atoi(m[2])
		list = append(list, candidate{m[1], width})
	}
	return list
}

func published(t *testing.T, posts fs.FS, cache string) fs.FS {
	t.Helper()
	b, err := board.Load(posts)
	if err != nil {
		t.Fatal(err)
	}
	r := &board.Renderer{Sizes: Maker{Cache: cache}.Make, Found: func(list board.ErrorList) { t.Error(list) }}
	site, err := r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

func read(t *testing.T, from fs.FS, name string) string {
	t.Helper()
	b, err := fs.ReadFile(from, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// made lists the copies, with the content of each.
func made(t *testing.T, m Maker, pictures fs.FS) (copies map[string]string, err error) {
	t.Helper()
	tree, err := m.Make(pictures)
	copies = make(map[string]string)
	if tree == nil {
		return copies, err
	}
	failed := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			copies[name] = read(t, tree, name)
		}
		return err
	})
	if failed != nil {
		t.Fatal(failed)
	}
	return copies, err
}

// TestCache: a picture whose copies the cache has is not decoded, in another board
// and under another name, either. A picture that has changed by a byte is.
func TestCache(t *testing.T) {
	photo := asJPEG(t, newPhoto(700, 500))
	m := Maker{Cache: filepath.Join(t.TempDir(), "new", "cache")}
	first, err := made(t, m, fstest.MapFS{"a.jpg": {Data: photo}})
	if err != nil || len(first) == 0 {
		t.Fatalf("wanted copies, found %d (%v)", len(first), err)
	}
	mark(t, m.Cache)
	second, err := made(t, m, fstest.MapFS{"fair/b.jpg": {Data: photo}, "c.jpg": {Data: append(bytes.Clone(photo), 0)}})
	if err != nil || len(second) != 2*len(first) {
		t.Fatalf("wanted the copies of two pictures, found %d (%v)", len(second), err)
	}
	for name, content := range second {
		if marked := strings.HasSuffix(content, "marked"); marked != strings.HasPrefix(name, "fair/b.jpg/") {
			t.Errorf("%s: from the cache: %v", name, marked)
		}
	}
}

// mark adds a word to each file of the cache.
func mark(t *testing.T, cache string) {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(cache, "*", "*"))
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err := errors.Join(err, os.WriteFile(name, append(content, "marked"...), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPruned: what nobody has used for long goes, and what an interrupted run has
// left. Other files of the directory stay: somebody may have named the wrong one.
func TestPruned(t *testing.T) {
	cache := t.TempDir()
	stays := map[string]bool{"0123456789abcdef0123456789abcdef": false, "unfinished-123": false, "photos": true, "fedcba9876543210fedcba9876543210": true}
	for name := range stays {
		dir := filepath.Join(cache, name)
		old := time.Now().Add(-100 * 24 * time.Hour)
		if name[0] == 'f' {
			old = time.Now().Add(-80 * 24 * time.Hour)
		}
		if err := errors.Join(os.Mkdir(dir, 0o700), os.Chtimes(dir, old, old)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := (Maker{Cache: cache}).Make(fstest.MapFS{}); err != nil {
		t.Fatal(err)
	}
	for name, want := range stays {
		if _, err := os.Stat(filepath.Join(cache, name)); (err == nil) != want {
			t.Errorf("%s: stays: %v, want %v", name, err == nil, want)
		}
	}
}

// TestFindings: a picture that cannot be decoded, and one that would take all
// memory or time, are findings. The others have their copies.
func TestFindings(t *testing.T) {
	photo := asJPEG(t, newPhoto(700, 500))
	huge := withChunk(asPNG(t, newPhoto(2, 2)), "IHDR", []byte{0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0}) // 60000 × 60000
	pictures := fstest.MapFS{
		"good.jpg":   {Data: photo},
		"cut.jpg":    {Data: photo[:len(photo)/2]},
		"huge.png":   {Data: append(huge[:8:8], huge[33:]...)},
		"drawn.jpg":  {Data: append(bytes.Clone(photo), bytes.Repeat([]byte("\xff\xda"), 200)...)},
		"broken.jpg": {Data: []byte("\xff\xd8\xff\xc0\x00\x11")},
	}
	copies, err := made(t, Maker{Cache: t.TempDir()}, pictures)
	findings, _ := errors.AsType[board.ErrorList](err)
	found := make(map[string]string)
	for _, f := range findings {
		found[f.File] = f.Msg
		if f.Kind != board.LeftOut {
			t.Errorf("%s: found the kind %s", f.File, f.Kind)
		}
	}
	for name, want := range map[string]string{"cut.jpg": "cannot be decoded", "huge.png": "60000 × 60000 pixels", "drawn.jpg": "drawn 201 times", "broken.jpg": "cannot be decoded"} {
		if !strings.Contains(found[name], want) {
			t.Errorf("%s: wanted %q, found %q", name, want, found[name])
		}
	}
	for name := range copies {
		if !strings.HasPrefix(name, "good.jpg/") {
			t.Errorf("found %s", name)
		}
	}
	if len(copies) == 0 || len(found) != len(pictures)-1 {
		t.Errorf("wanted copies of the good one alone, found %d, and %d findings", len(copies), len(found))
	}
}

// TestNames: a copy is named by its content and its width, so that servers and
// browsers may keep it for ever.
func TestNames(t *testing.T) {
	copies, err := made(t, Maker{Cache: t.TempDir()}, fstest.MapFS{"a.jpg": {Data: asJPEG(t, newPhoto(1000, 500))}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(copies)) {
		if !regexp.MustCompile(`^a\.jpg/[0-9a-f]{12}\.(480|960|1000)\.jpg$`).MatchString(name) {
			t.Errorf("found the name %s", name)
		}
	}
}

// TestProgress: the caller learns of each picture.
func TestProgress(t *testing.T) {
	var calls []int
	m := Maker{Cache: t.TempDir(), Progress: func(done, all int) { calls = append(calls, done, all) }}
	if _, err := m.Make(fstest.MapFS{"a.txt": {}, "b.txt": {}}); err != nil || !slices.Equal(calls, []int{0, 2, 1, 2}) {
		t.Errorf("found %d (%v)", calls, err)
	}
}

// TestNoCache: a cache that cannot be written is an error, and no finding.
func TestNoCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if copies, err := (Maker{Cache: file}).Make(fstest.MapFS{}); err == nil || copies != nil {
		t.Errorf("found %v, %v", copies, err)
	}
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	if _, err := (Maker{}).Make(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "wanted a directory for the cache") {
		t.Errorf("found %v", err)
	}
}
