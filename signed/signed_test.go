package signed_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

const name = "secretariat.example/news"

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// newSigner returns a key that is the same in each run.
func newSigner(t testing.TB, name string, seed byte) *signed.Signer {
	t.Helper()
	s, err := signed.NewSigner(name, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func options(t testing.TB, day int, signers ...note.Signer) signed.Options {
	t.Helper()
	if len(signers) == 0 {
		signers = []note.Signer{newSigner(t, name, 1)}
	}
	return signed.Options{Signers: signers, Now: monday.AddDate(0, 0, day), Valid: 7 * 24 * time.Hour}
}

// publish publishes posts, as they are on a day.
func publish(t testing.TB, posts map[string]string, day int) fs.FS {
	t.Helper()
	files := make(fstest.MapFS)
	for name, text := range posts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r := &board.Renderer{BaseURL: "./"}
	b, err := r.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	b.Now = func() time.Time { return monday.AddDate(0, 0, day) }
	site, err := r.Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// sign signs a tree, and reads all of it, as a deployment does.
func sign(t testing.TB, site, previous fs.FS, o signed.Options) fstest.MapFS {
	t.Helper()
	tree, err := signed.FS(site, previous, o)
	if err != nil {
		t.Fatal(err)
	}
	return readAll(t, tree)
}

func readAll(t testing.TB, tree fs.FS) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			var content []byte
			content, err = fs.ReadFile(tree, name)
			files[name] = &fstest.MapFile{Data: content}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func first() map[string]string {
	return map[string]string{
		"talks.txt":   "SUBJECT Talks begin\nDATE 2026-11-20\n\nThe talks begin. See [the paper](paper.pdf).\n",
		"visit.txt":   "SUBJECT A visit\nDATE 2026-11-21\nEXPIRES 2026-11-25\n\nA visit.\n",
		"meeting.txt": "SUBJECT A meeting\nDATE 2026-11-22\n\nA meeting.\n",
		"paper.pdf":   "%PDF-1.4\n",
	}
}

// TestTree: a signed tree is a file system like others, and signing the same at the
// same time gives the same bytes.
func TestTree(t *testing.T) {
	site := publish(t, first(), 0)
	tree, err := signed.FS(site, nil, options(t, 0))
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(tree, signed.CheckpointFile, "signed/tile/0/000.p/5", "feed.json"); err != nil {
		t.Error(err)
	}
	if a, b := readAll(t, tree), sign(t, site, nil, options(t, 0)); !maps.EqualFunc(a, b, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) {
		t.Error("got other bytes the second time")
	}
}

// TestVerify: a signed tree is verified by its key, and by no other.
func TestVerify(t *testing.T) {
	tree := sign(t, publish(t, first(), 0), nil, options(t, 0))
	c, err := signed.Verify(tree, newSigner(t, name, 1))
	if err != nil {
		t.Fatal(err)
	}
	if c.Origin != name || c.Size != 5 || !c.Signed.Equal(monday) || c.CheckTime(monday.AddDate(0, 0, 7)) != nil {
		t.Errorf("got %s", c)
	}
	for _, other := range []*signed.Signer{newSigner(t, name, 2), newSigner(t, "other.example", 1)} {
		if _, err := signed.Verify(tree, other); !errors.Is(err, signed.ErrSignature) {
			t.Errorf("%s: got %v, want %v", other.Key(), err, signed.ErrSignature)
		}
	}
}

// TestOneTree: two trees are not proven by one log. Their parts and documents can be
// such that one list of files is read as of either height; and of the version before,
// the note says what the log says.
func TestOneTree(t *testing.T) {
	key := newSigner(t, name, 1)
	site := fstest.MapFS{"feed.json": {Data: []byte("{}")}}
	high := readAll(t, must(signed.SignList(site, [][]string{{"feed.json"}}, []string{"feed.json"}, options(t, 0))))
	if _, err := signed.Verify(high, key); err != nil {
		t.Fatal(err)
	}
	sum := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	leafOf := func(feed string) string { return sum(feed) + "  feed.json\n" }
	partOf := func(feed string) string { return "signed/files/part." + sum(leafOf(feed))[:32] + ".txt" }
	leaf := leafOf("{}")
	low := maps.Clone(high)
	low["feed.json"] = &fstest.MapFile{Data: []byte(leaf)}
	low[signed.CheckpointFile] = &fstest.MapFile{Data: resigned(t, high, "feed "+sum("{}")+"\nfiles 1 ", "feed "+sum(leaf)+"\nfiles 0 ", key)}
	if _, err := signed.Verify(low, key); !errors.Is(err, signed.ErrMismatch) {
		t.Errorf("got %v for the list as one of another height, want %v", err, signed.ErrMismatch)
	}
	first := sign(t, site, nil, options(t, 0))
	second := sign(t, fstest.MapFS{"feed.json": {Data: []byte("[]")}}, first, options(t, 1))
	third := sign(t, fstest.MapFS{"feed.json": {Data: []byte("0")}}, second, options(t, 2))
	maps.Copy(third, fstest.MapFS{partOf("{}"): first[partOf("{}")]}) // as if the parts of then were kept
	for _, c := range []struct{ why, feed, files string }{
		{"the version before", "[]", "[]"},
		{"one of earlier", "{}", "{}"},
		{"one with another feed", "{}", "[]"},
	} {
		tree := maps.Clone(third)
		tree[signed.CheckpointFile] = &fstest.MapFile{Data: resigned(t, third, "before "+sum("[]")+" 0 "+sum(leafOf("[]")), "before "+sum(c.feed)+" 0 "+sum(leafOf(c.files)), key)}
		if _, err := signed.Verify(tree, key); (err == nil) != (c.feed == "[]") || err != nil && !errors.Is(err, signed.ErrMismatch) {
			t.Errorf("before is %s: got %v", c.why, err)
		}
	}
}

// TestHistory: what happens to posts stands in the log, and Compare finds what was
// rewritten or dropped without saying so.
func TestHistory(t *testing.T) {
	key := newSigner(t, name, 1)
	earlier := sign(t, publish(t, first(), 0), nil, options(t, 0))
	for _, c := range []struct {
		why    string
		change func(posts map[string]string)
		want   string // entries
		wrong  string
	}{
		{"nothing changed", func(map[string]string) {}, "", ""},
		{"a new post", func(p map[string]string) {
			p["new.txt"] = "SUBJECT New\nDATE 2026-11-23\n\nNew.\n"
		}, "new - posts/2026-11-23-new.txt", ""},
		{"a correction that says so", func(p map[string]string) {
			p["talks.txt"] = strings.Replace(p["talks.txt"], "\n\nThe talks", "\nUPDATED 2026-11-23\n\nThe good talks", 1)
		}, "corrected 1 posts/2026-11-20-talks-begin.txt", ""},
		{"a rewriting", func(p map[string]string) {
			p["talks.txt"] = strings.Replace(p["talks.txt"], "The talks", "No talks", 1)
		}, "changed 1 posts/2026-11-20-talks-begin.txt", "posts/2026-11-20-talks-begin.txt"},
		{"a withdrawal", func(p map[string]string) {
			p["meeting.txt"] = strings.Replace(p["meeting.txt"], "\n\n", "\nWITHDRAWN 2026-11-23 sent in error\n\n", 1)
		}, "withdrawn 3 posts/2026-11-22-a-meeting.txt", ""},
		{"a post that is dropped", func(p map[string]string) {
			delete(p, "meeting.txt")
		}, "removed 3 posts/2026-11-22-a-meeting.txt", "posts/2026-11-22-a-meeting.txt"},
		{"a document that is exchanged", func(p map[string]string) {
			p["paper.pdf"] = "%PDF-1.5\n"
		}, "changed 0 paper.pdf", "paper.pdf"},
		{"another ID", func(p map[string]string) {
			p["meeting.txt"] = strings.Replace(p["meeting.txt"], "\n\n", "\nID meeting\nALIAS 2026-11-22-a-meeting\n\n", 1)
		}, "renamed 3 posts/2026-11-22-a-meeting.txt\nnew - posts/meeting.txt", ""},
	} {
		t.Run(c.why, func(t *testing.T) {
			posts := first()
			c.change(posts)
			later := sign(t, publish(t, posts, 1), earlier, options(t, 1))
			entries, err := signed.Compare(earlier, later, key)
			var got []string
			for _, e := range entries {
				if e.Kind != signed.Tree {
					words := strings.Fields(e.String())
					got = append(got, strings.Join(slices.Delete(slices.Delete(words, 3, 4), 0, 1), " "))
				}
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got the entries\n%s\nwant\n%s", strings.Join(got, "\n"), c.want)
			}
			if c.wrong == "" && err != nil || c.wrong != "" && (!errors.Is(err, signed.ErrRewritten) || !strings.HasPrefix(err.Error(), c.wrong+": ")) {
				t.Errorf("got %v, want an error about %q", err, c.wrong)
			}
			if _, err := signed.Compare(later, earlier, key); len(entries) > 0 && !errors.Is(err, signed.ErrRolledBack) {
				t.Errorf("in the other direction: got %v, want %v", err, signed.ErrRolledBack)
			}
		})
	}
}

// TestKinds: what a changed file says about the change, and what it cannot say. Where
// want is Changed or Removed, Compare finds that it was rewritten or dropped.
func TestKinds(t *testing.T) {
	const source = "Board View\nSUBJECT A\n\nA.\n"
	for _, c := range []struct {
		why, file, was, is string // is: "" if it is gone
		want               signed.Kind
	}{
		{"the line ends of Windows", "posts/a.txt", "Board View\r\nSUBJECT A\r\n\r\nA.\r\n", "Board View\r\nSUBJECT A\r\nUPDATED 2026-11-23\r\n\r\nB.\r\n", signed.Corrected},
		{"only the line ends are others, and the ID", "posts/a.txt", "Board View\r\nSUBJECT A\r\n\r\nA.\r\n", "Board View\nSUBJECT A\nID a\n\nA.\n", signed.Renamed},
		{"a word in the body", "posts/a.txt", source, "Board View\nSUBJECT A\n\nUPDATED 2026-11-23\n", signed.Changed},
		{"an empty first line ends the header", "posts/a.txt", "\n" + source, "\nBoard View\nSUBJECT A\nUPDATED 2026-11-23\n\nB.\n", signed.Changed},
		{"an UPDATED that is not a date, which readers do not see", "posts/a.txt", source, "Board View\nSUBJECT A\nUPDATED x\n\nB.\n", signed.Changed},
		{"a WITHDRAWN that is not a date", "posts/a.txt", source, "Board View\nSUBJECT A\nWITHDRAWN never\n\nB.\n", signed.Changed},
		{"an EXPIRES that is not a date", "posts/a.txt", "Board View\nSUBJECT A\nEXPIRES 0\n\nA.\n", "", signed.Removed},
		{"an EXPIRES with a time", "posts/a.txt", "Board View\nSUBJECT A\nEXPIRES 2026-11-23 10:00\n\nA.\n", "", signed.Expired},
		{"a document with a year in its name, which is no copy of a picture", "report.2026.pdf", "%PDF-1.4", "%PDF-1.5", signed.Changed},
	} {
		site := func(text string) fs.FS {
			files := fstest.MapFS{"feed.json": {Data: []byte(text)}}
			if text != "" {
				files[c.file] = &fstest.MapFile{Data: []byte(text)}
			}
			return files
		}
		earlier := sign(t, site(c.was), nil, options(t, 0))
		entries, err := signed.Compare(earlier, sign(t, site(c.is), earlier, options(t, 1)), newSigner(t, name, 1))
		wrong := c.want == signed.Changed || c.want == signed.Removed
		if len(entries) != 2 || entries[0].Kind != c.want || errors.Is(err, signed.ErrRewritten) != wrong {
			t.Errorf("%s: got %v, %v; want %s", c.why, entries, err, c.want)
		}
	}
}

// TestLogTimes: entries stand in the order of their times, and are not older than the
// version before: nobody can claim to have said something earlier.
func TestLogTimes(t *testing.T) {
	if err := signed.Append(monday, monday, monday.Add(time.Second)); err != nil {
		t.Error(err)
	}
	if err := signed.Append(monday, monday.Add(-time.Second)); err == nil {
		t.Error("an entry was added that is older than the one before")
	}
	key := newSigner(t, name, 1)
	first := sign(t, publish(t, first(), 0), nil, options(t, 0))
	renewed := sign(t, publish(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-11-01\n\nA.\n"}, 2), first, options(t, 2))
	again := sign(t, publish(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-11-01\n\nA.\n"}, 2), renewed, options(t, 6))
	backdated := sign(t, publish(t, map[string]string{"b.txt": "SUBJECT B\nDATE 2026-11-01\n\nB.\n"}, 4), renewed, options(t, 4))
	backdated = relabeled(t, backdated, "\nsigned 2026-11-27T", "\nsigned 2026-11-30T", key)
	if _, err := signed.Compare(renewed, backdated, key); !strings.Contains(fmt.Sprint(err), "posts/2026-11-01-a.txt: ") {
		t.Errorf("entries later than the version before: got %v, want an error about the post only", err)
	}
	if _, err := signed.Compare(again, backdated, key); !errors.Is(err, signed.ErrRewritten) || !strings.Contains(err.Error(), "wanted further entries of 2026-11-29T09:00:00Z or later") {
		t.Errorf("entries older than the version before: got %v, want %v", err, signed.ErrRewritten)
	}
}

// TestRecovered: a thief has continued the log, and the publisher has gone on from a
// copy, with another key. The two are compared although the later log is shorter.
func TestRecovered(t *testing.T) {
	root, old, new := newSigner(t, name+"/root", 9), newSigner(t, name, 1), newSigner(t, name, 2)
	o := options(t, 0, old)
	o.Keys = keyList(t, root, 0, 30, old)
	copied := sign(t, publish(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-11-01\n\nA.\n"}, 0), nil, o)
	o.Now = monday.AddDate(0, 0, 1)
	thief := sign(t, publish(t, first(), 1), copied, o)
	o = options(t, 2, new)
	o.Keys, o.Known = keyList(t, root, 2, 30, new), []note.Verifier{old}
	recovered := sign(t, publish(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-11-01\n\nA.\n"}, 2), copied, o)
	if _, err := signed.Compare(thief, recovered, root); !errors.Is(err, signed.ErrRewritten) {
		t.Errorf("got %v, want %v", err, signed.ErrRewritten)
	}
}

// TestExpiry: a post whose EXPIRES is over may go.
func TestExpiry(t *testing.T) {
	earlier := sign(t, publish(t, first(), 0), nil, options(t, 0))
	later := sign(t, publish(t, first(), 4), earlier, options(t, 4))
	entries, err := signed.Compare(earlier, later, newSigner(t, name, 1))
	if err != nil || len(entries) != 2 || entries[0].Kind != signed.Expired || entries[0].Hash != (signed.Hash{}) {
		t.Errorf("got %v, %v; want an entry for the expired post, and one for the tree", entries, err)
	}
}

// TestHidden: what servers do not send is not signed, whoever lists the files.
func TestHidden(t *testing.T) {
	site := fstest.MapFS{}
	for _, name := range []string{"feed.json", ".well-known/x", "posts/.a", "web.config", "docs/web.config"} {
		site[name] = &fstest.MapFile{Data: []byte(name)}
	}
	own, err := signed.Sign(site, slices.Sorted(maps.Keys(site)), nil, nil, options(t, 0))
	if err != nil {
		t.Fatal(err)
	}
	tree := maps.Clone(site)
	maps.Copy(tree, readAll(t, own))
	if _, err := signed.Verify(tree, newSigner(t, name, 1)); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]bool{"docs/web.config": true, ".well-known/x": false} {
		changed := maps.Clone(tree)
		changed[name] = &fstest.MapFile{Data: []byte("other")}
		if _, err := signed.Verify(changed, newSigner(t, "secretariat.example/news", 1)); errors.Is(err, signed.ErrMismatch) != want {
			t.Errorf("%s: got %v; is it signed: %v", name, err, want)
		}
	}
}

// TestBounds: what is signed keeps to the limits of what is read.
func TestBounds(t *testing.T) {
	site := fstest.MapFS{"feed.json": {Data: []byte("{}")}}
	long := strings.Repeat("s", 1000) + "/"
	var paths []string
	for i := range 1100 {
		paths = append(paths, fmt.Sprintf("%s%04d", long, i))
	}
	if _, err := signed.Verify(must(signed.SignList(site, [][]string{paths}, nil, options(t, 0))), newSigner(t, name, 1)); !errors.Is(err, signed.ErrMismatch) || !strings.Contains(err.Error(), "at most 1048576 bytes") {
		t.Errorf("a part of more than 1 MiB: got %v", err)
	}
	overlapping := fstest.MapFS{"a": {}, "feed.json": {}, "z": {}}
	if _, err := signed.Verify(must(signed.SignList(overlapping, [][]string{{"a", "z"}, {"feed.json"}}, []string{"a", "feed.json"}, options(t, 0))), newSigner(t, name, 1)); !errors.Is(err, signed.ErrMismatch) || !strings.Contains(err.Error(), `to before "feed.json"`) {
		t.Errorf("a part that ends behind the next begins: got %v", err)
	}
	endless := relabeled(t, sign(t, site, nil, options(t, 0)), "\n1\n", "\n999999999999999\n", newSigner(t, name, 1))
	if _, err := signed.Verify(endless, newSigner(t, name, 1)); !errors.Is(err, signed.ErrMismatch) {
		t.Errorf("a log that is longer than all memory: got %v", err)
	}
	for i := 0; len(site) < 1100; i++ { // of paths after which no part ends
		path := fmt.Sprintf("%s%06d", long, i)
		if sha256.Sum256([]byte(path))[0] >= 4 {
			site[path] = &fstest.MapFile{Data: []byte(path)}
		}
	}
	if _, err := signed.Verify(sign(t, site, nil, options(t, 0)), newSigner(t, name, 1)); err != nil {
		t.Errorf("files that fill more than one part: %v", err)
	}
	o := options(t, 0)
	o.Valid = 367 * 24 * time.Hour
	if _, err := signed.FS(site, nil, o); err == nil || !strings.Contains(err.Error(), "366 days") {
		t.Errorf("got %v for a note of 367 days", err)
	}
	if _, err := signed.SignKeys(newSigner(t, name+"/root", 9), monday, monday.Add(o.Valid), newSigner(t, name, 1).Key()); err == nil || !strings.Contains(err.Error(), "366 days") {
		t.Errorf("got %v for a list of keys of 367 days", err)
	}
}

// TestRenewal: the note stays while nothing has changed and it is valid for long
// enough, so that a publish every minute changes nothing.
func TestRenewal(t *testing.T) {
	site := publish(t, first(), 0)
	tree := sign(t, site, nil, options(t, 0))
	for day, renewed := range map[int]bool{1: false, 3: false, 4: true, 9: true} {
		again := sign(t, site, tree, options(t, day))
		if got := !bytes.Equal(again[signed.CheckpointFile].Data, tree[signed.CheckpointFile].Data); got != renewed {
			t.Errorf("day %d: renewed: %v, want %v", day, got, renewed)
		}
		if entries, err := signed.Compare(tree, again, newSigner(t, name, 1)); len(entries) > 0 || err != nil {
			t.Errorf("day %d: got %v, %v; want no new entry", day, entries, err)
		}
	}
	if again := sign(t, site, tree, options(t, 1, newSigner(t, name, 1), newSigner(t, name, 2))); bytes.Equal(again[signed.CheckpointFile].Data, tree[signed.CheckpointFile].Data) {
		t.Error("a second key did not sign")
	}
}

// TestRotation: while two keys sign, partners with either verify; and the new key
// alone goes on with the log if the old one is known.
func TestRotation(t *testing.T) {
	old, new := newSigner(t, name, 1), newSigner(t, name, 2)
	site := publish(t, first(), 0)
	both := sign(t, site, sign(t, site, nil, options(t, 0, old)), options(t, 1, old, new))
	for _, key := range []*signed.Signer{old, new} {
		if _, err := signed.Verify(both, key); err != nil {
			t.Errorf("%s: %v", key.Key(), err)
		}
	}
	after := sign(t, site, both, options(t, 2, new))
	if _, err := signed.Verify(after, old); !errors.Is(err, signed.ErrSignature) {
		t.Errorf("got %v by the old key, want %v", err, signed.ErrSignature)
	}
	stolen := options(t, 2, new)
	if _, err := signed.FS(site, sign(t, site, nil, options(t, 0, old)), stolen); !errors.Is(err, signed.ErrSignature) {
		t.Errorf("got %v for a log by an unknown key, want %v", err, signed.ErrSignature)
	}
	stolen.Known = []note.Verifier{old}
	if _, err := signed.FS(site, both, stolen); err != nil {
		t.Error(err)
	}
}

// TestSeen: a publisher who knows the last note does not go on with an older log,
// which somebody has put in its place, nor begin a new one.
func TestSeen(t *testing.T) {
	first := sign(t, publish(t, first(), 0), nil, options(t, 0))
	o := options(t, 2)
	second := sign(t, publish(t, map[string]string{"a.txt": "SUBJECT A\nDATE 2026-11-01\n\nA.\n"}, 1), first, options(t, 1))
	var err error
	if o.Seen, err = signed.Open(second, newSigner(t, name, 1)); err != nil {
		t.Fatal(err)
	}
	site := publish(t, map[string]string{"b.txt": "SUBJECT B\nDATE 2026-11-01\n\nB.\n"}, 2)
	for _, c := range []struct {
		why      string
		previous fs.FS
		want     error
	}{{"the last tree", second, nil}, {"an older one", first, signed.ErrRolledBack}, {"none", nil, signed.ErrRolledBack}, {"an empty one", fstest.MapFS{}, signed.ErrRolledBack}} {
		if _, err := signed.FS(site, c.previous, o); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.why, err, c.want)
		}
	}
}

// keyList is a list of keys of some days.
func keyList(t testing.TB, root note.Signer, from, until int, keys ...*signed.Signer) []byte {
	t.Helper()
	var texts []string
	for _, key := range keys {
		texts = append(texts, key.Key())
	}
	list, err := signed.SignKeys(root, monday.AddDate(0, 0, from), monday.AddDate(0, 0, until), texts...)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestRoot: a pinned root key stands for the keys that it names, and for no others.
func TestRoot(t *testing.T) {
	root, online, other := newSigner(t, name+"/root", 9), newSigner(t, name, 1), newSigner(t, name, 2)
	site := publish(t, first(), 0)
	unnamed := sign(t, site, nil, options(t, 2, online))
	for _, c := range []struct {
		why    string
		list   []byte
		want   error
		signs  bool // FS signs with the list
		follow bool // FS goes on from such a tree without a list
	}{
		{"named", keyList(t, root, 0, 30, other, online), nil, true, false},
		{"no list", nil, signed.ErrSignature, true, true},
		{"another key is named", keyList(t, root, 0, 30, other), signed.ErrSignature, false, false},
		{"another root", keyList(t, newSigner(t, name+"/root", 8), 0, 30, online), signed.ErrSignature, true, false},
		{"the list had expired", keyList(t, root, 0, 1, online), signed.ErrSignature, false, false},
	} {
		tree := maps.Clone(unnamed)
		if c.list != nil {
			tree[signed.KeysFile] = &fstest.MapFile{Data: c.list}
		}
		if _, err := signed.Verify(tree, root); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.why, err, c.want)
		}
		o := options(t, 3, online)
		if _, err := signed.FS(site, tree, o); (err == nil) != c.follow || err != nil && !strings.Contains(err.Error(), "wanted the list of keys again (-keys)") {
			t.Errorf("%s: got %v from FS without the list", c.why, err)
		}
		o.Keys = c.list
		if _, err := signed.FS(site, unnamed, o); (err == nil) != c.signs || err != nil && !strings.Contains(err.Error(), "name the keys again") {
			t.Errorf("%s: got %v from FS with the list", c.why, err)
		}
	}
	o := options(t, 2, online)
	o.Keys = keyList(t, root, 0, 30, online)
	tree := sign(t, site, nil, o)
	o.Keys = keyList(t, root, -1, 30, online)
	if _, err := signed.FS(site, tree, o); !errors.Is(err, signed.ErrRolledBack) {
		t.Errorf("a list older than the one before: got %v, want %v", err, signed.ErrRolledBack)
	}
	if _, err := signed.SignKeys(online, monday, monday.AddDate(1, 0, 0), other.Key()); err == nil {
		t.Error("a key that is no root named others")
	}
	if _, err := signed.SignKeys(root, monday, monday.AddDate(1, 0, 0), newSigner(t, "other.example", 1).Key()); err == nil {
		t.Error("a root named the key of another log")
	}
}
