package browser

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A pack is the package as npm installs it from the archive that npm pack
// creates from the widget's directory. All tests share it.
type pack struct {
	dir     string // its node_modules contains the package; its parent's contains the tools
	archive string
}

var (
	tools = sync.OnceValues(installTools)
	newly = sync.OnceValues(newPack)
)

// packed returns the installed package, or skips the test.
func packed(t testing.TB) *pack {
	t.Helper()
	wantBrowser(t)
	if _, err := tools(); err != nil {
		skip(t, "the package for npm was not tested: that takes Node.js 20, npm and what it fetches: "+err.Error())
	}
	p, err := newly()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newPack() (p *pack, err error) {
	modules, err := tools()
	if err != nil {
		return nil, err
	}
	above := filepath.Dir(widget)
	p = &pack{dir: filepath.Join(above, "npm")}
	if err := errors.Join(os.Symlink(modules, filepath.Join(above, "node_modules")), os.Mkdir(p.dir, 0o777)); err != nil {
		return nil, err
	}
	if p.archive, err = runIn(p.dir, "npm", "pack", "--silent", widget); err != nil {
		return nil, err
	}
	return p, install(p.dir, `{"private": true, "type": "module", "dependencies": {"board-view": "file:`+p.archive+`"}}`)
}

// installTools installs the packages in testdata/npm/package.json into the
// user's cache, once for each version of that file, and returns the directory
// of modules.
func installTools() (string, error) {
	if _, err := exec.LookPath("npm"); err != nil {
		return "", err
	}
	list, err := os.ReadFile("testdata/npm/package.json")
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	parent := filepath.Join(cache, "boardview")
	dir := filepath.Join(parent, fmt.Sprintf("npm-%x", sha256.Sum256(list)))
	modules := filepath.Join(dir, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules, nil
	}
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return "", err
	}
	part, err := os.MkdirTemp(parent, "part")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(part)
	if err := install(part, string(list)); err != nil {
		return "", err
	}
	if err := os.Rename(part, dir); err != nil && !errors.Is(err, fs.ErrExist) { // another run may have created it first
		return "", err
	}
	return modules, nil
}

// install installs the dependencies in a package.json, without running the
// packages' scripts.
func install(dir, list string) error {
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte(list), 0o666); err != nil {
		return err
	}
	_, err := runIn(dir, "npm", "install", "--engine-strict", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
	return err
}

// runIn runs a command in a directory and returns its output.
func runIn(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, out, said.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// tool runs a tool in the package's directory; if the tool fails, so does the
// test.
func (p *pack) tool(t *testing.T, name string, args ...string) {
	t.Helper()
	if _, err := runIn(p.dir, filepath.Join("..", "node_modules", ".bin", name), args...); err != nil {
		t.Error(err)
	}
}
