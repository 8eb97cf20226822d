package browser

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A page on another origin, open in the same browser as the editor, cannot read or
// change a post, whatever it tries: fetch in every mode and with every method, a form,
// a frame, a window, an image, a script, a worker, a beacon, a socket, a prefetch.
func TestEditorHostilePage(t *testing.T) {
	d := edit(t, map[string]string{"2026-11-20-hours.txt": edited, "secret.txt": "SUBJECT Secret draft\nDATE 2026-11-20\nDRAFT yes\n\nNot yet.\n"})
	clerk := d.open(t)
	clerk.wait(`document.querySelector(".row")`)
	desk, token, _ := strings.Cut(d.url, "/#token=")
	token, _, _ = strings.Cut(token, "&")
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<!DOCTYPE html><title>Evil</title><body>"))
	}))
	t.Cleanup(evil.Close)
	// One page is on another port of the same host, which is the same site; one is on
	// another name for this machine, which is another site.
	for _, address := range []string{evil.URL, strings.Replace(evil.URL, "127.0.0.1", "localhost", 1)} {
		p := newPage(t)
		p.open(address)
		p.run(`(globalThis.desk = ` + quote(desk) + `, globalThis.got = [], true)`)
		// Even with the token, which it cannot have.
		for _, authorization := range []string{"", "Bearer " + token} {
			p.run(`(globalThis.auth = ` + quote(authorization) + `, true)`)
			p.run(hostileRequests)
		}
		p.run(hostileElements)
		p.run(`pause(1500)`)
		p.wants(`got.join("\n")`, "")
	}
	if got := d.read(t, "2026-11-20-hours.txt"); got != edited {
		t.Errorf("the post is now %q", got)
	}
	if got := d.read(t, "secret.txt"); !strings.Contains(got, "DRAFT yes") {
		t.Errorf("the draft is now %q", got)
	}
	clerk.run(`document.querySelector(".row").click()`)
	clerk.wait(`field("subject")`)
}

// hostileRequests notes every answer that the page can read, and every one that it
// cannot is looked for on the disk.
const hostileRequests = `(async () => {
	for (const path of ["/api/posts", "/api/file/secret.txt", "/api/file/2026-11-20-hours.txt", "/api/rename", "/api/file/new.txt", "/"])
		for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"])
			for (const mode of ["cors", "no-cors"])
				for (const type of ["text/plain", "application/octet-stream", "application/json", "application/x-www-form-urlencoded"]) {
					const headers = mode === "cors" ? { "Content-Type": type, "If-None-Match": "*", ...(auth && { Authorization: auth }) } : { "Content-Type": "text/plain" };
					const body = method === "GET" ? undefined : '{"from":"secret.txt","to":"public.txt","tag":"x"}';
					try {
						const response = await fetch(desk + path, { method, mode, headers, body, credentials: "include" });
						if (response.type !== "opaque") got.push(method + " " + path + " " + response.status);
					} catch {}
				}
	return true;
})()`

const hostileElements = `(async () => {
	const add = (name, attributes) => { const e = document.createElement(name); for (const [k, v] of Object.entries(attributes)) e[k] = v; document.body.append(e); return e; };
	for (const enctype of ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]) {
		add("iframe", { name: "sink" });
		const form = add("form", { method: "POST", action: desk + "/api/rename", enctype, target: "sink" });
		const field = document.createElement("input");
		[field.name, field.value] = ['{"from":"secret.txt","to":"public.txt","tag":"', '"}'];
		form.append(field);
		form.submit();
	}
	navigator.sendBeacon(desk + "/api/file/new.txt", new Blob(["x"], { type: "text/plain" }));
	const frame = add("iframe", { src: desk + "/" });
	const script = add("script", { src: desk + "/api/posts" });
	script.onload = () => got.push("a script was loaded");
	const image = add("img", { src: desk + "/api/file/secret.txt" });
	image.onload = () => got.push("a picture was loaded");
	const style = add("link", { rel: "stylesheet", href: desk + "/editor.css" });
	style.onload = () => got.push("a style sheet was loaded");
	add("link", { rel: "prefetch", href: desk + "/api/posts" });
	try { new Worker(desk + "/engine.js").onmessage = () => got.push("a worker ran"); } catch {}
	try { new WebSocket(desk.replace("http", "ws") + "/api/posts").onopen = () => got.push("a socket was opened"); } catch {}
	const other = window.open(desk + "/", "desk");
	await pause(800);
	try { if (frame.contentDocument?.body.children.length) got.push("a frame could be read"); } catch {}
	try { if (other?.document.querySelector("form")) got.push("a window could be read"); } catch {}
	try { if (other?.sessionStorage.length) got.push("the token could be read"); } catch {}
	return true;
})()`
