// Command pack writes the widget's files, which are also an npm package. The
// command wasm/build runs it. One version of Go compiles the engine for
// everybody (see wasm/internal/toolchain), so the same sources make the same
// bytes, and anyone who builds a release can check its names and hashes.
//
// engine.go compiles the engine and package slim makes it smaller, scripts.go
// bundles the scripts, npm.go adds the files of the package, output.go writes
// everything with compressed copies and a list of hashes. editor.go does the same
// for the editor of posts, into another directory.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// root is the board module, seen from this folder.
const root = "../../.."

func main() {
	widget := flag.String("o", "", "`directory` for the files")
	editor := flag.String("editor", "", "`directory` for the files of the editor")
	quick := flag.Bool("quick", false, "skip the compressed copies")
	flag.Parse()
	err := write(*widget, *quick, pack)
	if err == nil {
		err = write(*editor, *quick, packEditor)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// write makes a directory of files, unless it has no name.
func write(dir string, quick bool, pack func(*output) error) error {
	if dir == "" {
		return nil
	}
	started := time.Now()
	out, err := newOutput(dir, quick)
	if err == nil {
		err = pack(out)
	}
	if err == nil {
		fmt.Printf("\n  done in %s: %s\n", seconds(started), dir)
	}
	return err
}

func pack(out *output) error {
	e, err := newEngine(widgetEngine)
	if err != nil {
		return err
	}
	if remark := e.remark(); remark != "" {
		fmt.Fprintf(os.Stderr, "  %s\n\n", remark)
	}
	return build(out, e)
}

// build writes the engine, then the reader, the finder and the verifier, then the element:
// each contains the names and hashes of the files that it will fetch.
func build(out *output, e *engine) error {
	fetched, err := addFetched(out, e)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := entry.build(out, fetched); err != nil {
			return err
		}
	}
	if err := makePackage(out); err != nil {
		return err
	}
	return out.finish()
}

// addFetched writes the files that the element fetches.
func addFetched(out *output, e *engine) (files, error) {
	module, err := out.add("board-view", ".wasm", e.wasm)
	if err != nil {
		return nil, err
	}
	script, err := engineScript(e.compiler, "engine/operations.js")
	if err != nil {
		return nil, err
	}
	engine, err := out.add("engine", ".js", script)
	if err != nil {
		return nil, err
	}
	script, err = readerScript(engine, module)
	if err != nil {
		return nil, err
	}
	reader, err := out.add("reader", ".js", script)
	if err != nil {
		return nil, err
	}
	script, err = finderScript()
	if err != nil {
		return nil, err
	}
	finder, err := out.add("finder", ".js", script)
	if err != nil {
		return nil, err
	}
	script, err = searchScript()
	if err != nil {
		return nil, err
	}
	search, err := out.add("search", ".js", script)
	if err != nil {
		return nil, err
	}
	script, err = verifierScript()
	if err != nil {
		return nil, err
	}
	verifier, err := out.add("verifier", ".js", script)
	if err != nil {
		return nil, err
	}
	if err := addPageScript(out); err != nil {
		return nil, err
	}
	return files{"__READER__": reader, "__FINDER__": finder, "__SEARCH__": search, "__VERIFIER__": verifier, "__ENGINE__": engine, "__WASM__": module}, err
}

// addPageScript writes the script that searches in the pages of a board, under a
// name that stays the same: the pages are not written again for a new widget.
func addPageScript(out *output) error {
	script, err := bundle("search/page.js", nil)
	if err != nil {
		return err
	}
	named, err := out.add("search-page", ".js", script)
	if err != nil {
		return err
	}
	return out.alias("search-page.js", named, script)
}

// An entry is an entry point of the element's sources, and the name of its
// bundle.
type entry struct{ source, name string }

// The first registers the element; the second only exports its class.
var entries = []entry{{"board-view.js", "board-view"}, {"element.js", "board-view-class"}}

// build writes the bundle under a name that changes with its content, and
// again under a name that stays the same.
func (e entry) build(out *output, others files) error {
	element, err := elementScript(e.source, others)
	if err != nil {
		return err
	}
	named, err := out.add(e.name, ".js", element)
	if err != nil {
		return err
	}
	fmt.Printf("  %-30s integrity=%q\n", "", named.integrity)
	return out.alias(e.name+".js", named, element)
}
