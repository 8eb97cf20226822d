package board_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// TestNew: New makes IDs safe as file names, and different from each other.
func TestNew(t *testing.T) {
	b := board.New(&board.Post{ID: "../../etc/<b>"}, &board.Post{ID: "etc-b"}, &board.Post{Subject: "Ünïcode Ωμέγα"})
	if got, want := ids(b.All()), "etc-b\netc-b-2\nünïcode-ωμέγα\n"; got != want {
		t.Errorf("got IDs\n%swant\n%s", got, want)
	}
}

// TestIDsOfOneFile: two IDs, or an ID and an alias, that one disk holds as one file
// are found, as equal ones are, and so are more aliases than lead to a post.
func TestIDsOfOneFile(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("the engine writes no files")
	}
	aliases := "x-0"
	for i := range 10 {
		aliases += fmt.Sprint(", x-", i+1)
	}
	b, err := board.Load(fstest.MapFS{
		"a.txt": {Data: []byte("SUBJECT A\nDATE 2024-01-01\nID \u00e9cole\n")},
		"b.txt": {Data: []byte("SUBJECT B\nDATE 2024-01-01\nID e\u0301cole\n")},
		"c.txt": {Data: []byte("SUBJECT C\nDATE 2024-01-01\nALIAS e\u0301cole\n")},
		"d.txt": {Data: []byte("SUBJECT D\nDATE 2024-01-01\nALIAS " + aliases + "\n")},
	})
	const want = "b.txt:3:4: wanted an ID of its own, found \"e\u0301cole\", which a.txt has: this post is \"e\u0301cole-2\" now\n" +
		"c.txt:3:7: wanted an ID that no other post has or had, found \"e\u0301cole\", which is that of a.txt\n" +
		"d.txt:3:7: wanted at most 10 IDs that the post had before, found 1 more, which lead nowhere\n"
	if diff := cmp.Diff(want, findings(err)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got, want := ids(b.All()), "\u00e9cole\ne\u0301cole-2\n2024-01-01-c\n2024-01-01-d\n"; got != want {
		t.Errorf("got IDs\n%swant\n%s", got, want)
	}
}

// TestManyIDsOfOneStart: long IDs that differ at their ends get numbers in place of
// these. Who begins to count anew for each needs four times as many steps for twice as
// many posts.
func TestManyIDsOfOneStart(t *testing.T) {
	steps := func(n int) float64 {
		return testing.AllocsPerRun(1, func() {
			var posts []*board.Post
			for i := range n {
				id := fmt.Sprintf("%s%08d", strings.Repeat("a", 110), i/2)
				posts = append(posts, &board.Post{ID: id})
			}
			board.New(posts...)
		})
	}
	if few, many := steps(200), steps(800); many > 6*few {
		t.Errorf("800 posts took %.0f steps, 200 took %.0f", many, few)
	}
}

// longPosts makes n source files whose bodies together are more than a board
// keeps in memory.
func longPosts(n int) fstest.MapFS {
	dir := make(fstest.MapFS)
	for i := range n {
		text := fmt.Sprintf("SUBJECT Post %d\nDATE 2024-01-01\nID post-%d\nTAGS a, b\n\nPHOTO: A caption\n\n%s\n\nBY Office (o@board.example)\n",
			i, i, strings.Repeat(fmt.Sprintln("Words of post", i), 20_000))
		dir[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// TestBodiesReadAgain: whichever method returns a post whose body was not kept
// in memory, it reads the body from its file again.
func TestBodiesReadAgain(t *testing.T) {
	const n = 40
	dir := longPosts(n)
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

// TestFileChanged: if a file has changed since it was loaded, its new words
// are not published as the old post's, which could make an embargoed post
// public.
func TestFileChanged(t *testing.T) {
	const n = 40
	dir := longPosts(n)
	b, _ := board.Load(dir)
	site := publish(t, b)
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
		t.Error("every body was kept in memory: this tests nothing")
	}
}

// TestThirdOfADay: two posts of one day and subject keep their addresses in the
// site and in feeds when a third comes, wherever its file's name stands among
// theirs.
func TestThirdOfADay(t *testing.T) {
	post := &fstest.MapFile{Data: []byte("SUBJECT Notice\nDATE 2024-03-01\n")}
	for _, third := range []string{"a.txt", "c.txt", "e.txt", "folder/b.txt", "2024-03-01-notice.txt"} {
		dir := fstest.MapFS{"b.txt": post, "d.txt": post}
		before := postAddresses(t, dir)
		dir[third] = post
		after := postAddresses(t, dir)
		if len(before) != 2 || len(after) != 3 {
			t.Fatalf("wanted two posts and then three, found %q and %q", before, after)
		}
		for _, address := range before {
			if !slices.Contains(after, address) {
				t.Errorf("with %s, the addresses %q become %q", third, before, after)
			}
		}
	}
}

// postAddresses are the IDs and the feed IDs of all posts of a directory.
func postAddresses(t *testing.T, dir fs.FS) (list []string) {
	t.Helper()
	b, _ := board.Load(dir)
	b.URL = boardHome
	site := publish(t, b)
	for p := range b.All() {
		var item struct{ ID string }
		if err := json.Unmarshal(readFile(t, site, "posts/"+p.ID+".json"), &item); err != nil {
			t.Fatal(err)
		}
		list = append(list, p.ID+" "+item.ID)
	}
	return list
}

// TestAddressOfTheFirst: when a second post of a day and subject comes, the
// address that the first one had still leads to a post.
func TestAddressOfTheFirst(t *testing.T) {
	post := &fstest.MapFile{Data: []byte("SUBJECT Notice\nDATE 2024-03-01\n")}
	b, _ := board.Load(fstest.MapFS{"a.txt": post, "b.txt": post})
	const id = "2024-03-01-notice"
	if page := readFile(t, publish(t, b), "posts/"+id+"/index.html"); !strings.Contains(string(page), id+"-a/") {
		t.Errorf("wanted a page that leads to %s-a, found\n%s", id, page)
	}
}

// TestCause: an error of the file system stays one.
func TestCause(t *testing.T) {
	_, err := board.Load(os.DirFS("testdata/nowhere"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("want an error that is %v, found %v", fs.ErrNotExist, err)
	}
	_, err = board.ReadFeed("feed.json", []byte("{"))
	if syntax := new(json.SyntaxError); !errors.As(err, &syntax) {
		t.Errorf("want a %T, found %v", syntax, err)
	}
}

// TestFindingAsJSON: the names and words are an interface of other programs.
func TestFindingAsJSON(t *testing.T) {
	_, err := board.Parse("a.txt", []byte("SUBJECT A\nDATE 2024-03-01\nCOLOUR red\n"))
	const want = `[{"file":"a.txt","line":3,"col":8,"kind":"unknown-field","msg":"unknown field \"colour\", kept: \"red\""}]`
	if got := asJSON(t, err); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestUTF16: text that Notepad saves as "Unicode" is the same post as in UTF-8.
// Without its byte order mark it is held back, and with it where JavaScript has
// decoded what it hands over.
func TestUTF16(t *testing.T) {
	const text = "SUBJECT Café 회의 𝒳\r\nDATE 2024-03-01\r\n\r\nWords.\r\n"
	want, _ := board.Parse("a.txt", []byte(text))
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var src []byte
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			src = order.AppendUint16(src, unit)
		}
		held := [][]byte{src[2:]}
		if runtime.GOOS == "js" {
			held = append(held, src)
		} else if got, err := board.Parse("a.txt", src); err != nil || !cmp.Equal(want, got) {
			t.Errorf("%v: %v\n%s", order, err, cmp.Diff(want, got))
		}
		for _, src := range held {
			if got, err := board.Parse("a.txt", src); !got.HeldBack() || err == nil {
				t.Errorf("%v: wanted a post that is held back, found %v\n%s", order, err, board.Format(got))
			}
		}
	}
}

// TestSettingsEncoding: settings may be in UTF-16, as a post may. Of those in
// another encoding, what cannot be read is not used: a page must not show it.
func TestSettingsEncoding(t *testing.T) {
	load := func(settings []byte) (*board.Board, board.ErrorList) {
		b, err := board.Load(fstest.MapFS{"_board.txt": {Data: settings}, "a.txt": {Data: []byte("SUBJECT A\nDATE 2024-03-01\n")}})
		if _, ok := b.Post("2024-03-01-a"); !ok {
			t.Error("the settings have taken the post down")
		}
		list, _ := errors.AsType[board.ErrorList](err)
		return b, list
	}
	var utf16le []byte
	for _, unit := range utf16.Encode([]rune("\ufeffBOARD VIEW\r\nTITLE Café\r\n")) {
		utf16le = binary.LittleEndian.AppendUint16(utf16le, unit)
	}
	if b, list := load(utf16le); runtime.GOOS != "js" && (b.Title != "Café" || len(list) > 0) {
		t.Errorf("in UTF-16, got the title %q, %v", b.Title, list)
	}
	b, list := load([]byte("TITLE Caf\xe9\nLANG fr\n"))
	if b.Title != "" || b.Lang != "fr" || len(list) != 2 || list[1].Line != 1 || list[1].Col != 10 || list[1].Kind != board.BadValue {
		t.Errorf("in Latin-1, got the title %q, the language %q, %v", b.Title, b.Lang, list)
	}
}

// TestSettingsKept: what has no meaning stays in Board.Meta.
func TestSettingsKept(t *testing.T) {
	b, err := board.Load(fstest.MapFS{"_board.txt": {Data: []byte("COLOUR red\nX-NOTE mine\nZONE nowhere\n")}})
	want := map[string][]string{"colour": {"red"}, "x-note": {"mine"}, "zone": {"nowhere"}}
	if !cmp.Equal(b.Meta, want) || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("got %v, %v", b.Meta, err)
	}
}
