// Command release makes what a release consists of, from the last commit, in an
// empty directory:
//
//	.ci/release OUT [VERSION [SYSTEM/PROCESSOR ...]]
//
//	board_VERSION_SYSTEM_PROCESSOR.tar.gz, .zip   the tool, with the widget inside
//	board-view-….tgz                              the widget as an npm package
//	sbom.cdx.json                                 what is in the tool (CycloneDX)
//	tags.bundle                                   the commit and the tags to push
//	proxy/                                        the modules, as GOPROXY serves them
//	SHA256SUMS                                    of all these files
//
// The same commit and version give the same bytes. Without VERSION, a v1.2.3, the
// release is a trial. A trial may have the tool for few systems only.
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
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("release: ")
	if len(os.Args) < 2 {
		log.Fatal("usage: .ci/release OUT [VERSION [SYSTEM/PROCESSOR ...]]")
	}
	version, targets := "", allTargets
	if len(os.Args) > 2 {
		version = os.Args[2]
	}
	if len(os.Args) > 3 {
		targets = os.Args[3:]
	}
	if err := release(os.Args[1], version, targets); err != nil {
		log.Fatal(err)
	}
}

var versionRE = regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)

func release(out, version string, targets []string) error {
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
	r := &releaser{out: out, build: build, version: version, targets: targets}
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
