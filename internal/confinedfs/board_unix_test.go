//go:build unix

package confinedfs_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/cases"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what is found and published into the cases")

// Each case of testdata is a directory. Above the files it says why the case
// exists, and in lines that begin with "do:" what [cases.Damage] does.
//
// What follows the files is what [board.Load] finds, and which files of the
// directory [board.Renderer.Publish] publishes: "all" for every file system that
// tells where a link leads, "none" for one that has no more than Open, as many
// that programs write, and "zip" for an archive.
func TestBoard(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no cases in testdata")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testBoard(t, file) })
	}
}

func testBoard(t *testing.T, file string) {
	c, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	got := txtar.Archive{Comment: c.Comment}
	for _, f := range c.Files {
		if strings.HasPrefix(f.Name, "= ") {
			continue
		}
		got.Files = append(got.Files, f)
		name := filepath.Join(dir, f.Name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, cases.Picture(f.Name, f.Data), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	unknown := func([]string) error { return errors.New("unknown") }
	if why, err := cases.Damage(dir, string(c.Comment), unknown); why == "" || err != nil {
		t.Fatalf("wanted a sentence that says why the case exists, found %q (%v)", why, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	sub, _ := fs.Sub(os.DirFS(filepath.Dir(dir)), filepath.Base(dir))
	all := whatBecomesOf(t, os.DirFS(dir))
	for name, same := range map[string]fs.FS{"os.Root": root.FS(), "fs.Sub": sub} {
		if other := whatBecomesOf(t, same); other != all {
			t.Errorf("%s: got\n%s\nos.DirFS: got\n%s", name, other, all)
		}
	}
	add := func(kind, text string) {
		got.Files = append(got.Files, txtar.File{Name: "= " + kind, Data: []byte(text)})
	}
	add("all", all)
	add("none", whatBecomesOf(t, onlyOpen{os.DirFS(dir)}))
	add("zip", whatBecomesOf(t, archive(t, dir)))
	if *update {
		if err := os.WriteFile(file, txtar.Format(&got), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want := txtar.Format(c); !bytes.Equal(txtar.Format(&got), want) {
		t.Errorf("got\n%s\nwant\n%s", txtar.Format(&got), want)
	}
}

// onlyOpen hides all other methods of a file system.
type onlyOpen struct{ fs.FS }

// whatBecomesOf loads and publishes a directory, reads all that is published,
// and returns the findings and the files of the directory that are published. It
// fails if that takes more memory than the limits of a post allow.
func whatBecomesOf(t *testing.T, dir fs.FS) string {
	t.Helper()
	const most = 256 << 20 // bytes; the files of a case are longer, or never end
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, findings := (&board.Renderer{BaseURL: "./"}).Load(dir)
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		return fmt.Sprintf("%v\nerror: %v\n", findings, err)
	}
	var published strings.Builder
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(site, name)
		if strings.HasPrefix(name, "posts/") && strings.HasSuffix(name, ".txt") || filepath.Ext(name) == ".jpg" {
			fmt.Fprintf(&published, "published: %s\n", name)
		}
		if bytes.Contains(content, []byte("root:")) {
			t.Errorf("%s has words of /etc/passwd", name)
		}
		return err
	})
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > most {
		t.Errorf("allocated %d bytes, want at most %d", got, most)
	}
	if err != nil {
		t.Error(err)
	}
	if findings == nil {
		return published.String()
	}
	return fmt.Sprintf("%v\n%s", findings, published.String())
}

// archive packs a directory, as zip -y does: links stay links.
func archive(t *testing.T, dir string) fs.FS {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		h, err := zip.FileInfoHeader(info)
		if err != nil {
			return err
		}
		h.Name, h.Method = name, zip.Deflate
		if info.Size() > 100<<20 { // compressing it would take long, and its header tells its size
			_, err := w.CreateRaw(h)
			return err
		}
		entry, err := w.CreateHeader(h)
		switch {
		case err != nil:
			return err
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(filepath.Join(dir, name))
			fmt.Fprint(entry, target)
			return err
		case d.Type().IsRegular():
			return pack(entry, filepath.Join(dir, name))
		}
		return nil
	})
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func pack(to io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return err
}
