package browser

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/boardview/board"
)

// pinnedCommit is the commit of a widget that partners may have pinned by its hash. It
// knows nothing of what feeds have got since: posts without text in the old pages
// of tags, the search index, signatures.
const pinnedCommit = "314eae04f95a2382f6ac62af701d573b218d2120"

// TestPinnedWidget: a widget of before opens each post of today's feed and shows the
// letters of it that today's widget shows. It may show more: what was not yet
// Markdown then, such as a footnote, is text.
func TestPinnedWidget(t *testing.T) {
	wantBrowser(t)
	posts := everyPost(t)
	old := publishAs(t, posts, &board.Renderer{Widget: os.DirFS(pinnedWidget(t))})
	was, is := lettersOfPosts(t, old), lettersOfPosts(t, publish(t, posts))
	if len(is) < 80 {
		t.Errorf("wanted 80 posts or more, found %d", len(is))
	}
	delete(is, "2024-05-01-tables") // cells beyond the heading's were lost then
	for id, want := range is {
		missing := make(map[rune]int)
		for _, letter := range want {
			missing[letter]++
		}
		for _, letter := range was[id] {
			missing[letter]--
		}
		for letter, n := range missing {
			if n > 0 {
				t.Errorf("%s: wanted %d more of %q in %q", id, n, letter, was[id])
			}
		}
	}
}

// lettersOfPosts opens every post of a board and returns the letters of each, by ID,
// without those of its footer, which names authors and attachments.
func lettersOfPosts(t *testing.T, p *publisher) map[string]string {
	t.Helper()
	page := p.withPictures().embed(t, element)
	page.wait(`el.state === "ready"`)
	letters, tag, other := make(map[string]string), regexp.MustCompile(`<[^>]*>`), regexp.MustCompile(`\PL+`)
	for id, html := range eval[map[string]string](page, allPosts) {
		body, _, _ := strings.Cut(html, "<footer>")
		letters[id] = other.ReplaceAllString(tag.ReplaceAllString(body, ""), "")
	}
	return letters
}

// pinnedWidget builds the widget of the commit. A copy of the sources without their
// history cannot have it.
func pinnedWidget(t *testing.T) (dir string) {
	t.Helper()
	const root = "../.."
	if err := exec.Command("git", "-C", root, "cat-file", "-e", pinnedCommit+"^{commit}").Run(); err != nil {
		if os.Getenv("BOARD_HISTORY") == "required" {
			t.Fatalf("wanted the commit %s, found none: %v", pinnedCommit, err)
		}
		t.Skipf("skipped: the commit %s is not in this copy of the sources", pinnedCommit)
	}
	source, dir := t.TempDir(), filepath.Join(t.TempDir(), "widget")
	archive, err := exec.Command("git", "-C", root, "archive", pinnedCommit).Output()
	if err != nil {
		t.Fatal(err)
	}
	unpack := exec.Command("tar", "--extract", "--directory", source)
	unpack.Stdin = bytes.NewReader(archive)
	build := exec.Command("go", "run", "./wasm/build", "-quick", "-o", dir)
	build.Dir = source
	for _, cmd := range []*exec.Cmd{unpack, build} {
		if printed, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", cmd, err, printed)
		}
	}
	return dir
}
