// Command pack makes the widget's files; wasm/build runs it. The same
// sources and toolchain give the same bytes, so names and hashes of a
// release can be checked by anyone who builds it.
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

// build writes the engine before the element, which carries the engine's
// names and hashes.
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
	element, err := elementScript(engine, module)
	if err != nil {
		return err
	}
	named, err := out.add("board-view", ".js", element)
	if err != nil {
		return err
	}
	if err := out.alias("board-view.js", named, element); err != nil {
		return err
	}
	fmt.Printf("\n  %s\n  integrity=%q\n", named.name, named.integrity)
	return out.finish()
}
