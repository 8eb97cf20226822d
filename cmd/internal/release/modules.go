package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// modulePath is the path of the module in a folder; "" is the root's.
func modulePath(folder string) string { return path.Join(root, folder) }

// tagOf is the tag of a module's version (go.dev/ref/mod#vcs-version).
func (r *releaser) tagOf(folder string) string { return path.Join(folder, r.version) }

// tag makes the commit that is tagged, in a clone: without replace directives, and
// with checksums of the modules that take their place.
func (r *releaser) tag() error {
	clone := r.path("board")
	if err := run(exec.Command("git", "clone", "--quiet", "--no-hardlinks", ".", clone)); err != nil {
		return err
	}
	for _, folder := range nested {
		if err := r.require(folder); err != nil {
			return err
		}
	}
	if err := r.commit("go.mod: require " + r.version + ", for the tags of nested modules"); err != nil {
		return err
	}
	// A checksum covers what a tag contains, which are not the modules nested in it.
	// So the commit can be replaced by one that has the checksums.
	if err := r.addAllSums(); err != nil {
		return err
	}
	return r.bundle()
}

// addAllSums adds checksums to one module after the other, since the checksum of a
// module covers the checksums in it.
func (r *releaser) addAllSums() error {
	sums, err := r.checksums("")
	for _, folder := range nested {
		if err == nil {
			err = r.addSums(folder, sums)
		}
		if err == nil {
			err = r.commit("", "--amend", "--no-edit")
		}
		if err == nil && slices.Contains(required, folder) {
			var more []string
			more, err = r.checksums(folder)
			sums = append(sums, more...)
		}
	}
	return err
}

// require replaces the replace directives of a nested module by requirements.
func (r *releaser) require(folder string) error {
	cmd := exec.Command("go", "mod", "edit", "-json")
	cmd.Dir = r.path("board", folder)
	printed, err := output(cmd)
	if err != nil {
		return err
	}
	var mod struct {
		Replace []struct{ Old struct{ Path string } }
	}
	if err := json.Unmarshal([]byte(printed), &mod); err != nil {
		return err
	}
	if len(mod.Replace) == 0 {
		return nil
	}
	args := []string{"mod", "edit"}
	for _, replaced := range mod.Replace {
		name := replaced.Old.Path
		if name != root && !slices.ContainsFunc(nested, func(folder string) bool { return name == modulePath(folder) }) {
			return fmt.Errorf("%s/go.mod: wanted replace directives of modules that are tagged, found %s", folder, name)
		}
		args = append(args, "-dropreplace="+name, "-require="+name+"@"+r.version)
	}
	cmd = exec.Command("go", args...)
	cmd.Dir = r.path("board", folder)
	return run(cmd)
}

// commit commits all changes, as of the time of the commit before, and tags it.
func (r *releaser) commit(message string, flags ...string) error {
	date, err := r.git("log", "-1", "--format=%cI")
	if err != nil {
		return err
	}
	if message != "" {
		flags = append(flags, "--message="+message)
	}
	cmd := exec.Command("git", append([]string{"commit", "--quiet", "--all", "--no-gpg-sign", "--allow-empty", "--date=" + date}, flags...)...)
	cmd.Dir = r.path("board")
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+date,
		"GIT_AUTHOR_NAME=Board View", "GIT_AUTHOR_EMAIL=board@localhost", "GIT_COMMITTER_NAME=Board View", "GIT_COMMITTER_EMAIL=board@localhost")
	if err := run(cmd); err != nil {
		return err
	}
	for _, folder := range append([]string{""}, nested...) {
		if _, err := r.git("tag", "--force", "--no-sign", r.tagOf(folder)); err != nil {
			return err
		}
	}
	return nil
}

// git runs git in the clone.
func (r *releaser) git(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = r.path("board")
	return output(cmd)
}

// checksums are the lines for go.sum of the modules that require this one. Each is
// downloaded into a cache that does not know the commit before.
func (r *releaser) checksums(folder string) (lines []string, err error) {
	sum, err := r.downloadModule(folder, r.path("first", path.Base(folder)))
	if err != nil {
		return nil, err
	}
	name := modulePath(folder) + " " + r.version
	return []string{name + " " + sum.Sum, name + "/go.mod " + sum.GoModSum}, nil
}

// A sum is what go mod download prints of a module.
type sum struct{ Sum, GoModSum string }

// downloadModule has the go command make a module of its tag, in the cache at dir.
// It asks git, which finds the repository in the clone.
func (r *releaser) downloadModule(folder, dir string) (s sum, err error) {
	cmd := exec.Command("go", "mod", "download", "-json", modulePath(folder)+"@"+r.version)
	cmd.Dir = r.build
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOMODCACHE="+dir, "GOPROXY=direct", "GONOSUMDB="+root+","+root+"/*",
		"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=url."+r.path("board")+".insteadOf", "GIT_CONFIG_VALUE_0=https://"+root,
		"GIT_CONFIG_KEY_1=protocol.file.allow", "GIT_CONFIG_VALUE_1=always", "GIT_ALLOW_PROTOCOL=file")
	printed, err := output(cmd)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal([]byte(printed), &s)
}

// addSums adds lines to the go.sum of a nested module that requires others.
func (r *releaser) addSums(folder string, sums []string) error {
	mod, err := os.ReadFile(r.path("board", folder, "go.mod"))
	if err != nil {
		return err
	}
	sums = slices.DeleteFunc(slices.Clone(sums), func(line string) bool {
		name, _, _ := strings.Cut(line, " ")
		return !strings.Contains(string(mod), name+" "+r.version)
	})
	if len(sums) == 0 {
		return nil
	}
	name := r.path("board", folder, "go.sum")
	old, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	lines := append(strings.Split(strings.TrimSpace(string(old)), "\n"), sums...)
	slices.Sort(lines)
	return os.WriteFile(name, []byte(strings.Join(slices.Compact(lines), "\n")+"\n"), 0o666)
}

// bundle writes the commit and its tags to a file that git fetches from.
func (r *releaser) bundle() error {
	if err := os.MkdirAll(r.out, 0o777); err != nil {
		return err
	}
	args := []string{"-c", "pack.threads=1", "bundle", "create", "--quiet", filepath.Join(r.out, "tags.bundle"), "^HEAD~"}
	for _, folder := range append([]string{""}, nested...) {
		args = append(args, "refs/tags/"+r.tagOf(folder))
	}
	_, err := r.git(args...)
	return err
}

// download writes the modules as a module proxy serves them (go.dev/ref/mod#goproxy-protocol).
func (r *releaser) download() error {
	for _, folder := range append([]string{""}, nested...) {
		if _, err := r.downloadModule(folder, r.path("second")); err != nil {
			return err
		}
		from, err := os.OpenRoot(r.path("second", "cache", "download", modulePath(folder), "@v"))
		if err != nil {
			return err
		}
		to := filepath.Join(r.out, "proxy", modulePath(folder), "@v")
		if err := os.MkdirAll(to, 0o777); err != nil {
			return err
		}
		for _, ext := range []string{".info", ".mod", ".zip"} {
			content, err := from.ReadFile(r.version + ext)
			if err != nil {
				return err
			}
			if ext == ".info" { // with the path of the clone
				content, err = withoutOrigin(content)
			}
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(to, r.version+ext), content, 0o666); err != nil {
				return err
			}
		}
		if err := os.WriteFile(filepath.Join(to, "list"), []byte(r.version+"\n"), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// withoutOrigin is what a proxy has to say of a version: its name and time.
func withoutOrigin(info []byte) ([]byte, error) {
	var v struct{ Version, Time string }
	if err := json.Unmarshal(info, &v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}
