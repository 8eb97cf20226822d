package browser

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board/examples/partner"
	"golang.org/x/tools/txtar"
)

// TestClerk is the quarter of an hour of somebody who writes a post: paste it from
// Word, drop a photo of a phone, mend two findings, save, publish, and see it on a
// partner's page. With $BOARD_SHOTS, it takes a screenshot of each step.
func TestClerk(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.looks(1280, "light")
	shot(p, "clerk-1-list")
	p.run(`press("New post")`)
	p.wait(`field("subject") && document.activeElement === field("subject")`)
	shot(p, "clerk-2-new")

	p.run(`type("subject", "Winter session opens")`)
	p.run(`type("by", "Office of the Speaker (speaker at parliament)")`) // the first finding: no address
	p.run(`type("tags", "sessions, budget")`)
	p.run(`paste(` + quote(clipboard(t, "word")) + `, "plain")`)
	p.wait(`field("text").value.includes("- Budget for 2027") && saw().includes("Any other business")`)
	p.wants(`field("text").value.includes("MsoNormal") || field("text").value.includes("<")`, "false")
	p.wants(`document.querySelector(".part-text > .note").textContent.includes("comments (1)")`, "true")

	p.run(`drop("IMG_2040.HEIC", "image/heic", btoa("ftypheic"))`)
	p.wait(`said().startsWith("IMG_2040.HEIC is a HEIC picture") && said().includes("Save it as JPEG")`)
	p.run(`drop("IMG_2041.JPG", "image/jpeg", "` + base64.StdEncoding.EncodeToString(phonePhoto(t)) + `")`)
	p.wait(`document.querySelector(".cards img[src]")?.naturalWidth === 2000`)
	p.wait(`document.querySelector(".part-by .finding")`)
	p.wants(`document.querySelector(".cards .note").checkVisibility()`, "true") // the description is asked for
	shot(p, "clerk-3-findings")

	p.run(`type("by", "Office of the Speaker (speaker@parliament.example)")`)
	p.run(`type("date", "soon")`) // the second
	p.wait(`document.querySelector(".part-date .finding strong")?.textContent.includes("not shown")`)
	p.run(`type("date", "2026-11-26")`)
	p.wait(`!document.querySelector(".finding")`)
	p.run(`(([caption, alt]) => { caption.value = "The plenary hall"; caption.dispatchEvent(new InputEvent("input")); })(document.querySelectorAll(".cards textarea"))`)
	p.wait(`saw().includes("The plenary hall")`)
	p.run(`((alt) => { alt.focus(); alt.value = "Rows of empty seats"; alt.dispatchEvent(new InputEvent("input")); })(document.querySelectorAll(".cards textarea")[1])`)
	p.wait(`!document.querySelector(".cards .note").checkVisibility()`)
	shot(p, "clerk-4-complete")
	p.run(`document.querySelectorAll(".tabs input")[1].click()`)
	p.wait(`document.querySelector(".preview").contentDocument.querySelector("main h1")`)
	shot(p, "clerk-5-page")

	p.run(`press("Save")`)
	p.wait(`said().startsWith("Saved: 2026-11-26-winter-session-opens.txt")`)
	p.run(`press("Publish")`)
	p.wait(`document.querySelector(".bar .state").textContent === "Published · saved"`)
	post := d.read(t, "2026-11-26-winter-session-opens.txt")
	if strings.Contains(post, "DRAFT") || !strings.Contains(post, "BY Office of the Speaker (speaker@parliament.example)\n") {
		t.Errorf("the post is\n%s", post)
	}
	photos, _ := filepath.Glob(filepath.Join(d.posts, "pictures", "img-2041-*.jpg"))
	if len(photos) != 1 {
		t.Fatalf("wanted one photo, found %q", photos)
	}
	if b, _ := os.ReadFile(photos[0]); bytes.Contains(b, []byte("Exif")) || bytes.Contains(b, []byte("GPS of the clerk")) {
		t.Error("the photo still has the metadata of the phone")
	}
	p.quiet()
	seeOnPartnersPage(t, d)
}

// seeOnPartnersPage opens the widget on a page of another origin.
func seeOnPartnersPage(t *testing.T, d *desk) {
	t.Helper()
	board := strings.TrimSuffix(d.board, "/")
	p := newPage(t)
	address := servePage(t, partner.Policy(board), strings.ReplaceAll(script+element, "{{board}}", board))
	p.reopenUntil(address, `!!row("Winter session")`)
	p.openRow("Winter session")
	p.wait(`text(opened()).includes("Guests are welcome.") && opened().querySelector("img").naturalWidth > 0`)
	shot(p, "clerk-6-partner")
	p.quiet()
}

// shot takes a screenshot, if these are wanted.
func shot(p *page, name string) {
	p.Helper()
	if dir := os.Getenv("BOARD_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), p.screenshot(), 0o666); err != nil {
			p.Fatal(err)
		}
	}
}

// clipboard is what a program puts on the clipboard.
func clipboard(t *testing.T, program string) string {
	t.Helper()
	a, err := txtar.ParseFile("../../cmd/board/internal/compose/testdata/paste/" + program + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return string(a.Files[0].Data)
}

// phonePhoto is a picture of 4000 × 3000 pixels with the metadata of a phone: an APP1
// segment as Exif has it.
func phonePhoto(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	for y := range 3000 {
		for x := range 4000 {
			picture.Set(x, y, color.RGBA{uint8(60 + x/40), uint8(90 + y/30), 150, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 40}); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00GPS of the clerk"
	segment := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append([]byte{0xff, 0xd8}, segment...), b.Bytes()[2:]...)
}
