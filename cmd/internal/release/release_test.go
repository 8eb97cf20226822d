package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTags: the modules of the tags require each other in this version, and have no
// replace directive, with which go install refuses them. A proxy that has them finds
// the tool as @latest.
func TestTags(t *testing.T) {
	t.Chdir("../../..")
	if err := run(exec.Command("git", "rev-parse", "HEAD")); err != nil {
		t.Skip("this takes the repository, and git: ", err)
	}
	build := t.TempDir()
	t.Cleanup(func() { removeAll(build) })
	r := &releaser{out: filepath.Join(t.TempDir(), "out"), build: build, version: "v0.0.0-test.1"}
	if err := r.tag(); err != nil {
		t.Fatal(err)
	}
	if err := r.download(); err != nil {
		t.Fatal(err)
	}
	for _, folder := range nested {
		mod, err := os.ReadFile(filepath.Join(r.out, "proxy", modulePath(folder), "@v", r.version+".mod"))
		if err != nil || strings.Contains(string(mod), "replace") || strings.Contains(string(mod), "v0.0.0\n") {
			t.Errorf("%s: wanted a go.mod without replace and with versions that exist, found %s (%v)", folder, mod, err)
		}
	}
	list, err := r.fromProxy("list", "-m", "-json", root+"/cmd/board@latest")
	if err != nil {
		t.Fatal(err)
	}
	printed, err := output(list)
	if err != nil {
		t.Fatal(err)
	}
	var found struct{ Path, Version string }
	if err := json.Unmarshal([]byte(printed), &found); err != nil || found.Version != r.version {
		t.Errorf("wanted %s as the latest version, found %s (%v)", r.version, printed, err)
	}
	if _, err := r.git("bundle", "verify", filepath.Join(r.out, "tags.bundle")); err != nil {
		t.Error(err)
	}
}

// TestArchives: archives have the files with their modes, and the same bytes each
// time.
func TestArchives(t *testing.T) {
	files := []packedFile{{"board", []byte("program"), 0o755}, {"LICENSES.txt", []byte("text"), 0o644}}
	for name, write := range map[string]func([]packedFile) ([]byte, error){"tar.gz": tarball, "zip": zipArchive} {
		first, err := write(files)
		again, err2 := write(files)
		if err != nil || err2 != nil || !bytes.Equal(first, again) {
			t.Errorf("%s: wanted the same bytes twice, found others (%v, %v)", name, err, err2)
		}
	}
	tarred, _ := tarball(files)
	unzipped, err := gzip.NewReader(bytes.NewReader(tarred))
	if err != nil {
		t.Fatal(err)
	}
	header, err := tar.NewReader(unzipped).Next()
	if err != nil || header.Name != "board" || header.Mode != 0o755 {
		t.Errorf("got %+v, %v", header, err)
	}
	zipped, _ := zipArchive(files)
	archive, err := zip.NewReader(bytes.NewReader(zipped), int64(len(zipped)))
	if err != nil || len(archive.File) != 2 || archive.File[0].Mode() != 0o755 {
		t.Fatalf("got %+v, %v", archive, err)
	}
	f, err := archive.File[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(f); string(text) != "text" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}
