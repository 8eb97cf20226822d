// Command release makes what a release consists of, from the last commit, in an
// empty directory:
//
//	.ci/release OUT [VERSION]
//
//	board_VERSION_SYSTEM_PROCESSOR.tar.gz, .zip   the tool, with the widget inside
//	boardview-board-view-….tgz                    the widget as an npm package
//	sbom.cdx.json                                 what is in the tool (CycloneDX)
//	tags.bundle                                   the commit and the tags to push
//	proxy/                                        the modules, as GOPROXY serves them
//	SHA256SUMS                                    of all these files
//
// The same commit and version give the same bytes. Without VERSION, a v1.2.3, the
// release is a trial.
//
// What is tagged is not the commit itself: in it, the go.mod of a nested module has
// a replace directive, with which nobody could install the tool. Nothing is pushed,
// and this repository stays as it is.
package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	version := ""
	switch len(os.Args) {
	case 3:
		version = os.Args[2]
	case 2:
	default:
		log.Fatal("usage: .ci/release OUT [VERSION]")
	}
	if err := release(os.Args[1], version); err != nil {
		log.Fatal(err)
	}
}

var versionRE = regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)

func release(out, version string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s: wanted an empty directory, or none, found files in it", out)
	}
	commit, err := output(exec.Command("git", "rev-parse", "HEAD"))
	if err != nil {
		return err
	}
	if version == "" {
		version = "v0.0.0-trial." + commit[:12]
	}
	if !versionRE.MatchString(version) {
		return fmt.Errorf("wanted a version such as v1.2.3, found %q", version)
	}
	build, err := os.MkdirTemp("", "board-release-")
	if err != nil {
		return err
	}
	defer removeAll(build)
	r := &releaser{out: out, build: build, version: version}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"the commit to tag", r.tag},
		{"the modules", r.download},
		{"the widget", r.buildWidget},
		{"the tools", r.buildTools},
		{"the bill of materials", r.writeSBOM},
		{"the checksums", r.writeChecksums},
	} {
		log.Print(step.name, " …")
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

// A releaser makes one release.
type releaser struct {
	out, build string // directories: of the result, and for what is needed on the way
	version    string
	tools      []string // the programs, before they are packed
}

// path is a path below the build directory.
func (r *releaser) path(elem ...string) string {
	return filepath.Join(append([]string{r.build}, elem...)...)
}

// removeAll removes a directory, also one of modules, which are read-only.
func removeAll(dir string) {
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			os.Chmod(path, 0o777)
		}
		return nil
	})
	os.RemoveAll(dir)
}

// run runs a command, and returns an error with what it printed.
func run(cmd *exec.Cmd) error {
	_, err := output(cmd)
	return err
}

// output returns what a command prints to standard output, without the last line
// end.
func output(cmd *exec.Cmd) (string, error) {
	var stderr strings.Builder
	cmd.Stderr = &stderr
	printed, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", strings.Join(cmd.Args, " "), err, printed, stderr.String())
	}
	return strings.TrimRight(string(printed), "\n"), nil
}
