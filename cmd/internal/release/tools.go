package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// allTargets are the systems and processors that the tool is made for.
var allTargets = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// buildWidget builds the widget of the commit, and packs it for npm; and the editor.
func (r *releaser) buildWidget() error {
	cmd := exec.Command("go", "run", "./wasm/build", "-o", r.path("widget"))
	cmd.Dir = r.path("board")
	if err := run(cmd); err != nil {
		return err
	}
	if err := run(exec.Command("npm", "pack", "--silent", "--pack-destination", r.out, r.path("widget"))); err != nil {
		return err
	}
	cmd, err := r.fromProxy("run", "./wasm/build", "-editor", r.path("editor"), "-quick") // compressed copies would only make the tool larger
	if err != nil {
		return err
	}
	cmd.Dir = r.path("board") // where cmd/board needs the library as it is tagged
	return run(cmd)
}

// buildTools installs the tool for each target as everybody does, with go install
// and @latest, but with the widget in it, and packs it with the licenses.
func (r *releaser) buildTools() error {
	if err := r.addWidget(); err != nil {
		return err
	}
	for _, target := range r.targets {
		system, processor, _ := strings.Cut(target, "/")
		cmd, err := r.fromProxy("install", "-trimpath", "-ldflags=-s -w", "-tags=release", root+"/cmd/board@latest")
		if err != nil {
			return err
		}
		cmd.Env = append(cmd.Env, "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
		if err := run(cmd); err != nil {
			return err
		}
		if err := r.pack(system, processor); err != nil {
			return err
		}
	}
	return nil
}

// fromProxy is a go command that takes the modules of this release from its own
// proxy, and all others from this machine's module cache or its GOPROXY.
func (r *releaser) fromProxy(args ...string) (*exec.Cmd, error) {
	settings, err := output(exec.Command("go", "env", "GOMODCACHE", "GOPROXY"))
	if err != nil {
		return nil, err
	}
	cache, proxies, _ := strings.Cut(settings, "\n")
	cmd := exec.Command("go", args...)
	cmd.Dir = r.build
	cmd.Env = append(os.Environ(), "GOFLAGS=-modcacherw", "GOWORK=off", "GOPATH="+r.path("go"), "GOBIN=", "GOMODCACHE="+r.path("mod"),
		"GONOSUMDB="+root+","+root+"/*",
		"GOPROXY=file://"+filepath.Join(r.out, "proxy")+",file://"+filepath.Join(cache, "cache", "download")+","+proxies)
	return cmd, nil
}

// addWidget puts the files of the widget and of the editor beside embed.go, in the module cache of this
// release: the compiler takes none from elsewhere, not even with -overlay.
func (r *releaser) addWidget() error {
	cmd, err := r.fromProxy("mod", "download", root+"/cmd/board@latest")
	if err != nil {
		return err
	}
	if err := run(cmd); err != nil {
		return err
	}
	for _, folder := range []string{"widget", "editor"} {
		if err := os.CopyFS(r.path("mod", root, "cmd", "board@"+r.version, folder), os.DirFS(r.path(folder))); err != nil {
			return err
		}
	}
	return nil
}

// pack packs the tool for a target.
func (r *releaser) pack(system, processor string) error {
	name, folder := "board", system+"_"+processor
	if system == "windows" {
		name += ".exe"
	}
	if system == runtime.GOOS && processor == runtime.GOARCH {
		folder = "" // go install has a folder for each other target
	}
	tool := r.path("go", "bin", folder, name)
	r.tools = append(r.tools, tool)
	licenses, err := r.licenses(tool)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(tool)
	if err != nil {
		return err
	}
	files := []packedFile{{name, content, 0o755}, {"LICENSES.txt", licenses, 0o644}}
	write, ext := tarball, ".tar.gz"
	if system == "windows" {
		write, ext = zipArchive, ".zip"
	}
	packed, err := write(files)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.out, "board_"+r.version+"_"+system+"_"+processor+ext), packed, 0o666)
}

// A packedFile is a file of an archive.
type packedFile struct {
	name    string
	content []byte
	mode    fs.FileMode
}

// packed is the time of all files in archives: when they were made says nothing.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that zip can say

func tarball(files []packedFile) ([]byte, error) {
	var b bytes.Buffer
	compressed, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(compressed)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: int64(f.mode), Size: int64(len(f.content)), ModTime: packed}); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, err
		}
	}
	err = errors.Join(w.Close(), compressed.Close())
	return b.Bytes(), err
}

func zipArchive(files []packedFile) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: packed}
		header.SetMode(f.mode)
		to, err := w.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := to.Write(f.content); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
