package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// target is what every browser since 2023 understands: import attributes
// and newer syntax are compiled away.
const target = api.ES2022

const legal = "/*! Board View, BSD-3-Clause. */\n"

// eager has V8 compile all functions of a script while it is fetched, beside
// the main thread: running the list's takes a quarter less of that, 29 ms
// instead of 38 on a slow phone.
const eager = "//# allFunctionsCalledOnLoad\n"

// readerScript bundles what shows posts. It is told the engine's hashes and
// the policy.
func readerScript(engine, module file) ([]byte, error) {
	policy, err := policyTable()
	if err != nil {
		return nil, err
	}
	define := files{"__ENGINE__": engine, "__WASM__": module}.define()
	define["__POLICY__"] = string(policy)
	return bundle("post/reader.js", define)
}

// finderScript bundles what seeks posts, turns pages and keeps up to date.
func finderScript() ([]byte, error) { return bundle("find/finder.js", nil) }

// elementScript bundles the element from one of its sources. It is told
// where the others are.
func elementScript(source string, others files) ([]byte, error) {
	script, err := bundle(source, others.define())
	if err != nil {
		return nil, err
	}
	return leaveImport(script)
}

// leaveImport tells webpack to leave the import of the other scripts as it
// is: what webpack does not know when it bundles, it refuses to import. Our
// bundler takes such comments out of the source.
func leaveImport(script []byte) ([]byte, error) {
	const dynamic = "import("
	if n := bytes.Count(script, []byte(dynamic)); n != 1 {
		return nil, fmt.Errorf("wanted one import(…) in the element's script, found %d", n)
	}
	return bytes.Replace(script, []byte(dynamic), []byte(dynamic+"/* webpackIgnore: true */"), 1), nil
}

// files are what a source calls the files that it will ask for.
type files map[string]file

// define gives each a name and a hash: texts, not an object that has them,
// because bundlers look for a text in new URL(…).
func (f files) define() map[string]string {
	define := make(map[string]string)
	for name, file := range f {
		define[name+".name"] = strconv.Quote("./" + file.name)
		define[name+".integrity"] = strconv.Quote(file.integrity)
	}
	return define
}

// bundle makes one script of a source and all that it imports.
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

// styles makes a string of an imported style sheet: a page's policy allows a
// constructed style sheet where it forbids a <style>.
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

// The Go runtime puts what it needs on globalThis. Here that name means an
// object of our own, with the built-ins that Go looks up: nothing is added
// to the page's or the worker's global scope, and what a page has added to
// it (an fs, a process) does not reach Go. The runtime calls fs by its bare
// name, hence the variable.
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

// engineScript joins the runtime of the toolchain that compiled the engine
// with the script that starts it: the two have to be of one version.
func engineScript() ([]byte, error) {
	goroot, err := goTool("env", "GOROOT")
	if err != nil {
		return nil, err
	}
	runtime, err := os.ReadFile(filepath.Join(goroot, "lib/wasm/wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	starter, err := os.ReadFile(filepath.Join(root, "wasm/js/engine/worker.js"))
	if err != nil {
		return nil, err
	}
	source := enclosure + string(runtime) + enclosed + string(starter) + closure
	result := api.Transform(source, api.TransformOptions{
		Sourcefile:        "engine.js",
		Target:            target,
		Charset:           api.CharsetUTF8,
		Banner:            "/*! Board View's engine; its runtime is Copyright The Go Authors. BSD-3-Clause. */\n",
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
	})
	return result.Code, complaints(result.Errors, result.Warnings)
}

// complaints makes an error of all that the bundler says. Warnings count:
// none is expected, and one would be lost among the progress lines.
func complaints(lists ...[]api.Message) error {
	var errs []error
	for _, list := range lists {
		for _, m := range api.FormatMessages(list, api.FormatMessagesOptions{}) {
			errs = append(errs, errors.New(m))
		}
	}
	return errors.Join(errs...)
}
