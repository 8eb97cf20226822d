package validate

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// tools returns the directory in which the npm packages of
// testdata/package.json are installed. It skips the test if they cannot be
// installed, and fails it in CI.
func tools(t *testing.T) string {
	t.Helper()
	dir, err := installed()
	if err != nil {
		missing(t, err)
	}
	return dir
}

func missing(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("BOARD_BROWSER") == "required" {
		t.Fatal(err)
	}
	t.Skip("skipped: validation needs Java, Node.js, npm and xmllint: ", err)
}

var installed = sync.OnceValues(func() (string, error) {
	list, err := os.ReadFile("testdata/package.json")
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "boardview", fmt.Sprintf("validate-%x", sha256.Sum256(list)))
	done := filepath.Join(dir, "done")
	if _, err := os.Stat(done); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "package.json"), list, 0o666); err != nil {
		return "", err
	}
	cmd := exec.Command("npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("npm install: %w\n%s", err, out)
	}
	return dir, os.WriteFile(done, nil, 0o666)
})

// module returns the path of a file of an npm package.
func module(t *testing.T, name string) string {
	return filepath.Join(tools(t), "node_modules", filepath.FromSlash(name))
}

// run runs a validator and returns its standard output. The test fails if the
// validator reports an error.
func run(t *testing.T, name string, args ...string) (stdout string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		missing(t, err)
	}
	cmd := exec.Command(name, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s%s", name, err, out, stderr.String())
	}
	return string(out)
}
