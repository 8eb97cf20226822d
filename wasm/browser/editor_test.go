package browser

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// editor builds the editor and the command board once for all tests.
var editor = sync.OnceValues(func() (dir string, err error) {
	dir = filepath.Join(filepath.Dir(widget), "editor")
	cmd := exec.Command("go", "run", "./wasm/build", "-editor", dir, "-quick")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	cmd = exec.Command("go", "build", "-o", filepath.Join(dir, "..", "board"), ".")
	cmd.Dir = "../../cmd/board"
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return dir, nil
})

// A desk is a run of board serve -edit.
type desk struct {
	posts string // the directory
	board string // addresses
	url   string // with the token
}

// edit runs board serve -edit with a directory of posts.
func edit(t *testing.T, posts map[string]string) *desk {
	t.Helper()
	wantBrowser(t)
	dir, err := editor()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{posts: t.TempDir()}
	for name, content := range posts {
		d.write(t, name, content)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(dir, "..", "board"), "serve", "-json", "-edit", "-editor", dir, "-widget", widget,
		"-addr", "127.0.0.1:0", "-edit-addr", "127.0.0.1:0", d.posts)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	lines := bufio.NewScanner(out)
	for d.url == "" && lines.Scan() {
		var event struct{ Type, URL string }
		json.Unmarshal(lines.Bytes(), &event)
		switch event.Type {
		case "serving":
			d.board = event.URL
		case "editing":
			d.url = event.URL
		}
	}
	if d.url == "" {
		t.Fatal("board serve -edit has printed no address")
	}
	go func() {
		for lines.Scan() {
		}
	}()
	return d
}

func (d *desk) write(t *testing.T, name, content string) {
	t.Helper()
	file := filepath.Join(d.posts, name)
	os.MkdirAll(filepath.Dir(file), 0o777)
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(d.posts, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// open opens the editor in a new tab.
func (d *desk) open(t *testing.T, scripts ...string) *page {
	t.Helper()
	p := newPage(t, append(scripts, editing)...)
	p.open(d.url)
	p.wait(`document.querySelector(".posts, .hint")`)
	return p
}

// editing are names that the tests of the editor use.
const editing = `
globalThis.field = (name) => document.querySelector('[name="' + name + '"]');
globalThis.type = (name, value) => { const f = field(name); f.focus(); f.value = value; f.dispatchEvent(new InputEvent("input", { bubbles: true })); };
globalThis.press = (word) => [...document.querySelectorAll("button, summary")].filter((b) => b.checkVisibility()).find((b) => b.textContent.trim().startsWith(word)).click();
globalThis.said = () => document.querySelector(".status").textContent;
globalThis.saw = () => { const d = document.querySelector(".preview").contentDocument; const r = d.querySelector("div")?.shadowRoot ?? d.body; return r.textContent.replaceAll(/\s+/g, " "); };
globalThis.paste = (html, plain) => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", plain); field("text").focus(); field("text").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); };
globalThis.drop = (name, type, base64) => { const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)); const data = new DataTransfer(); data.items.add(new File([bytes], name, { type })); document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); };
`

// quote writes a text as a string of JavaScript.
func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

const edited = "Board View\nSUBJECT Opening hours\nDATE 2026-11-20\nTAGS library\n\nThe library opens at nine.\n\nBY The Library (library@secretariat.example)\n"

// TestEditorOpens is the first step of all: the list, a post, a change, a save.
func TestEditorOpens(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("subject")?.value === "Opening hours" && saw().includes("opens at nine")`)
	p.wants(`[field("date").value, field("by").value, field("tags").value].join("|")`, "2026-11-20|The Library (library@secretariat.example)|library")
	p.run(`type("subject", "New opening hours")`)
	p.wait(`saw().includes("New opening hours")`)
	p.run(`press("Save")`)
	p.wait(`said().startsWith("Saved")`)
	if got, want := d.read(t, "2026-11-20-hours.txt"), strings.Replace(edited, "Opening", "New opening", 1); got != want {
		t.Errorf("got %q", got)
	}
	p.quiet()
}
