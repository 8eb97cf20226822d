package browser

import (
	"encoding/base64"
	"strings"
	"testing"
)

// What a key costs does not depend on the length of the post: one message to the engine
// and, in the page, the change of one paragraph of the preview. bench/editor has times.
func TestEditorKeyCosts(t *testing.T) {
	long := strings.Replace(edited, "The library opens at nine.", "PHOTO: The library\n![A house](pictures/a.jpg)\n\n"+strings.Repeat("The library opens at nine.\n\n", 300)+"The end.", 1)
	picture, _ := base64.StdEncoding.DecodeString(dotJPEG)
	d := edit(t, map[string]string{"2026-11-20-hours.txt": long, "pictures/a.jpg": string(picture)})
	p := d.open(t, `
		globalThis.asked = [];
		const { postMessage } = Worker.prototype;
		Worker.prototype.postMessage = function (message) { asked.push(message.args[0]); return postMessage.apply(this, arguments); };`)
	p.wait(`document.querySelector(".row")`)
	p.run(`document.querySelector(".row").click()`)
	p.wait(`field("text")?.value.includes("nine") && saw().includes("The end.")`)
	p.run(`pause(300)`)
	for i, asPage := range []bool{false, true} {
		if asPage {
			p.run(`document.querySelectorAll(".tabs input")[1].click()`)
			p.wait(`document.querySelector(".preview").contentDocument.querySelector("main h1") && saw().includes("The end")`)
		}
		p.run(`(() => {
			const { body } = document.querySelector(".preview").contentDocument;
			const count = (changes) => { for (const { addedNodes, removedNodes } of changes) changed.push(...[...addedNodes].map((n) => "+" + n.textContent.trim()), ...[...removedNodes].map((n) => "-" + n.textContent.trim())); };
			globalThis.changed = [];
			globalThis.observers = [body.querySelector("div")?.shadowRoot ?? body, document.querySelector(".form")].map((root) => {
				const observer = new MutationObserver(count);
				observer.observe(root, { childList: true, subtree: true });
				return observer;
			});
			asked.length = 0;
			field("text").focus();
			return true;
		})()`)
		for n := range 3 {
			p.run(`(field("text").value += "x", field("text").dispatchEvent(new InputEvent("input")), true)`)
			p.wait(`saw().includes("The end.` + strings.Repeat("x", 3*i+n+1) + `")`)
		}
		p.wants(`asked.join()`, "setText,setText,setText")
		p.wants(`changed.slice(0, 2).sort().join("|")`, "+The end."+strings.Repeat("x", 3*i+1)+"|-The end."+strings.Repeat("x", 3*i))
		p.wants(`changed.length`, "6") // one paragraph, or its words, in place of another for each key, and nothing in the form
		p.run(`observers.forEach((observer) => observer.disconnect())`)
	}
	// keys that come faster than the engine answers wait, and only the last is asked for
	p.run(`(() => { asked.length = 0; for (let i = 0; i < 20; i++) { field("text").value += "y"; field("text").dispatchEvent(new InputEvent("input")); } return true; })()`)
	p.wait(`saw().includes("` + strings.Repeat("y", 20) + `")`)
	p.wants(`asked.length <= 2`, "true")
	p.quiet()
}
