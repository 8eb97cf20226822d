package confinedfs

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// TestKinds: what is not a regular file is refused, by Open, Stat and ReadDir
// alike. A device needs rights that a test has not, so these are made up.
func TestKinds(t *testing.T) {
	for want, mode := range map[string]fs.FileMode{
		"a named pipe":   fs.ModeNamedPipe,
		"a socket":       fs.ModeSocket,
		"a device":       fs.ModeDevice | fs.ModeCharDevice,
		"something else": fs.ModeIrregular,
	} {
		files := New(fstest.MapFS{"folder/x": {Mode: mode}})
		_, err := files.Open("folder/x")
		wantRefusal(t, err, want)
		_, err = files.Stat("folder/x")
		wantRefusal(t, err, want)
		entries, err := files.ReadDir("folder")
		refused, ok := entries[0].(Refused)
		if err != nil || !ok || refused.Type().IsRegular() || refused.IsDir() {
			t.Errorf("%s: got %v, %v; want an entry that is refused", want, entries[0], err)
		}
		wantRefusal(t, refused.Err, want)
	}
}

// wantRefusal checks an error about the file folder/x. Callers tell it from a
// failure of the disk by fs.ErrInvalid.
func wantRefusal(t *testing.T, err error, want string) {
	t.Helper()
	if !errors.Is(err, fs.ErrInvalid) || !strings.Contains(err.Error(), "open folder/x: it is "+want) {
		t.Errorf("got %v, want %q", err, want)
	}
}

// TestFolders: a folder is no file, and a file no folder.
func TestFolders(t *testing.T) {
	files := New(fstest.MapFS{"folder/x": {}})
	if _, err := files.Open("folder"); err == nil || !strings.Contains(err.Error(), "a folder, not a file") {
		t.Errorf("got %v", err)
	}
	if _, err := files.ReadDir("folder/x"); err == nil || !strings.Contains(err.Error(), "not a folder") {
		t.Errorf("got %v", err)
	}
	if info, err := files.Stat("folder"); err != nil || !info.IsDir() {
		t.Errorf("got %v, %v", info, err)
	}
}

// TestNames: a name is that of a file inside, as package fs defines it.
func TestNames(t *testing.T) {
	files := New(fstest.MapFS{"x": {}})
	for _, name := range []string{"../x", "/x", "", "x/", "./x"} {
		if _, err := files.Open(name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: got %v, want %v", name, err, fs.ErrInvalid)
		}
	}
}

// A lying file claims to be empty, and never ends. Those of /proc claim that.
type lying struct{ fs.FS }

func (l lying) Open(name string) (fs.File, error) {
	f, err := l.FS.Open(name)
	if name == "x" {
		f = endless{f}
	}
	return f, err
}

type endless struct{ fs.File }

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// TestEndless: reading ends at the limit, whatever size a file claims to have.
func TestEndless(t *testing.T) {
	f, err := New(lying{fstest.MapFS{"x": {}}}).Open("x")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, f, make([]byte, 1<<20))
	if !errors.Is(err, fs.ErrInvalid) || n != MaxFile+1 {
		t.Errorf("read %d bytes, %v; want %d and an error", n, err, MaxFile+1)
	}
}

// TestSeek: http.FileServer seeks to the end and back to learn the size, and a
// reader may ask for any part of a film.
func TestSeek(t *testing.T) {
	f, err := New(fstest.MapFS{"x": {Data: []byte("abc")}}).Open("x")
	if err != nil {
		t.Fatal(err)
	}
	s := f.(io.ReadSeeker)
	for range 2 {
		size, err1 := s.Seek(0, io.SeekEnd)
		_, err2 := s.Seek(1, io.SeekStart)
		rest, err3 := io.ReadAll(s)
		if err := errors.Join(err1, err2, err3); err != nil || size != 3 || string(rest) != "bc" {
			t.Errorf("got %d bytes, %q, %v", size, rest, err)
		}
	}
}
