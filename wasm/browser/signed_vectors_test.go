package browser

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

// What the cases of signed/testdata say about Go's Verify holds for the verifier's
// sources, in Node and in the browser: every byte flipped, files dropped, swapped and
// replayed, and a mixture of two versions at every point of an upload.

const vectorsFile = "signed/testdata/vectors.json"

// A vectorsResult is what run in testdata/vectors.js returns.
type vectorsResult struct {
	Failures []string
	Count    int
}

func (r vectorsResult) check(t *testing.T, least int) {
	t.Helper()
	if len(r.Failures) > 0 || r.Count < least {
		t.Errorf("%d cases, want %d at least; failures:\n%s", r.Count, least, strings.Join(r.Failures[:min(len(r.Failures), 20)], "\n"))
	}
}

func TestSignedVectorsInNode(t *testing.T) {
	var result vectorsResult
	inNode(t, &result, `
		const { run } = await import(root + '/wasm/browser/testdata/vectors.js');
		const { Proof } = await import(root + '/wasm/js/signed/proof.js');
		const data = JSON.parse(await readFile(root + '/`+vectorsFile+`', 'utf8'));
		print(await run(Proof, data, { mutations: 1000 }));`)
	result.check(t, 3000)
}

// The list of files of a large board has three heights. Each file is found in it, and
// none that it does not have, whatever characters are in their names.
func TestSignedListInNode(t *testing.T) {
	site := fstest.MapFS{"feed.json": {Data: []byte("{}")}}
	for i := range 30_000 {
		site[fmt.Sprintf("posts/%05d%s.json", i, []string{"", "é", "국", "\U0001F600", "\uFFEE"}[i%5])] = &fstest.MapFile{Data: []byte(itoa(i))}
	}
	tree, err := signed.FS(site, nil, signed.Options{Signers: []note.Signer{newKey(t, signedName, 1)}, Now: time.Now(), Valid: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	c, err := signed.Open(tree, newKey(t, signedName, 1))
	if err != nil || c.Height != 2 {
		t.Fatalf("got a list of the height %d (%v), want 2", c.Height, err)
	}
	dir, wanted := t.TempDir(), make(map[string]string)
	if err := os.CopyFS(dir, tree); err != nil {
		t.Fatal(err)
	}
	for name, f := range site {
		if len(wanted) < 3000 {
			wanted[name] = fmt.Sprintf("%x", sha256.Sum256(f.Data))
			wanted[name+"x"], wanted["\U0001F600"+name], wanted[name[:len(name)-6]] = "", "", ""
		}
	}
	text, err := json.Marshal(wanted)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "wanted.json"), text, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	var wrong []string
	inNode(t, &wrong, fmt.Sprintf(`
		const { List } = await import(root + '/wasm/js/signed/list.js');
		const list = new List((name) => readFile('%[1]s/' + name));
		const wrong = [];
		for (const [path, hash] of Object.entries(JSON.parse(await readFile('%[1]s/wanted.json', 'utf8')))) {
			if (((await list.find(path, { height: %[2]d, files: '%[3]x' })) ?? '') !== hash) wrong.push(path);
		}
		print(wrong);`, dir, c.Height, c.Files[:]))
	if len(wrong) > 0 || len(wanted) < 3000 {
		t.Errorf("of %d names, %d were not found, or found where they are not: %q", len(wanted), len(wrong), wrong[:min(len(wrong), 9)])
	}
}

// A part of the list begins where the one above says, ends before the next, and has
// lines of one form in the order of their paths; else nothing is found in it.
func TestSignedPartsInNode(t *testing.T) {
	var failures []string
	inNode(t, &failures, `
		const { List } = await import(root + '/wasm/js/signed/list.js');
		const { createHash } = await import('node:crypto');
		const sum = (text) => createHash('sha256').update(text).digest('hex');
		const lines = (...paths) => paths.map((path) => sum(path) + '  ' + path + '\n').join('');
		const failures = [];
		for (const [why, a, b, path, want] of [
			['as it should be', lines('a', 'b'), lines('q', 'r'), 'r', sum('r')],
			['the last of a part', lines('a', 'b'), lines('q', 'r'), 'b', sum('b')],
			['none', lines('a', 'b'), lines('q', 'r'), 'c', undefined],
			['a part begins earlier', lines('a', 'b'), lines('f', 'q', 'r'), 'r', 'mismatch'],
			['a part begins later', lines('a', 'b'), lines('r'), 'r', 'mismatch'],
			['a part ends behind the next', lines('a', 'b', 'z'), lines('q', 'r'), 'b', 'mismatch'],
			['a part ends at the next', lines('a', 'b', 'q'), lines('q', 'r'), 'b', 'mismatch'],
			['another order', lines('a', 'c', 'b'), lines('q'), 'c', 'mismatch'],
			['a path twice', lines('a', 'b', 'b'), lines('q'), 'b', 'mismatch'],
			['no line', lines('a', 'b'), '', 'r', 'mismatch'],
			['an empty line', lines('a') + '\n', lines('q'), 'a', 'mismatch'],
			['no end of the last line', lines('a').trimEnd(), lines('q'), 'a', 'mismatch'],
			['one space', lines('a').replace('  ', ' '), lines('q'), 'a', 'mismatch'],
			['a hash in capital letters', lines('a', 'B').toUpperCase().replace('A\n', 'a\n'), lines('q'), 'a', 'mismatch'],
		]) {
			const index = sum(a) + '  a\n' + sum(b) + '  q\n';
			const parts = new Map([index, a, b].map((text) => ['signed/files/part.' + sum(text).slice(0, 32) + '.txt', text]));
			const list = new List((name) => new TextEncoder().encode(parts.get(name)));
			const got = await list.find(path, { height: 1, files: sum(index) }).catch(({ reason }) => reason);
			if (got !== want) failures.push(why + ': got ' + got);
		}
		print(failures);`)
	if len(failures) > 0 {
		t.Error(strings.Join(failures, "\n"))
	}
}

// A part of the list that has more than 1 MiB is not one, as in Go.
func TestSignedLargePartInNode(t *testing.T) {
	var reasons []string
	inNode(t, &reasons, `
		const { List } = await import(root + '/wasm/js/signed/list.js');
		const { createHash } = await import('node:crypto');
		const reasons = [];
		for (const surplus of [0, 1]) {
			const lines = Array.from({ length: 1024 }, (_, i) => '0'.repeat(64) + '  ' + String(i).padStart(4, '0').padEnd(957 + (i === 1023 && surplus), 'x') + '\n');
			const bytes = new TextEncoder().encode(lines.join(''));
			const files = createHash('sha256').update(bytes).digest('hex');
			reasons.push(bytes.length + ' ' + await new List(() => bytes).find('a', { height: 0, files }).then(String, ({ reason }) => reason));
		}
		print(reasons);`)
	if want := []string{"1048576 undefined", "1048577 mismatch"}; !slices.Equal(reasons, want) {
		t.Errorf("got %q, want %q", reasons, want)
	}
}

// A picture of more than 32 MiB is not read to its end, nor asked for again: whoever
// sends it could send for ever.
func TestSignedLargePictureInNode(t *testing.T) {
	var got []string
	inNode(t, &got, `
		const { Proof } = await import(root + '/wasm/js/signed/proof.js');
		const { keys, boards } = JSON.parse(await readFile(root + '/`+vectorsFile+`', 'utf8'));
		const board = 'https://board.example/';
		globalThis.location = new URL(board);
		Date.now = () => Date.parse('2026-11-24T09:30:00Z');
		const MiB = new Uint8Array(1 << 20);
		const got = [];
		for (const size of [32, Infinity]) {
			let sent = 0;
			const picture = (left = size) => new ReadableStream({
				pull(to) {
					if (left-- === 0) return to.close();
					sent += 1;
					return to.enqueue(MiB);
				},
			}, { highWaterMark: 0 });
			globalThis.fetch = async (address) => new Response(address.endsWith('.png') ? picture() : boards.second[address.slice(board.length)]);
			const proof = new Proof(board + 'feed.json', board, keys.a);
			got.push(await proof.picture(board + 'posts/p.png').catch(({ reason }) => reason) + ' after ' + sent);
		}
		print(got);`)
	if want := []string{"mismatch after 64", "large after 33"}; !slices.Equal(got, want) { // the first is read twice: the second time past caches
		t.Errorf("got %q, want %q", got, want)
	}
}

// inNode runs a program in Node, and reads what it prints.
func inNode(t *testing.T, result any, program string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		skip(t, "the verifier was not tested in Node, which is not on the PATH")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	const head = `
		import { readFile } from 'node:fs/promises';
		const [root] = process.argv.slice(2);
		const print = (value) => console.log(JSON.stringify(value));`
	file := filepath.Join(t.TempDir(), "run.mjs")
	if err := os.WriteFile(file, []byte(head+program), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "--no-warnings", file, root)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, result)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestSignedVectorsInBrowser(t *testing.T) {
	wantBrowser(t)
	mutations := 10_000
	if wanted.variable == "FIREFOX" {
		mutations = 2000 // it takes four times as long
	}
	server := httptest.NewServer(http.FileServer(http.Dir("../..")))
	t.Cleanup(server.Close)
	page := newPage(t)
	page.open(server.URL + "/wasm/browser/testdata/") // a list of files, as any page of this origin
	result := eval[vectorsResult](page, `(async () => {
		const { run } = await import("/wasm/browser/testdata/vectors.js");
		const { Proof } = await import("/wasm/js/signed/proof.js");
		return run(Proof, await (await fetch("/`+vectorsFile+`")).json(), { mutations: `+strconv.Itoa(mutations)+` });
	})()`)
	result.check(t, mutations+3000)
}
