package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/boardview/board/wasm/internal/toolchain"
	"github.com/evanw/esbuild/pkg/api"
)

// target is the JavaScript that every browser since 2023 understands. Newer
// syntax, such as import attributes, is compiled to it.
const target = api.ES2022

const legal = "/*! Board View, BSD-3-Clause. */\n"

// eager makes V8 compile all functions of a script in the background, while
// it is fetched. The list's script then takes a quarter less of the main
// thread: 29 ms instead of 38 on a slow phone.
const eager = "//# allFunctionsCalledOnLoad\n"

// readerScript bundles the post viewer, and fills in the names and hashes of
// the engine's files and the policy.
func readerScript(engine, module file) ([]byte, error) {
	policy, err := policyTable()
	if err != nil {
		return nil, err
	}
	define := files{"__ENGINE__": engine, "__WASM__": module}.define()
	define["__POLICY__"] = string(policy)
	return bundle("post/reader.js", define)
}

// finderScript bundles the search field, pages, links and updates.
func finderScript() ([]byte, error) { return bundle("find/finder.js", nil) }

// verifierScript bundles what verifies signed boards.
func verifierScript() ([]byte, error) { return bundle("signed/verifier.js", nil) }

// searchScript bundles what searches.
func searchScript() ([]byte, error) { return bundle("search/search.js", nil) }

// elementScript bundles the element from one of its entry points, and fills
// in the names and hashes of the other files.
func elementScript(source string, others files) ([]byte, error) {
	script, err := bundle(source, others.define())
	if err != nil {
		return nil, err
	}
	return leaveImport(script)
}

// leaveImport tells webpack to leave the import of the other scripts as it
// is: webpack refuses to import a module that it did not see when it bundled.
// The comment cannot be in the source, because our bundler removes comments.
func leaveImport(script []byte) ([]byte, error) {
	const dynamic = "import("
	if n := bytes.Count(script, []byte(dynamic)); n != 1 {
		return nil, fmt.Errorf("wanted one import(…) in the element's script, found %d", n)
	}
	return bytes.Replace(script, []byte(dynamic), []byte(dynamic+"/* webpackIgnore: true */"), 1), nil
}

// files are the files that a script will fetch, by their names in the source.
type files map[string]file

// define returns the name and the hash of each file as strings, not as an
// object, because bundlers look for a string in new URL(…).
func (f files) define() map[string]string {
	define := make(map[string]string)
	for name, file := range f {
		define[name+".name"] = strconv.Quote("./" + file.name)
		define[name+".integrity"] = strconv.Quote(file.integrity)
	}
	return define
}

// bundle makes one script of a source file and everything it imports.
func bundle(source string, define map[string]string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(root, "wasm/js", source)},
		Outfile:           "bundle.js",
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            target,
		Charset:           api.CharsetUTF8,
		Define:            define,
		Plugins:           []api.Plugin{styles},
		Banner:            map[string]string{"js": legal + eager},
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
	})
	if err := complaints(result.Errors, result.Warnings); err != nil {
		return nil, err
	}
	return result.OutputFiles[0].Contents, nil
}

// styles makes an imported style sheet a string: a page's
// Content-Security-Policy that forbids <style> allows a constructed style
// sheet.
var styles = api.Plugin{Name: "styles", Setup: func(build api.PluginBuild) {
	build.OnLoad(api.OnLoadOptions{Filter: `\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		source, err := os.ReadFile(args.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		result := api.Transform(string(source), api.TransformOptions{
			Loader: api.LoaderCSS, Sourcefile: args.Path, MinifyWhitespace: true, MinifySyntax: true,
		})
		css := string(result.Code)
		return api.OnLoadResult{Contents: &css, Loader: api.LoaderText, Errors: result.Errors, Warnings: result.Warnings}, nil
	})
}}

// Go's runtime for JavaScript stores what it needs in globalThis. Here that
// name is an object of ours, with the built-ins that Go looks up. So nothing
// is added to the global scope of the page or the worker, and nothing that
// the page has added there, such as fs or process, is seen by Go. The runtime
// calls fs without globalThis, hence the variable.
const (
	enclosure = `(globalThis => {
"use strict";
let fs;
`
	enclosed = `
fs = globalThis.fs;
`
	closure = `
})({ __proto__: null, Object, Array, Uint8Array, Date, Error, crypto, performance, TextEncoder, TextDecoder });
`
)

// engineScript joins Go's runtime for JavaScript, the operations of an engine, and
// the script that starts it. The runtime has to be of the version that compiled the engine.
// The script's comment names it, because a published file is all that
// somebody may have who wants to know whether a fault in Go concerns it.
func engineScript(compiler *toolchain.Go, operations string) ([]byte, error) {
	runtime, err := os.ReadFile(filepath.Join(compiler.Root, "lib/wasm/wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	source := enclosure + string(runtime) + enclosed
	for _, name := range []string{operations, "engine/worker.js"} {
		script, err := os.ReadFile(filepath.Join(root, "wasm/js", name))
		if err != nil {
			return nil, err
		}
		source += string(script)
	}
	source += closure
	result := api.Transform(source, api.TransformOptions{
		Sourcefile:        "engine.js",
		Target:            target,
		Charset:           api.CharsetUTF8,
		Banner:            "/*! Board View's engine, compiled by " + compiler.Version + "; its runtime is Copyright The Go Authors. BSD-3-Clause. */\n",
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
	})
	return result.Code, complaints(result.Errors, result.Warnings)
}

// complaints joins the errors and warnings of the bundler to an error. No
// warning is expected, and one would be overlooked among the progress lines.
func complaints(lists ...[]api.Message) error {
	var errs []error
	for _, list := range lists {
		for _, m := range api.FormatMessages(list, api.FormatMessagesOptions{}) {
			errs = append(errs, errors.New(m))
		}
	}
	return errors.Join(errs...)
}
