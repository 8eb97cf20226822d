package board_test

import (
	"fmt"
	"io/fs"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// long are posts whose bodies are more than a board holds in memory.
func long(n int) fstest.MapFS {
	dir := make(fstest.MapFS)
	for i := range n {
		text := fmt.Sprintf("SUBJECT Post %d\nDATE 2024-01-01\nID post-%d\nTAGS a, b\n\nPHOTO: A caption\n\n%s\n\nBY Office (o@board.example)\n",
			i, i, strings.Repeat(fmt.Sprintln("Words of post", i), 20_000))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// TestBodiesLeft: a post whose body stayed in its file comes with it, by
// every way there is to it.
func TestBodiesLeft(t *testing.T) {
	const n = 40
	dir := long(n)
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		id := fmt.Sprint("post-", i)
		want, _ := board.Parse("", dir[fmt.Sprintf("%d.txt", i)].Data)
		got, _ := b.Post(id)
		if !cmp.Equal(want, got) {
			t.Errorf("%s has a body of %d bytes, wanted %d", id, len(got.Body), len(want.Body))
		}
	}
	for p := range b.All() {
		if len(p.Body) < 200_000 {
			t.Errorf("All: %s has a body of %d bytes", p.ID, len(p.Body))
		}
	}
	for _, p := range b.Page(1, 0).Posts {
		if len(p.Body) < 200_000 {
			t.Errorf("Page: %s has a body of %d bytes", p.ID, len(p.Body))
		}
	}
}

// TestFileChanged: what has changed since it was loaded is not published
// under another post's name, nor before its time.
func TestFileChanged(t *testing.T) {
	const n = 40
	dir := long(n)
	b, _ := board.Load(dir)
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte("SUBJECT Not yet\nDATE 2999-01-01\n\nSecret.\n")}
	}
	refused := 0
	for i := range n {
		src, err := fs.ReadFile(site, fmt.Sprintf("posts/post-%d/index.html", i))
		switch {
		case err != nil:
			refused++
			if !strings.Contains(err.Error(), fmt.Sprintf("%d.txt:1:1: wanted the file that was loaded", i)) {
				t.Error(err)
			}
		case strings.Contains(string(src), "Secret"):
			t.Errorf("post-%d has the words of the changed file", i)
		}
	}
	if refused == 0 {
		t.Error("no body was left in its file: the test tests nothing")
	}
}

// TestMemory: a board takes little memory for each post that it does not hold
// the body of, and its site as little.
func TestMemory(t *testing.T) {
	const n, most = 3000, 2000 // bytes a post
	dir := make(fstest.MapFS)
	for i := range n {
		text := fmt.Sprintf("SUBJECT Announcement %d of the secretariat\nDATE 2024-01-01\nTAGS visits, tag %d\nLANG en\n\n%s\nBY Office (o@board.example)\n",
			i, i%50, strings.Repeat("Some words of the body.\n", 800))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	before := heap()
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	b.URL = "https://board.example/"
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	const bodies = 10 << 20 // those that are held, and some that were rendered last
	if got := (heap() - before - bodies) / n; got > most {
		t.Errorf("a post takes %d bytes, want at most %d", got, most)
	}
	runtime.KeepAlive(site)
	runtime.KeepAlive(dir)
}

// TestNothingKept: whatever fields a post has, none of them keeps the file in
// memory that its body was left in.
func TestNothingKept(t *testing.T) {
	const n, most = 1000, 5000 // bytes a post
	dir := make(fstest.MapFS)
	for i := range n {
		head := strings.ReplaceAll(allFields, "NUMBER", strconv.Itoa(i))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(head + strings.Repeat("Some words of the body.\n", 800))}
	}
	before := heap()
	b, err := board.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	const bodies = 5 << 20 // those that are held
	if got := (heap() - before - bodies) / n; got > most {
		t.Errorf("a post takes %d bytes, want at most %d", got, most)
	}
	post, _ := board.Parse("", dir["7.txt"].Data)
	for i := range reflect.TypeFor[board.Post]().NumField() {
		if reflect.ValueOf(*post).Field(i).IsZero() {
			t.Errorf("wanted a post with all fields, found none for %s", reflect.TypeFor[board.Post]().Field(i).Name)
		}
	}
	runtime.KeepAlive(b)
	runtime.KeepAlive(dir)
}

const allFields = `LABEL Hall NUMBER
SUBJECT Announcement NUMBER of the secretariat
DATE 2024-01-01
UPDATED 2024-01-02
EXPIRES 2999-01-01
WITHDRAWN 2998-01-01 The figures of announcement NUMBER were wrong.
ID post-NUMBER
TAGS visits, tag NUMBER
LANG en
TRANSLATES post-1
ALIAS former-post-NUMBER, posts/oldest-post-NUMBER
URL https://parliament.example/NUMBER
PINNED
DRAFT
ATTACHMENT [Report NUMBER](report-NUMBER.pdf) application/pdf 1000
BY The office of number NUMBER (office-NUMBER@board.example, https://board.example/office/NUMBER)
X-OFFICE Room NUMBER

PHOTO: Caption NUMBER ![What number NUMBER shows](photo-NUMBER.jpg =10x10)

PHOTO: Caption NUMBER alone

`

// heap is how many bytes are in use.
func heap() int {
	runtime.GC()
	runtime.GC() // what sync.Pools hold, too
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
