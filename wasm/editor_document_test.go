//go:build !js

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestEditorDocument: with an engine that is slower than the writer, a change of the
// photos has the ones before that the engine has not made yet; and a source that the
// engine could not read keeps no change from being made.
func TestEditorDocument(t *testing.T) {
	root, err := filepath.Abs("js/editor")
	if err != nil {
		t.Fatal(err)
	}
	const program = `
import { pathToFileURL } from 'node:url';
globalThis.__ENGINE__ = { name: './engine.js' };
globalThis.__WASM__ = { name: './engine.wasm' };
let fails = false;
globalThis.Worker = class {
  terminate() {}
  postMessage({ op, args: [name, given] }) { setTimeout(() => this.onmessage({ data: op === 'start' ? { value: true } : this.answer(name, given) }), 10); }
  answer(name, { source, photos, text }) {
    if (name === 'open' && fails) return { error: 'unreadable' };
    const post = { ...JSON.parse(source), ...(photos && { photos }), ...(text && { text }) };
    return { value: { ...post, source: JSON.stringify(post) } };
  }
};
process.on('unhandledRejection', (error) => console.log('unhandled:', error.message));
const { Document } = await import(pathToFileURL(process.argv[2] + '/document.js'));
const doc = new Document('', JSON.stringify({ photos: [{ URL: 'a.jpg' }] }));
await doc.read();
const set = (change) => doc.change('photos', 'setPhotos', { photos: (doc.wanted('photos')?.photos ?? doc.parts.photos).map((one) => ({ ...one, ...change })) });
set({ Caption: 'A' }); // is under way
set({ Alt: 'B' }); // waits
set({ Width: 3 });
await doc.settled();
console.log(JSON.stringify(doc.parts.photos), doc.wanted('photos'));
fails = true;
doc.replace(JSON.stringify({ photos: [] }), 'source');
const reading = doc.read().catch(({ message }) => console.log('read:', message));
doc.change('text', 'setText', { text: 'typed' });
await reading;
console.log(doc.source, doc.changed);
`
	file := filepath.Join(t.TempDir(), "run.mjs")
	if err := os.WriteFile(file, []byte(program), 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(findNode(t), "--no-warnings", file, root).CombinedOutput()
	want := strings.Join([]string{
		`[{"URL":"a.jpg","Caption":"A","Alt":"B","Width":3}] undefined`,
		`read: unreadable`,
		`{"photos":[],"text":"typed"} true`,
		"",
	}, "\n")
	if err != nil || string(out) != want {
		t.Errorf("got %s, %v, want %s", out, err, want)
	}
}
