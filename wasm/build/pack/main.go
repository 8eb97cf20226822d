// Command pack makes the widget's files, and the package for npm that they
// are; wasm/build runs it. The same sources and toolchain give the same
// bytes, so names and hashes of a release can be checked by anyone who builds
// it.
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
	dir := flag.String("o", "", "`directory` for the files")
	quick := flag.Bool("quick", false, "skip the compressed copies")
	flag.Parse()
	started := time.Now()
	out, err := newOutput(*dir, *quick)
	if err == nil {
		err = build(out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
	fmt.Printf("\n  done in %s: %s\n", seconds(started), *dir)
}

// build writes the engine, then the reader and the finder, then the element:
// each carries the names and hashes of what it will ask for.
func build(out *output) error {
	compiled, err := compile()
	if err != nil {
		return err
	}
	wasm, err := slim(compiled)
	if err != nil {
		return err
	}
	module, err := out.add("board-view", ".wasm", wasm)
	if err != nil {
		return err
	}
	script, err := engineScript()
	if err != nil {
		return err
	}
	engine, err := out.add("engine", ".js", script)
	if err != nil {
		return err
	}
	script, err = readerScript(engine, module)
	if err != nil {
		return err
	}
	reader, err := out.add("reader", ".js", script)
	if err != nil {
		return err
	}
	script, err = finderScript()
	if err != nil {
		return err
	}
	finder, err := out.add("finder", ".js", script)
	if err != nil {
		return err
	}
	others := files{"__READER__": reader, "__FINDER__": finder, "__ENGINE__": engine, "__WASM__": module}
	for _, e := range entries {
		if err := e.build(out, others); err != nil {
			return err
		}
	}
	if err := makePackage(out); err != nil {
		return err
	}
	return out.finish()
}

// An entry is a way into the element's sources, and the name of its bundle.
type entry struct{ source, name string }

// The first registers the element; the second leaves that to who imports it.
var entries = []entry{{"board-view.js", "board-view"}, {"element.js", "board-view-class"}}

// build writes the bundle under a name that changes with its content, and
// under one that stays.
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
