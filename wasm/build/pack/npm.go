package main

import (
	"os"
	"path"
	"path/filepath"

	"github.com/boardview/board/wasm/build/pack/manifest"
)

// packaged are the files that make the directory an npm package.
var packaged = []string{
	"LICENSE", "wasm/README.md", "wasm/package.json", "wasm/board-view.d.ts", "wasm/react.d.ts", "wasm/vue.d.ts",
}

// makePackage writes them, and the custom elements manifest, which is made
// from the type declarations.
func makePackage(out *output) error {
	for _, name := range packaged {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		if err := out.keep(path.Base(name), content); err != nil {
			return err
		}
	}
	element, err := readDeclaration()
	if err != nil {
		return err
	}
	list, err := element.JSON(entries[0].name+".js", entries[1].name+".js")
	if err != nil {
		return err
	}
	return out.keep("custom-elements.json", list)
}

func readDeclaration() (*manifest.Element, error) {
	const name = "wasm/board-view.d.ts"
	source, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		return nil, err
	}
	return manifest.Read(name, source)
}
