package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

const post = "SUBJECT A visit\nDATE 2026-11-26\n\nThe first text.\n"

// open opens a directory with one post.
func open(t *testing.T) (s *Store, dir string) {
	t.Helper()
	dir = t.TempDir()
	write(t, dir, "a.txt", post)
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, dir
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestTwoWindows: the second of two windows that have opened the same version
// gets the first one's bytes back, and changes nothing.
func TestTwoWindows(t *testing.T) {
	s, dir := open(t)
	seen := TagOf([]byte(post))
	if _, err := s.Save("a.txt", seen, []byte(post+"one\n")); err != nil {
		t.Fatal(err)
	}
	there, err := s.Save("a.txt", seen, []byte(post+"two\n"))
	if !errors.Is(err, ErrChanged) || string(there) != post+"one\n" {
		t.Errorf("got %q, %v", there, err)
	}
	if got := content(t, dir, "a.txt"); got != post+"one\n" {
		t.Errorf("got %q", got)
	}
	if err := s.Create("a.txt", nil); !errors.Is(err, ErrExists) {
		t.Errorf("a new post of the same name: got %v", err)
	}
	if err := s.Rename("a.txt", "b.txt", seen); !errors.Is(err, ErrChanged) {
		t.Errorf("a new name for what was changed: got %v", err)
	}
}

// TestVersions: each save and each rename keeps the version before, where
// publishing does not find it, and Git neither. A save without a change keeps none.
func TestVersions(t *testing.T) {
	s, dir := open(t)
	at := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	s.now = func() time.Time { at = at.Add(time.Second); return at }
	texts := []string{post, post + "2\n", post + "3\n"}
	for i, text := range texts[1:] {
		for _, seen := range []string{texts[i], text} {
			if _, err := s.Save("a.txt", TagOf([]byte(seen)), []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Rename("a.txt", "new/b.txt", TagOf([]byte(texts[2]))); err != nil {
		t.Fatal(err)
	}
	list, err := s.Versions("a.txt")
	if err != nil || len(list) != 3 {
		t.Fatalf("got %q, %v", list, err)
	}
	for i, name := range list {
		if b, err := s.Version("a.txt", name); err != nil || string(b) != texts[i] {
			t.Errorf("%s: got %q, %v", name, b, err)
		}
	}
	if got := content(t, dir, ".versions/.gitignore"); got != "*\n" {
		t.Errorf("got %q", got)
	}
	entries, err := s.List()
	if err != nil || len(entries) != 1 || entries[0].Name != "new/b.txt" || entries[0].Subject != "A visit" {
		t.Errorf("got %v, %v", entries, err)
	}
}

// TestStates: the list says what readers see of a post.
func TestStates(t *testing.T) {
	s, dir := open(t)
	s.now = func() time.Time { return time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC) }
	for state, line := range map[string]string{
		"published": "DATE 2026-11-26", "draft": "DATE 2026-11-26\nDRAFT yes", "held": "DATE soon", "later": "DATE 2027-01-01",
		"expired": "DATE 2026-01-01\nEXPIRES 2026-02-01", "withdrawn": "DATE 2026-11-26\nWITHDRAWN 2026-11-27 an error",
	} {
		write(t, dir, "a.txt", "SUBJECT x\n"+line+"\n\ntext\n")
		if list, err := s.List(); err != nil || len(list) != 1 || list[0].State != state {
			t.Errorf("%s: got %v, %v", line, list, err)
		}
	}
}

// TestListReadsWhatChanged: a list of thousands of posts that is asked for again opens only
// files that are others than before, and those whose state the clock changes.
func TestListReadsWhatChanged(t *testing.T) {
	s, dir := open(t)
	at := time.Now().Add(time.Minute) // the files are old enough to trust their times
	s.now = func() time.Time { return at }
	write(t, dir, "a.txt", "SUBJECT a\nDATE 2026-01-01\n\ntext\n")
	write(t, dir, "b.txt", "SUBJECT b\nDATE 2026-01-01\n\ntext\n")
	write(t, dir, "soon.txt", "SUBJECT soon\nDATE 2026-01-01\nEMBARGO "+at.AddDate(0, 0, 3).Format(time.DateOnly)+"\n\ntext\n")
	expect := func(why string, reads int, want string) {
		t.Helper()
		before := s.reads
		list, err := s.List()
		got := ""
		for _, e := range list {
			got += e.Name + " " + e.Subject + " " + e.State + "\n"
		}
		if err != nil || got != want || s.reads-before != reads {
			t.Errorf("%s: read %d files, want %d; got\n%swant\n%s%v", why, s.reads-before, reads, got, want, err)
		}
	}
	expect("the first time", 3, "soon.txt soon later\nb.txt b published\na.txt a published\n")
	expect("nothing has changed", 0, "soon.txt soon later\nb.txt b published\na.txt a published\n")
	write(t, dir, "a.txt", "SUBJECT A\nDATE 2026-01-01\n\ntext\n") // of the same size
	os.Chtimes(filepath.Join(dir, "a.txt"), time.Time{}, time.Now().Add(-time.Hour))
	expect("a file of the same size and another time", 1, "soon.txt soon later\nb.txt b published\na.txt A published\n")
	os.Remove(filepath.Join(dir, "b.txt"))
	expect("a file is gone", 0, "soon.txt soon later\na.txt A published\n")
	at = at.AddDate(0, 0, 5)
	expect("the time of a post has come", 1, "soon.txt soon published\na.txt A published\n")
	expect("and it stays so", 0, "soon.txt soon published\na.txt A published\n")
	at = time.Now()
	write(t, dir, "a.txt", "SUBJECT B\nDATE 2026-01-01\n\ntext\n")
	expect("a file that has just changed", 1, "soon.txt soon published\na.txt B published\n")
	expect("its time does not tell of a change at the same moment", 1, "soon.txt soon published\na.txt B published\n")
}

// BenchmarkList lists 10,000 posts for the first time, and again.
func BenchmarkList(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		name := fmt.Sprintf("2026-%02d-%02d-post-%d.txt", 1+i%12, 1+i%28, i)
		source := fmt.Sprintf("SUBJECT Post %d\nDATE 2026-%02d-%02d\n\n%s", i, 1+i%12, 1+i%28, strings.Repeat("A sentence of the post.\n\n", 120))
		if err := os.WriteFile(filepath.Join(dir, name), []byte(source), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.now = func() time.Time { return time.Now().Add(time.Minute) }
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "first", true: "again"}[again], func(b *testing.B) {
			for b.Loop() {
				if !again {
					s.listed = nil
				}
				if list, err := s.List(); err != nil || len(list) != 10_000 {
					b.Fatal(len(list), err)
				}
			}
		})
	}
}

// TestNames: no name leads out of the directory, to a file that is no post, or to
// one that some system takes for another.
func TestNames(t *testing.T) {
	s, dir := open(t)
	outside := filepath.Join(filepath.Dir(dir), "outside.txt")
	os.WriteFile(outside, []byte("secret"), 0o666)
	t.Cleanup(func() { os.Remove(outside) })
	os.Symlink(outside, filepath.Join(dir, "link.txt"))
	os.Symlink(filepath.Dir(dir), filepath.Join(dir, "linked"))
	write(t, dir, ".env.txt", "secret")
	for _, name := range []string{
		"", ".", "..", "/a.txt", "../outside.txt", "x/../../outside.txt", `..\outside.txt`, "a.txt/", "x//a.txt", "./a.txt",
		"link.txt", "linked/outside.txt", ".env.txt", ".git/a.txt", ".versions/a.txt", "_board.txt", "_x/a.txt", "a.html", "a.js", "a.php.jpg", "a",
		"a.txt:stream", "con.txt", "COM1.txt", "nul .txt", "a.txt.", "a.txt ", "a\x00.txt", "a\n.txt", "a\u202etxt.exe.txt", "~$a.txt",
		strings.Repeat("a", 300) + ".txt",
	} {
		if b, err := s.Read(name); err == nil || strings.Contains(string(b), "secret") {
			t.Errorf("read %q: got %q", name, b)
		}
		if err := s.Create(name, []byte("x")); err == nil {
			t.Errorf("%q was created", name)
		}
		if _, err := s.Save(name, TagOf([]byte("secret")), []byte("x")); err == nil {
			t.Errorf("%q was saved", name)
		}
		if s.Rename("a.txt", name, TagOf([]byte(post))) == nil {
			t.Errorf("a.txt was renamed to %q", name)
		}
	}
	if b, _ := os.ReadFile(outside); string(b) != "secret" {
		t.Errorf("the file outside is %q", b)
	}
	for _, name := range []string{"2026-11-26-a.md", "fair/index.md", "_drafts/x.txt", "pictures/Besuch im Büro.jpg", "공지.txt"} {
		if err := s.Create(name, []byte("x")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCrash: wherever a save stops, the file is the old one or the new one, whole,
// and once it is the new one, the old one is among the versions.
func TestCrash(t *testing.T) {
	const text = post + "more\n"
	for at := 0; ; at++ {
		s, dir := open(t)
		n := 0
		s.step = func(what string) {
			if n++; n > at {
				panic(what)
			}
		}
		stopped := func() (what any) {
			defer func() { what = recover() }()
			if _, err := s.Save("a.txt", TagOf([]byte(post)), []byte(text)); err != nil {
				t.Error(err)
			}
			return nil
		}()
		got := content(t, dir, "a.txt")
		if got != post && got != text {
			t.Errorf("stopped before %v: got %q", stopped, got)
		}
		s.step = func(string) {}
		list, err := s.Versions("a.txt")
		if got == text && (err != nil || len(list) != 1) {
			t.Errorf("stopped before %v: the version before is not there: %q, %v", stopped, list, err)
		}
		if entries, err := s.List(); err != nil || len(entries) != 1 {
			t.Errorf("stopped before %v: what was left is taken for posts: %v, %v", stopped, entries, err)
		}
		if stopped == nil {
			if at < 6 {
				t.Errorf("wanted a save in more steps, found %d", at)
			}
			return
		}
	}
}

// TestKilled kills a program that saves all the time: the file is always whole.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("DESK_SAVES_IN"); dir != "" {
		saveForEver(t, dir)
	}
	dir := t.TempDir()
	write(t, dir, "a.txt", long(0))
	saved := 0
	for i := range 8 {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestKilled$")
		cmd.Env = append(os.Environ(), "DESK_SAVES_IN="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for before := saved; saved == before; time.Sleep(time.Millisecond) {
			if saved = countVersions(dir); time.Since(began) > time.Minute {
				t.Fatal("nothing was saved within a minute")
			}
		}
		time.Sleep(time.Duration(i) * time.Millisecond) // in the middle of another save, somewhere
		cmd.Process.Kill()
		cmd.Wait()
		got := content(t, dir, "a.txt")
		n, _ := strconv.Atoi(strings.TrimSpace(got[:10]))
		if got != long(n) {
			t.Fatalf("a part of a version: %d bytes", len(got))
		}
	}
}

func countVersions(dir string) int {
	versions, _ := fs.Glob(os.DirFS(dir), ".versions/a.txt/2*")
	return len(versions)
}

func long(n int) string {
	number := strconv.Itoa(n) + "          "
	return strings.Repeat(number[:10], 20_000)
}

func saveForEver(t *testing.T, dir string) {
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		there, err := s.Read("a.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Save("a.txt", TagOf(there), []byte(long(n))); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWithoutLinks: on a file system without hard links, a file is created all
// the same.
func TestWithoutLinks(t *testing.T) {
	s, dir := open(t)
	s.link = func(string, string) error { return errors.ErrUnsupported }
	if err := s.Create("b.txt", []byte(post)); err != nil || content(t, dir, "b.txt") != post {
		t.Errorf("got %v", err)
	}
	if err := s.Create("a.txt", []byte("x")); !errors.Is(err, ErrExists) {
		t.Errorf("got %v", err)
	}
}
