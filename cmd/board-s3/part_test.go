package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/internal/app/deploy/deploytest"
	"github.com/boardview/board/internal/app/postdir"
	"go.yaml.in/yaml/v4"
)

// TestParts: four processes into one bucket, one of them killed at random moments and
// started again, make what one process makes, byte for byte with its headers. No reader
// finds a dead link meanwhile.
func TestParts(t *testing.T) {
	s, together := s3(t)
	_, alone := s3(t)
	var old map[string]string
	for n, e := range editions {
		posts := writePosts(t, e.posts)
		started, since := time.Now(), s.logged(t)
		if out, err := process(append(e.settings, posts, alone)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		killed := partsOf(posts, together, fmt.Sprint("round-", n), e.settings...).run(t, rand.IntN(4), time.Since(started))
		want := view(open(t, alone)).look(t)
		if got := view(open(t, together)).look(t); !maps.Equal(got, want) {
			t.Errorf("%s: the buckets differ in %q", e.why, differences(got, want))
		}
		if killed == 0 {
			t.Errorf("%s: no process was killed: the test proves nothing", e.why)
		}
		old = e.checkReaders(t, s.changes(t, together, since), old, want)
	}
}

// TestMissingPart: without all parts the old board stays, but for files that it does not
// refer to, and the process says which parts are missing. A process that comes again when
// all is done changes nothing.
func TestMissingPart(t *testing.T) {
	together, alone := "file://"+t.TempDir()+"?no_tmp_dir=true", "file://"+t.TempDir()+"?no_tmp_dir=true"
	publish := func(args ...string) string {
		return mustCommand(t, append([]string{"-url", "https://board.example/news/", "-now", "2026-11-20T12:00:00Z"}, args...)...)
	}
	for _, n := range []int{1, 2} {
		publish(writePosts(t, n), alone)
	}
	publish(writePosts(t, 1), together)
	posts, old := writePosts(t, 2), view(open(t, together)).files(t)
	for _, step := range []struct {
		share      int
		want       string
		unfinished bool
	}{
		{0, "part 0/4 is done", true},
		{2, "are done, too: 1 3", true},
		{2, "are done, too: 1 3", true},
		{3, "are done, too: 1", true},
		{1, " removed, ", false},
		{1, "the round A is published already", false},
		{0, "the round A is published already", false},
	} {
		if out := publish("-part", fmt.Sprint(step.share, "/4"), "-round", "A", posts, together); !strings.Contains(out, step.want) {
			t.Errorf("part %d: got %s, want %q", step.share, out, step.want)
		}
		if step.unfinished {
			checkOldBoard(t, view(open(t, together)).files(t), old)
		}
	}
	if got, want := view(open(t, together)).look(t), view(open(t, alone)).look(t); !maps.Equal(got, want) {
		t.Errorf("the buckets differ in %q", differences(got, want))
	}
}

// checkOldBoard checks that the heads of a board are the old ones, and that all of its
// files are there.
func checkOldBoard(t *testing.T, now, old map[string]string) {
	t.Helper()
	for name, content := range old {
		if got, there := now[name]; !there || deploy.IsHead(name) && got != content {
			t.Errorf("%s has changed before all parts are done", name)
		}
	}
}

// TestPartsOfOneTree: a part that would publish another tree than the others of its
// round uploads nothing.
func TestPartsOfOneTree(t *testing.T) {
	s, address := s3(t)
	posts := withFile(t, "1,2")
	if out, err := partsOf(posts, address, "A", "-file", "files/a.csv")(0).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	since := s.logged(t)
	for _, c := range []struct {
		why, want string
		posts     string
		settings  []string
	}{
		{"a post is another", "differ in . 11 files, archive ", writePosts(t, 2), nil},
		{"a file beside the posts is another", "differ in files 1 files (", withFile(t, "1,3"), nil},
		{"a file beside the posts is not there", "no files", writePosts(t, 1), nil},
		{"a setting of the board", "differ in ", posts, []string{"-title", "Other news"}},
		{"a setting of the upload", "differ in settings (", posts, []string{"-plain"}},
		{"the moment", "-now: wanted 2026-11-20T12:00:00Z", posts, []string{"-now", "2026-11-20T12:00:01Z"}},
		{"the number of parts", "wanted one of 4 parts", posts, []string{"-part", "1/5"}},
	} {
		args := append([]string{"-part", "1/4", "-round", "A", "-file", "files/a.csv"}, c.settings...)
		out, err := process(append(args, c.posts, address)...).CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: got %v, %s, want %q", c.why, err, out, c.want)
		}
	}
	if changes := s.changes(t, address, since); len(changes) > 0 {
		t.Errorf("uploaded %v", changes)
	}
}

// withFile writes posts with a file beside them, which has no fingerprint.
func withFile(t *testing.T, content string) string {
	t.Helper()
	posts := writePosts(t, 1)
	file := filepath.Join(posts, "files/a.csv")
	if err := errors.Join(os.Mkdir(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(content), 0o666)); err != nil {
		t.Fatal(err)
	}
	return posts
}

// TestOnlyItsShare: a process makes no file of another share and no head, only the files
// that have no fingerprint and its own.
func TestOnlyItsShare(t *testing.T) {
	site, err := postdir.Options{Title: "News", URL: "https://board.example/news/", Now: deploytest.Now}.Publish(os.DirFS(writePosts(t, 1)))
	if err != nil {
		t.Fatal(err)
	}
	r := &round{open(t, "mem://"), "A", deploy.Share{Index: 1, Of: 4}}
	var mu sync.Mutex
	made := 0
	_, err = r.publish(observed{site, func(name string) {
		mu.Lock()
		defer mu.Unlock()
		if made++; !r.share.Has(name) {
			t.Errorf("%s was made", name)
		}
	}}, deploytest.Now)
	if err != nil || made < 50 {
		t.Errorf("made %d files, %v", made, err)
	}
}

// An observed site tells which files with a fingerprint are made.
type observed struct {
	*postdir.Site
	made func(name string)
}

func (o observed) Open(name string) (fs.File, error) {
	if o.Fingerprint(name) != "" {
		o.made(name)
	}
	return o.Site.Open(name)
}

// TestOneMoment: all parts publish what is due at the moment at which the first of them
// began.
func TestOneMoment(t *testing.T) {
	b := open(t, "mem://")
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.FixedZone("", 9*3600))
	for i := range 4 {
		r := &round{b, "A", deploy.Share{Index: i, Of: 4}}
		got, err := r.start(now.Add(time.Duration(i)*time.Hour), false)
		if err != nil || !got.Equal(now) || got.Location() != now.Location() {
			t.Errorf("part %d: got %v, %v, want %v", i, got, err, now)
		}
	}
}

// TestOvertaken: a part of a round that another one, or a process alone, has overtaken
// changes nothing: it has old posts. It may come again when the other is long done.
func TestOvertaken(t *testing.T) {
	old, later := deploytest.Edition(t, 1), deploytest.Edition(t, 2)
	for by, publish := range map[string]func(t *testing.T, b *bucket){
		"a round": func(t *testing.T, b *bucket) {
			for i := range 2 {
				mustPublishPart(t, &round{b, "later", deploy.Share{Index: i, Of: 2}}, later)
			}
		},
		"a process alone": func(t *testing.T, b *bucket) { mustPublish(t, b, later) },
	} {
		b := open(t, "mem://")
		b.lease = 100 * time.Millisecond
		part := func(i int) *round { return &round{b, "old", deploy.Share{Index: i, Of: 2}} }
		mustPublishPart(t, part(0), old)
		time.Sleep(time.Millisecond) // the store's clock counts nanoseconds in memory
		publish(t, b)
		if _, err := part(1).start(deploytest.Now, false); err != nil {
			t.Fatal(err)
		}
		if _, err := part(1).publish(old, deploytest.Now); err == nil || !strings.Contains(err.Error(), "which began later") {
			t.Errorf("by %s: got %v", by, err)
		}
		check(t, b, later)
	}
}

// TestOvertakenAtLast: what the last process does is not done either if another one came
// while it waited for the bucket.
func TestOvertakenAtLast(t *testing.T) {
	b := open(t, "mem://")
	r := &round{b, "old", deploy.Share{Index: 0, Of: 1}}
	if _, err := r.start(deploytest.Now, false); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Millisecond)
	later := deploytest.Edition(t, 2)
	mustPublish(t, b, later)
	if _, err := r.publishIf(r.overtaken, deploytest.Edition(t, 1), deploytest.Now); err == nil || !strings.Contains(err.Error(), "a process without -part") {
		t.Errorf("got %v", err)
	}
	check(t, b, later)
}

// TestRoundsForgotten: objects of a round go when another one has ended, and in the end
// those that say when it began.
func TestRoundsForgotten(t *testing.T) {
	week := remembered
	defer func() { remembered = week }()
	b := open(t, "mem://")
	site := deploytest.Edition(t, 1)
	for i, want := range []string{".alone/start A/done-0 A/end A/sources A/start", ".alone/start A/end A/start B/done-0 B/end B/sources B/start", ".alone/start C/done-0 C/end C/sources C/start"} {
		if i == 2 {
			remembered = 0
		}
		mustPublishPart(t, &round{b, string(rune('A' + i)), deploy.Share{Index: 0, Of: 1}}, site)
		var got []string
		if err := b.each(rounds, func(name string) { got = append(got, strings.TrimPrefix(name, rounds)) }); err != nil {
			t.Fatal(err)
		}
		if slices.Sort(got); strings.Join(got, " ") != want {
			t.Errorf("got %q, want %s", got, want)
		}
		time.Sleep(time.Millisecond)
	}
}

func mustPublishPart(t *testing.T, r *round, site fs.FS) {
	t.Helper()
	_, err := r.start(deploytest.Now, false)
	if err == nil {
		_, err = r.publish(site, deploytest.Now)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestPartsLostLog: several processes cannot find a lost log again: each would write
// another one.
func TestPartsLostLog(t *testing.T) {
	b := open(t, "mem://")
	site := deploytest.Edition(t, 1)
	mustPublish(t, b, site)
	lose(t, b)
	r := &round{b, "A", deploy.Share{Index: 0, Of: 2}}
	if _, err := r.publish(site, deploytest.Now); err == nil || !strings.Contains(err.Error(), "run once without -part") {
		t.Errorf("got %v", err)
	}
}

// TestManifest: the pods of the Kubernetes Job that our users copy publish a board. The
// variables are expanded as Kubernetes does.
func TestManifest(t *testing.T) {
	source, err := os.ReadFile("../../docs/deploy/kubernetes.yml")
	if err != nil {
		t.Fatal(err)
	}
	var job struct {
		Kind string
		Spec struct {
			CompletionMode string `yaml:"completionMode"`
			Completions    int
			Template       struct {
				Spec struct {
					Containers []struct {
						Args []string
						Env  []struct{ Name string }
					}
				}
			}
		}
	}
	if err := yaml.Unmarshal(source, &job); err != nil {
		t.Fatal(err)
	}
	containers := job.Spec.Template.Spec.Containers
	if job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || len(containers) != 1 || len(containers[0].Env) != 1 || containers[0].Env[0].Name != "ROUND" {
		t.Fatalf("got %+v", job)
	}
	posts, address := writePosts(t, 1), "file://"+t.TempDir()+"?no_tmp_dir=true"
	for i := range job.Spec.Completions {
		var args []string
		for _, arg := range containers[0].Args {
			args = append(args, strings.NewReplacer("$(JOB_COMPLETION_INDEX)", fmt.Sprint(i), "$(ROUND)", "0c1f", "/tmp/cache", t.TempDir()).Replace(arg))
		}
		args = append(args[:len(args)-2], posts, address)
		if out := mustCommand(t, args...); i < job.Spec.Completions-1 != strings.Contains(out, "are done, too") {
			t.Errorf("pod %d: got %s", i, out)
		}
	}
	if files := view(open(t, address)).files(t); files["index.html"] == "" || files["feed.json"] == "" {
		t.Errorf("got the files %q", slices.Sorted(maps.Keys(files)))
	}
}

// TestPartFlags: what is wrong in the command line is said before anything is read.
func TestPartFlags(t *testing.T) {
	for _, args := range [][]string{
		{"-part", "4/4", "-round", "A"},
		{"-part", "0/4"},
		{"-round", "A"},
		{"-part", "0/4", "-round", "a/b"},
		{"-part", "0/4", "-round", "A", "-n"},
		{"-part", "0/4", "-round", "A", "-watch"},
	} {
		if out, status := run(append(args, samples, "mem://")...); status != 2 || !strings.Contains(out, "wanted ") {
			t.Errorf("%q: got %q and the exit status %d", args, out, status)
		}
	}
}

// An edition of the board for TestParts.
type edition struct {
	why      string
	posts    int // see [deploytest.Posts]
	settings []string
}

var editions = []edition{
	{"the first publication adds all files", 1, []string{"-title", "News"}},
	{"posts come, change and go", 2, []string{"-title", "News"}},
	{"with another setting all pages change", 2, []string{"-title", "Other news"}},
}

func process(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	cmd := exec.Command(self)
	args = append([]string{"-url", "https://board.example/news/", "-now", "2026-11-20T12:00:00Z"}, args...)
	cmd.Env = append(os.Environ(), "BOARD_S3_ARGS="+strings.Join(args, "\n"))
	return cmd
}

func writePosts(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "posts")
	posts := deploytest.Posts(n)
	for i := 100; i < 140; i++ { // so many that there are several pages and a search index
		posts[fmt.Sprintf("%d.txt", i)] = deploytest.Post(i, "The text.", "visits")
	}
	if err := os.CopyFS(dir, posts); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A together is a publication by four processes.
type together func(share int) *exec.Cmd

func partsOf(posts, address, round string, settings ...string) together {
	return func(share int) *exec.Cmd {
		return process(append(slices.Clone(settings), "-part", fmt.Sprintf("%d/4", share), "-round", round, posts, address)...)
	}
}

// run runs all processes at the same time. One is killed three times, within a time that
// one process needs for all, and started again: at last the others are done, and it is the one
// that publishes the heads.
func (p together) run(t *testing.T, victim int, took time.Duration) (killed int) {
	t.Helper()
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := 0; i == victim && n < 3; n++ {
				if cmd := p(i); kill(cmd, rand.N(took)/time.Duration(2-min(n, 1))) {
					killed++
				}
			}
			if out, err := p(i).CombinedOutput(); err != nil {
				t.Errorf("part %d: %v: %s", i, err, out)
			}
		})
	}
	all.Wait()
	return killed
}

// kill starts a process and kills it after a while. It reports whether the process was
// still running.
func kill(cmd *exec.Cmd, after time.Duration) bool {
	if cmd.Start() != nil {
		return false
	}
	time.Sleep(after)
	cmd.Process.Kill()
	return cmd.Wait() != nil
}

func differences(got, want map[string]stored) (names []string) {
	for name := range want {
		if got[name] != want[name] {
			names = append(names, name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// checkReaders replays the changes of the bucket, and checks what a reader finds after
// each. It returns the files of the new board.
func (e edition) checkReaders(t *testing.T, changes []change, old map[string]string, want map[string]stored) map[string]string {
	t.Helper()
	board := make(map[string]string)
	for name, o := range want {
		board[name] = o.content
	}
	there, reader := maps.Clone(old), deploytest.NewReader(old, board)
	for i, c := range changes {
		switch {
		case old == nil && deploy.IsHead(c.name):
			checkHead(t, changes[:i], board)
		case old != nil:
			there[c.name] = board[c.name]
			if c.removed {
				delete(there, c.name)
			}
			reader.Check(t, there)
		}
		if t.Failed() {
			t.Fatalf("%s: after %d of %d changes: %v", e.why, i+1, len(changes), c)
		}
	}
	if len(changes) < 40 {
		t.Errorf("%s: found only %d changes: the test proves nothing", e.why, len(changes))
	}
	return board
}

// checkHead checks that all files but heads are there before a head of a first board.
func checkHead(t *testing.T, before []change, board map[string]string) {
	t.Helper()
	there := make(map[string]bool)
	for _, c := range before {
		there[c.name] = true
	}
	for name := range board {
		if !there[name] && !deploy.IsHead(name) {
			t.Errorf("%s is not there yet", name)
		}
	}
}
