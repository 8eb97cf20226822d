package browser

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
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
	node, err := exec.LookPath("node")
	if err != nil {
		skip(t, "the verifier was not tested in Node, which is not on the PATH")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	const program = `
		import { readFile } from 'node:fs/promises';
		const [root] = process.argv.slice(2);
		const { run } = await import(root + '/wasm/browser/testdata/vectors.js');
		const { Proof } = await import(root + '/wasm/js/signed/proof.js');
		const data = JSON.parse(await readFile(root + '/` + vectorsFile + `', 'utf8'));
		console.log(JSON.stringify(await run(Proof, data, { mutations: 1000 })));`
	file := filepath.Join(t.TempDir(), "run.mjs")
	if err := os.WriteFile(file, []byte(program), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "--no-warnings", file, root)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var result vectorsResult
	if err == nil {
		err = json.Unmarshal(out, &result)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	result.check(t, 3000)
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
