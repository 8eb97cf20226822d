package compose

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what becomes of pastes into testdata/paste")

// TestPaste: each file in testdata/paste says what a program puts on the clipboard,
// and has what the editor makes of it, and what that drops.
func TestPaste(t *testing.T) {
	files, err := filepath.Glob("testdata/paste/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatalf("wanted pastes, found %d, %v", len(files), err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Comment) < 40 || a.Files[0].Name != "clipboard.html" {
			t.Errorf("%s: wanted a reason, and clipboard.html", file)
		}
		p, err := Paste(string(a.Files[0].Data))
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		dropped, _ := json.Marshal(p.Dropped)
		got := []txtar.File{a.Files[0], {Name: "text.md", Data: []byte(p.Text + "\n")}, {Name: "dropped.json", Data: append(dropped, '\n')}}
		if *update {
			if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Comment: a.Comment, Files: got}), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for i, f := range got {
			if i >= len(a.Files) || string(a.Files[i].Data) != string(f.Data) {
				t.Errorf("%s: %s: got\n%s\n(go test -run Paste -update writes it)", file, f.Name, f.Data)
			}
		}
	}
}

// TestPastedIsBody: what is pasted stays the text of the post: nothing of it becomes a
// field, a photo or an author.
func TestPastedIsBody(t *testing.T) {
	for _, html := range []string{"<p>BY Jane Doe</p>", "<p>PHOTO: x</p>", "<p>SUBJECT other</p>", "<p>---</p><p>title: x</p>", "<pre>BY x</pre>", "<p>WITHDRAWN 2026-01-01</p>"} {
		p, err := Paste(html)
		if err != nil {
			t.Fatal(err)
		}
		d, err := new(Editor).SetText("a.txt", "SUBJECT One\nDATE 2026-11-26\n", p.Text)
		if err != nil {
			t.Fatal(err)
		}
		post, _ := board.Parse("a.txt", []byte(d.Source))
		if post.Subject != "One" || post.By.Name != "" || len(post.Photos) > 0 || !post.Withdrawn.Date.IsZero() || strings.TrimSpace(post.Body) == "" {
			t.Errorf("%s: got %+v of\n%s", html, post, d.Source)
		}
	}
}

// TestHostilePaste: a paste that is made to take long or much memory is refused, or done
// at once.
func TestHostilePaste(t *testing.T) {
	for name, html := range map[string]string{
		"formatting that multiplies": "<p>" + strings.Repeat("<font>", 2000) + strings.Repeat("<p>x", 20_000),
		"deep":                       strings.Repeat("<div>", 100_000),
		"many lists":                 strings.Repeat("<p style='mso-list:l0 level9 lfo1'>x</p>", 5000),
		"huge":                       strings.Repeat("<p>word</p>", 1<<20),
	} {
		p, err := Paste(html)
		t.Logf("%s: %d bytes, %v", name, len(p.Text), err)
		if len(p.Text) > 1<<20 {
			t.Errorf("%s: became %d bytes", name, len(p.Text))
		}
	}
}
