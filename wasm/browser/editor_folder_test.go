package browser

import (
	"strings"
	"testing"
)

// A folder of this machine, opened in the browser (File System Access): posts are
// listed, changed, renamed, and kept in their former version; a change on the disk
// is a conflict. The browser's private file system stands in for the folder that
// somebody would pick.
func TestEditorFolder(t *testing.T) {
	d := edit(t, nil)
	p := newPage(t, editing, `globalThis.showDirectoryPicker = () => navigator.storage.getDirectory();
		globalThis.onDisk = async (name, text) => {
			const parts = name.split("/"), file = parts.pop();
			let folder = await navigator.storage.getDirectory();
			for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: text !== undefined });
			const handle = await folder.getFileHandle(file, { create: text !== undefined });
			if (text === undefined) return (await handle.getFile()).text();
			const stream = await handle.createWritable();
			await stream.write(text);
			await stream.close();
			return true;
		};`)
	p.open(strings.Split(d.url, "#")[0])
	p.wait(`document.querySelector(".welcome")`)
	p.needs("File System Access", `"createWritable" in (globalThis.FileSystemFileHandle?.prototype ?? {})`)
	p.run(`onDisk("hours.txt", ` + quote(edited) + `)`)
	p.run(`onDisk("fair/index.md", "---\ntitle: The fair\ndate: 2026-05-01\n---\nIn May.\n")`)
	p.run(`press("Open a folder")`)
	p.wait(`document.querySelectorAll(".row").length === 2`)
	p.run(`[...document.querySelectorAll(".row")].find((r) => r.textContent.includes("Opening")).click()`)
	p.wait(`field("text")?.value.includes("nine")`)
	p.run(`type("text", "The library opens at ten.")`)
	p.run(`press("Save")`)
	p.wait(`said().startsWith("Saved")`)
	p.wants(`(await onDisk("hours.txt")).includes("at ten.")`, "true")
	p.run(`onDisk("hours.txt", ` + quote(strings.Replace(edited, "nine", "eleven", 1)) + `)`)
	p.run(`type("text", "The library opens at noon.")`)
	p.run(`press("Save")`)
	p.wait(`document.querySelector("dialog[open] del")?.textContent.includes("eleven")`)
	p.run(`press("Save mine")`)
	p.wait(`document.querySelector(".bar .state").textContent.endsWith("· saved")`)
	p.wants(`(await onDisk("hours.txt")).includes("at noon.")`, "true")
	p.run(`press("More")`)
	p.run(`press("Earlier versions")`)
	p.wait(`document.querySelectorAll("dialog[open] input").length === 2`)
	p.run(`press("Cancel")`)
	p.run(`drop("x.jpg", "image/jpeg", "` + dotJPEG + `")`)
	p.wait(`document.querySelector(".cards img[src]")`)
	p.run(`press("More")`)
	p.run(`press("Rename")`)
	p.wait(`document.querySelector("dialog[open] input")`)
	p.run(`(document.querySelector("dialog input").value = "2026/hours.txt", press("OK"), true)`)
	p.wait(`said() === "Saved: 2026/hours.txt"`)
	p.wants(`(await onDisk("2026/hours.txt")).includes("pictures/x-")`, "true")
	p.wants(`await onDisk("hours.txt").catch((error) => error.name)`, "NotFoundError")
	// the list reads no file that is as it was when it was read last
	p.run(`(({ text }) => { globalThis.texts = 0; Blob.prototype.text = function () { texts++; return text.call(this); }; return true; })(Blob.prototype)`)
	p.run(`pause(2100)`) // a file that has just changed may do so again at the same time
	for i, reads := range []string{"as it may be", "0", "1"} {
		if i == 2 {
			p.run(`onDisk("fair/index.md", "---\ntitle: The book fair\ndate: 2026-05-01\n---\nIn May.\n")`)
		}
		p.run(`(texts = 0, press("‹"), true)`)
		p.wait(`document.querySelectorAll(".row").length === 2`)
		if i > 0 {
			p.wants(`texts`, reads)
		}
		p.run(`[...document.querySelectorAll(".row")].find((r) => r.textContent.includes("fair")).click()`)
		p.wait(`field("text")?.value.includes("In May.")`)
	}
	p.wants(`field("subject").value`, "The book fair")
	p.quiet()
}

// A file that is not UTF-8 is shown, and cannot be changed: saving it would lose what
// its bytes mean.
func TestEditorUnreadable(t *testing.T) {
	d := edit(t, map[string]string{"a.txt": "SUBJECT Caf\xe9\nDATE 2026-11-20\n\nx\n"})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("subject")?.value === "Café" && field("subject").disabled`)
	p.wants(`said()`, "This file is not UTF-8 text. It can be read here, not changed.")
	p.wants(`document.querySelector(".save").disabled`, "true")
}

// Everything can be done with the keyboard: a post is opened, written, formatted,
// undone, saved and left without a pointer.
func TestEditorKeyboard(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	reach := func(expression string) {
		t.Helper()
		for range 60 {
			if eval[bool](p, "!!("+expression+")") {
				return
			}
			p.press("\t")
		}
		t.Fatalf("no Tab leads to %s", expression)
	}
	reach(`document.activeElement.matches(".row")`)
	p.press("\r")
	p.wait(`field("text")?.value.includes("nine")`)
	reach(`document.activeElement === field("subject")`)
	p.press("Hours of the library") // Tab has selected what was there
	p.wait(`saw().includes("Hours of the library")`)
	reach(`document.activeElement === field("text")`)
	p.run(`field("text").setSelectionRange(4, 11)`)
	p.run(`field("text").dispatchEvent(new KeyboardEvent("keydown", { key: "b", ctrlKey: true, bubbles: true, cancelable: true }))`)
	p.wait(`field("text").value.startsWith("The **library** opens") && saw().includes("The library opens")`)
	p.run(`dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true, cancelable: true }))`)
	p.wait(`field("text").value.startsWith("The library opens")`)
	p.run(`dispatchEvent(new KeyboardEvent("keydown", { key: "s", ctrlKey: true, bubbles: true, cancelable: true }))`)
	p.wait(`said().startsWith("Saved")`)
	p.run(`(field("text").focus(), field("text").setSelectionRange(0, 3), true)`)
	p.run(`field("text").dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true }))`)
	p.press("https://a.example/") // the address is selected
	p.wait(`field("text").value.startsWith("[The](https://a.example/) library opens")`)
	p.run(`field("text").setSelectionRange(1e6, 1e6)`)
	p.press("\r\r1. One\rTwo\r\rThe end.") // a list goes on, and ends with an empty item
	p.wants(`field("text").value`, "[The](https://a.example/) library opens at nine.\n\n1. One\n2. Two\nThe end.")
	p.run(`document.querySelector(".bar button").focus()`)
	p.press("\r")
	p.wait(`document.querySelector(".posts") && document.body.contains(document.activeElement) && document.activeElement !== document.body`)
}

// What assistive technology is told of a post with a finding is in testdata/tree.
func TestEditorTree(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": strings.Replace(edited, "DATE 2026-11-20", "DATE soon", 1)})
	p := d.open(t)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`document.querySelector(".finding")`)
	p.run(`(field("subject").focus(), document.querySelector(".preview").remove(), true)`)                  // the article is in the tree of a post
	p.run(`(field("lang").querySelectorAll("option + option").forEach((option) => option.remove()), true)`) // whose names depend on the browser's version
	p.tells(t, "editor")
}
