// Package bundle bundles modules of the widget and of rivals from npm into
// scripts for the pages of the benchmarks.
package bundle

import (
	"encoding/json"
	"errors"
	"path/filepath"

	"github.com/boardview/board/bench/npm"
	"github.com/boardview/board/bench/widget"
	"github.com/evanw/esbuild/pkg/api"
)

// A Package is a rival from the npm registry.
type Package struct{ Name, Version string }

// Rivals are the packages that a script can import.
var Rivals = []Package{
	{"marked", "18.2.1"},
	{"dompurify", "3.4.18"},
	{"markdown-it", "15.0.3"},
	{"@idotj/mastodon-embed-timeline", "4.8.2"},
}

// FetchRivals unpacks the rivals below dir.
func FetchRivals(dir string) error {
	for _, p := range Rivals {
		if err := npm.Fetch(dir, p.Name, p.Version); err != nil {
			return err
		}
	}
	return nil
}

// Script bundles the source of a module. It can import the packages that
// FetchRivals put below dir, and the widget's modules below root/wasm/js as
// "board/post/engine.js".
func Script(source, dir, root string, files *widget.Files) ([]byte, error) {
	define, err := engineFiles(files)
	if err != nil {
		return nil, err
	}
	root, err = filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		Stdin:             &api.StdinOptions{Contents: source, ResolveDir: dir, Sourcefile: "bench.js"},
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		Define:            define,
		Alias:             map[string]string{"board": filepath.Join(root, "wasm", "js")},
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
	})
	var errs []error
	for _, m := range result.Errors {
		errs = append(errs, errors.New(m.Text))
	}
	if errs != nil {
		return nil, errors.Join(errs...)
	}
	return result.OutputFiles[0].Contents, nil
}

// engineFiles returns the constants that wasm/build defines in its scripts:
// the names and hashes of the engine's files.
func engineFiles(files *widget.Files) (map[string]string, error) {
	define := make(map[string]string)
	for key, parts := range map[string][2]string{"__ENGINE__": {"engine", ".js"}, "__WASM__": {"board-view", ".wasm"}} {
		name, err := files.Name(parts[0], parts[1])
		if err != nil {
			return nil, err
		}
		file, err := json.Marshal(map[string]string{"name": "./" + name, "integrity": files.Integrity[name]})
		if err != nil {
			return nil, err
		}
		define[key] = string(file)
	}
	return define, nil
}
