package browser

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestServe follows a newcomer's first steps: run go run ./examples/serve,
// open its addresses, and edit a post.
func TestServe(t *testing.T) {
	page := newPage(t)
	dir := filepath.Join(t.TempDir(), "posts")
	if err := os.CopyFS(dir, three(t)); err != nil {
		t.Fatal(err)
	}
	board, partner, manual := serve(t, dir)
	page.open(partner)
	page.wait(`el.state === "ready"`)
	page.openRow("Secretary")
	page.wants(`all("article > p").length`, "6")
	page.wants(`part("original").href.startsWith("`+board+`posts/")`, "true")

	page.open(board)
	page.run(`all("main a", document).find((a) => text(a).includes("Secretary")).click()`)
	page.wait(`text(document.querySelector("article")).includes("On November 25, 2019,")`)

	page.open(manual)
	page.wait(`el?.state === "ready" && rows().length === 3`)
	page.open(manual + "pinned.html")
	page.wait(`el.state === "ready" && document.querySelector("script[integrity]").src.startsWith("` + board + `widget/board-view.")`)

	page.open(board + "editor/")
	page.run(`pause(300)`)
	page.run(`[...document.querySelectorAll("button")].find((b) => b.textContent === "New post").click()`)
	page.wait(`document.querySelector("[name=subject]")`) // its engine has answered

	if err := os.WriteFile(filepath.Join(dir, "edited.txt"), []byte("SUBJECT Edited\nDATE 2021-01-01\n\nx\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	page.reopenUntil(partner, `rows().length === 4`)
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	page.run(`pause(2500)`) // the example checks for changes once a second
	page.reopenUntil(partner, `rows().length === 4`)
	page.quiet()
}

// reopenUntil reloads a page until an expression is true there.
func (p *page) reopenUntil(address, expression string) {
	p.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(300 * time.Millisecond) {
		p.open(address)
		p.wait(`el.state === "ready"`)
		if eval[bool](p, expression) {
			return
		}
	}
	p.Fatalf("waited in vain for %s", expression)
}

// serve runs the example and reads the addresses it prints.
func serve(t *testing.T, dir string) (board, partner, manual string) {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "serve")
	build := exec.Command("go", "build", "-o", bin, "./examples/serve")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), bin, "-board", "127.0.0.1:0", "-partner", "127.0.0.1:0", dir)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+t.TempDir(), "GOCACHE="+goEnv(t, "GOCACHE"))
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close(); cmd.Wait() })
	return addresses(t, out)
}

// addresses parses the example's output up to its addresses, and then drains
// it: on a full pipe the example would block.
func addresses(t *testing.T, out io.Reader) (board, partner, manual string) {
	t.Helper()
	var said []string
	lines := bufio.NewScanner(out)
	for partner == "" && lines.Scan() {
		said = append(said, lines.Text())
		before, address, _ := strings.Cut(lines.Text(), "http://")
		switch strings.TrimSpace(before) {
		case "the board":
			board = "http://" + address
		case "the manual":
			manual = "http://" + address
		case "a partner's page":
			partner = "http://" + address
		}
	}
	text := strings.Join(said, "\n")
	if board == "" || partner == "" || manual == "" {
		t.Fatalf("wanted three addresses, found:\n%s", text)
	}
	if !strings.Contains(text, realFile+":27:28: ") {
		t.Errorf("wanted the finding in %s, found:\n%s", realFile, text)
	}
	go io.Copy(io.Discard, out)
	return board, partner, manual
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	value, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(value))
}
