package browser

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
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
	p.wait(`document.querySelector(".posts, .welcome")`)
	return p
}

// editing are names that the tests of the editor use.
const editing = `
globalThis.field = (name) => document.querySelector('[name="' + name + '"]');
globalThis.type = (name, value) => { const f = field(name); f.focus(); f.value = value; f.dispatchEvent(new InputEvent("input", { bubbles: true })); };
globalThis.press = (word) => [...document.querySelectorAll("button, summary")].filter((b) => b.checkVisibility()).find((b) => b.textContent.trim().startsWith(word)).click();
globalThis.said = () => document.querySelector(".status").textContent;
globalThis.saw = () => { const d = document.querySelector(".preview").contentDocument; const r = d.querySelector("div")?.shadowRoot ?? d.body; return r.textContent.replaceAll(/\s+/g, " "); };
globalThis.paste = (html, plain) => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", plain); field("text").focus(); const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true }); Object.defineProperty(event, "clipboardData", { value: data }); field("text").dispatchEvent(event); };
globalThis.drop = (name, type, base64) => { const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)); const data = new DataTransfer(); data.items.add(new File([bytes], name, { type })); document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); };
`

// dotJPEG is a picture of one dot.
var dotJPEG = func() string {
	var b bytes.Buffer
	jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)), nil)
	return base64.StdEncoding.EncodeToString(b.Bytes())
}()

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
	if got, want := d.read(t, "2026-11-20-hours.txt"), strings.NewReplacer("Opening", "New opening", "library\n\n", "library\nALIAS 2026-11-20-opening-hours\n\n").Replace(edited); got != want {
		t.Errorf("got %q", got)
	}
	p.quiet()
}

// Two windows have opened the same post: the second to save is told, is shown the
// difference, and loses nothing, whichever it chooses.
func TestEditorTwoWindows(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited})
	first, second := d.open(t), d.open(t)
	for _, p := range []*page{first, second} {
		p.wait(`document.querySelector(".row")`)
		p.run(`document.querySelector(".row").click()`)
		p.wait(`field("text")?.value.includes("nine")`)
	}
	first.run(`type("text", "The library opens at ten.")`)
	first.run(`press("Save")`)
	first.wait(`said().startsWith("Saved")`)
	second.run(`type("subject", "Hours of the library")`)
	second.run(`press("Save")`)
	second.wait(`document.querySelector("dialog[open] del")`)
	second.wants(`[...document.querySelectorAll("dialog del, dialog ins")].map((e) => e.localName + " " + e.textContent).join("|")`,
		"del SUBJECT Opening hours|ins SUBJECT Hours of the library|ins ALIAS 2026-11-20-opening-hours|del The library opens at ten.|ins The library opens at nine.")
	shot(second, "editor-conflict")
	second.run(`press("Take theirs")`)
	second.wait(`field("text").value === "The library opens at ten." && field("subject").value === "Opening hours"`)
	second.run(`press("Undo")`) // what was typed is still there
	second.wait(`field("subject").value === "Hours of the library"`)
	second.run(`press("Redo")`)
	second.wait(`field("subject").value === "Opening hours"`)
	second.run(`type("tags", "library, hours")`)
	first.run(`type("subject", "First again")`)
	second.run(`press("Save")`)
	second.wait(`said().startsWith("Saved")`)
	first.run(`press("Save")`)
	first.wait(`document.querySelector("dialog[open] ins")`)
	first.run(`press("Save mine")`)
	first.wait(`document.querySelector(".bar .state").textContent.endsWith("· saved")`)
	if got := d.read(t, "2026-11-20-hours.txt"); !strings.Contains(got, "First again") {
		t.Errorf("got %q", got)
	}
	first.run(`press("More")`)
	first.run(`press("Earlier versions")`)
	first.wait(`document.querySelectorAll("dialog[open] input").length === 3`)
	first.wants(`document.querySelector("dialog .difference ins").textContent`, "SUBJECT First again")
	shot(first, "editor-versions")
	first.run(`document.querySelectorAll("dialog input")[2].click()`)
	first.run(`press("Go back")`)
	first.wait(`field("subject").value === "Opening hours" && field("text").value.includes("nine")`)
}

// What was typed and not saved survives a tab that is closed: it is there when the post
// is opened again, so that nothing can be typed over it, and can be discarded. Saving
// forgets it.
func TestEditorDraft(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("text")?.value.includes("nine")`)
	p.run(`type("text", "The library opens at eleven.")`)
	p.run(`pause(1200)`)
	p.run(`(window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), true), true)`)
	p.open("about:blank")
	p.open(d.url)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`document.querySelector(".restore")`)
	p.wants(`field("text").value`, "The library opens at eleven.")
	p.run(`press("Discard")`)
	p.wait(`!document.querySelector(".restore") && field("text").value.includes("nine")`)
	p.run(`type("text", "The library opens at eleven.")`)
	p.wait(`saw().includes("eleven")`)
	p.run(`press("Save")`)
	p.wait(`said().startsWith("Saved")`)
	p.open("about:blank")
	p.open(d.url)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("text")?.value.includes("eleven")`)
	p.run(`pause(300)`)
	p.wants(`document.querySelectorAll(".restore").length`, "0")
}

// A post can be undone step by step, withdrawn, and renamed; each is one line of
// the file, or its name.
func TestEditorActions(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("text")?.value.includes("nine")`)
	p.run(`type("subject", "One")`)
	p.wait(`saw().includes("One")`)
	p.run(`type("text", "Two.")`)
	p.wait(`saw().includes("Two.")`)
	p.run(`press("Undo")`)
	p.wait(`field("text").value.includes("nine") && field("subject").value === "One"`)
	p.run(`press("Undo")`)
	p.wait(`field("subject").value === "Opening hours" && document.querySelector(".save").disabled`)

	p.run(`press("More")`)
	p.run(`press("Withdraw")`)
	p.wait(`document.querySelector("dialog[open] input")`)
	p.run(`(document.querySelector("dialog input").value = "the hours were wrong", press("OK"), true)`)
	p.wait(`said().startsWith("Saved") && document.querySelector(".bar .state").textContent.startsWith("Withdrawn")`)
	if got := d.read(t, "2026-11-20-hours.txt"); !strings.Contains(got, " the hours were wrong\n") || !strings.Contains(got, "\nWITHDRAWN 20") {
		t.Errorf("got %q", got)
	}
	p.run(`press("Publish")`) // it was withdrawn by mistake
	p.wait(`document.querySelector(".bar .state").textContent === "Published · saved"`)
	if got := d.read(t, "2026-11-20-hours.txt"); strings.Contains(got, "WITHDRAWN") {
		t.Errorf("got %q", got)
	}
	p.run(`press("More")`)
	p.wants(`[...document.querySelectorAll(".menu button")].filter((b) => !b.hidden).map((b) => b.textContent).join()`, "Make it a draft,Withdraw,Rename,Earlier versions")
	p.run(`press("Rename")`)
	p.wait(`document.querySelector("dialog[open] input")`)
	p.run(`(document.querySelector("dialog input").value = "hours/winter.txt", press("OK"), true)`)
	p.wait(`said() === "Saved: hours/winter.txt"`)
	if got := d.read(t, "hours/winter.txt"); !strings.HasPrefix(got, "Board View\nSUBJECT Opening hours") {
		t.Errorf("got %q", got)
	}
	p.run(`press("More")`)
	p.run(`press("Rename")`)
	p.wait(`document.querySelector("dialog[open] input")`)
	p.run(`(document.querySelector("dialog input").value = "../outside.txt", press("OK"), true)`)
	p.wait(`said().includes("wanted the name of a post")`)
}

// A post without a subject is not published; a published one whose subject changes is
// found at its former address, too.
func TestEditorAddress(t *testing.T) {
	d := edit(t, map[string]string{"fair.txt": "SUBJECT Fair\nDATE 2026-05-01\n\nIn May.\n"})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.run(`press("New post")`)
	p.wait(`field("subject")`)
	p.run(`press("Publish")`)
	p.wait(`said() && document.activeElement === field("subject")`)
	p.wants(`document.querySelector(".bar .state").textContent.startsWith("Draft")`, "true")
	p.run(`press("‹")`)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("text")?.value.includes("In May.")`)
	p.run(`type("subject", "Book fair")`)
	p.wait(`saw().includes("Book fair")`)
	p.run(`press("Save")`)
	p.wait(`said().startsWith("Saved")`)
	if got := d.read(t, "fair.txt"); !strings.Contains(got, "SUBJECT Book fair\n") || !strings.Contains(got, "ALIAS 2026-05-01-fair\n") {
		t.Errorf("got %q", got)
	}
}

// A draft in the folder _drafts, which is one without a DRAFT line, is published by
// moving it out.
func TestEditorDraftsFolder(t *testing.T) {
	d := edit(t, map[string]string{"_drafts/fair.md": "---\ntitle: The fair\ndate: 2026-05-01\n---\nIn May.\n"})
	p := d.open(t)
	p.wait(`document.querySelector(".row .draft")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("text")?.value.includes("In May.")`)
	p.run(`press("Publish")`)
	p.wait(`said() === "Saved: fair.md" && document.querySelector(".bar .state").textContent.startsWith("Published")`)
	// its address stays from now on
	if got := d.read(t, "fair.md"); got != "---\ntitle: The fair\ndate: 2026-05-01\nid: \"2026-05-01-the-fair\"\n---\nIn May.\n" {
		t.Errorf("got %q", got)
	}
}

// The editor without a server: a file is opened, changed and downloaded.
func TestEditorDownloads(t *testing.T) {
	d := edit(t, nil)
	p := newPage(t, editing, `
		const blobs = new Map(), { createObjectURL } = URL;
		URL.createObjectURL = (blob) => { const url = createObjectURL(blob); blobs.set(url, blob); return url; };
		HTMLAnchorElement.prototype.click = function () { blobs.get(this.href).text().then((text) => { globalThis.downloaded = this.download + "\n" + text; }); };`)
	p.open(strings.Split(d.url, "#")[0])
	p.wait(`document.querySelector("input[type=file]")`)
	shot(p, "editor-welcome")
	p.run(`((input) => { const data = new DataTransfer(); data.items.add(new File([` + quote("\ufeff"+strings.ReplaceAll(edited, "\n", "\r\n")) + `], "hours.txt")); input.files = data.files; input.dispatchEvent(new Event("change")); })(document.querySelector("input[type=file]"))`)
	p.wait(`field("text")?.value.includes("nine")`)
	p.wants(`document.querySelector(".save").disabled`, "true") // nothing has changed
	p.run(`type("date", "2026-12-01")`)
	p.wait(`!document.querySelector(".save").disabled`)
	p.run(`press("Download")`)
	p.wait(`globalThis.downloaded`)
	want := "hours.txt\n" + strings.ReplaceAll(strings.NewReplacer("2026-11-20", "2026-12-01", "library\n\n", "library\nALIAS 2026-11-20-opening-hours\n\n").Replace(edited), "\n", "\r\n")
	p.wants(`downloaded.replace("\ufeff", "")`, want)
}

// The editor passes axe-core with a list, a post with findings, and a dialog, in both
// directions and colour schemes; and everything can be done with the keyboard.
func TestEditorAccess(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": strings.Replace(edited, "DATE 2026-11-20", "DATE soon", 1)})
	for _, lang := range []string{"en", "ar"} {
		for _, scheme := range []string{"light", "dark"} {
			p := d.open(t, axe(t), `localStorage.setItem("board-editor-language", "`+lang+`")`)
			p.looks(1200, scheme)
			p.wait(`document.querySelector(".row")`)
			p.blameless("the list " + lang + " " + scheme)
			p.run(`document.querySelector(".row").click()`)
			p.wait(`document.querySelector(".finding")`)
			p.wants(`document.querySelector(".part-date .finding").textContent.includes("2026-11-29")`, "true") // what to do
			p.wants(`document.querySelector(".part-date .finding [lang=en]")`, "null")                          // whose details say no more
			p.run(`(document.querySelectorAll(".more").forEach((e) => { e.open = true; }), drop("x.jpg", "image/jpeg", "` + dotJPEG + `"), true)`)
			p.wait(`document.querySelector(".cards img[src]")`)
			p.blameless("a post " + lang + " " + scheme)
			shot(p, "editor-"+lang+"-"+scheme)
			p.run(`document.querySelector(".menu").open = true`)
			p.run(`document.querySelectorAll(".menu button")[1].click()`)
			p.wait(`document.querySelector("dialog[open]")`)
			p.blameless("a dialog " + lang + " " + scheme)
			p.looks(360, scheme)
			p.run(`document.querySelector("dialog").close()`)
			p.wants(`document.documentElement.scrollWidth <= innerWidth`, "true") // WCAG 1.4.10
			shot(p, "editor-"+lang+"-"+scheme+"-narrow")
		}
	}
}

// Two new posts that were typed and not saved are both offered again, and one in which
// nothing was typed is not.
func TestEditorNewDrafts(t *testing.T) {
	d := edit(t, nil)
	p := d.open(t)
	p.wait(`document.querySelector(".rest")?.textContent === "No posts yet."`)
	shot(p, "editor-empty")
	for _, subject := range []string{"One", "Two", ""} {
		p.run(`press("New post")`)
		p.wait(`field("subject")`)
		if subject != "" {
			p.run(`type("subject", "` + subject + `")`)
			p.wait(`saw().includes("` + subject + `")`)
		}
		p.run(`press("‹")`)
		p.wait(`document.querySelector(".posts")`)
	}
	p.wait(`document.querySelectorAll(".restore").length === 2`)
	shot(p, "editor-restore")
	p.run(`press("Continue")`)
	p.wait(`["One", "Two"].includes(field("subject")?.value)`)
	p.run(`press("Save")`)
	p.wait(`said().startsWith("Saved")`)
	p.run(`press("‹")`)
	p.wait(`document.querySelectorAll(".row").length === 1 && document.querySelectorAll(".restore").length === 1`)
	p.run(`press("Discard")`)
	p.wait(`!document.querySelector(".restore")`)
}

// A new post whose name is taken gets another; one whose file somebody has removed
// meanwhile is offered, and saved again.
func TestEditorNames(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-26-fair.txt": edited})
	p := d.open(t)
	p.run(`press("New post")`)
	p.wait(`field("subject")`)
	p.run(`type("subject", "Fair")`)
	p.run(`type("date", "2026-11-26")`)
	p.wait(`saw().includes("Fair") && field("id").value === ""`)
	p.run(`press("Save")`)
	p.wait(`document.querySelector("dialog[open] input")?.value === "2026-11-26-fair-2.txt"`)
	p.run(`press("OK")`)
	p.wait(`said() === "Saved: 2026-11-26-fair-2.txt"`)
	if got := d.read(t, "2026-11-26-fair.txt"); got != edited {
		t.Errorf("the other post is now %q", got)
	}
	os.Remove(filepath.Join(d.posts, "2026-11-26-fair-2.txt"))
	p.run(`type("text", "In May.")`)
	p.run(`press("Save")`)
	p.wait(`document.querySelector("dialog[open] ins")`)
	p.run(`press("Save mine")`)
	p.wait(`document.querySelector(".bar .state").textContent.endsWith("· saved")`)
	if got := d.read(t, "2026-11-26-fair-2.txt"); !strings.HasSuffix(got, "\nIn May.\n") {
		t.Errorf("got %q", got)
	}
}
