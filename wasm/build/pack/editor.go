package main

import (
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"github.com/boardview/board/wasm/internal/toolchain"
)

// editorEngine is package compose of the command board, with the libraries for front
// matter that the widget does without.
var editorEngine = program{"the editor's engine", root + "/cmd/board", "./compose", append(toolchain.WithoutInlining(
	"github.com/boardview/board/cmd/board/compose", "github.com/boardview/board/cmd/board/internal/compose",
	"github.com/boardview/board/cmd/board/internal/htmltree", "github.com/boardview/board/cmd/board/internal/tomarkdown",
	"github.com/JohannesKaufmann/html-to-markdown/v2/converter", "github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base",
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark", "github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table",
	"go.yaml.in/yaml/v4", "go.yaml.in/yaml/v4/internal/libyaml", "github.com/pelletier/go-toml/v2", "github.com/pelletier/go-toml/v2/unstable",
	"encoding/json", "encoding/xml",
), "-tags=editor")}

// packEditor writes the editor: a page, its script and style sheet, and its engine in
// a worker. The page can lie on any web server; board serve -edit serves it with an
// interface to a directory of posts.
func packEditor(out *output) error {
	e, err := newEngine(editorEngine)
	if err != nil {
		return err
	}
	if remark := e.remark(); remark != "" {
		fmt.Fprintf(os.Stderr, "  %s\n\n", remark)
	}
	return buildEditor(out, e)
}

func buildEditor(out *output, e *engine) error {
	module, err := out.add("editor", ".wasm", e.wasm)
	if err != nil {
		return err
	}
	script, err := engineScript(e.compiler, "editor/operations.js")
	if err != nil {
		return err
	}
	engine, err := out.add("engine", ".js", script)
	if err != nil {
		return err
	}
	if script, err = bundle("editor/editor.js", files{"__ENGINE__": engine, "__WASM__": module}.define()); err != nil {
		return err
	}
	page, err := out.add("editor", ".js", script)
	if err != nil {
		return err
	}
	css, err := os.ReadFile(filepath.Join(root, "wasm/js/editor/page.css"))
	if err != nil {
		return err
	}
	style, err := out.add("editor", ".css", css)
	if err != nil {
		return err
	}
	if err := keepPage(out, page, style); err != nil {
		return err
	}
	return out.finish()
}

// keepPage writes index.html, which names the other files.
func keepPage(out *output, script, style file) error {
	t, err := template.ParseFiles(filepath.Join(root, "wasm/js/editor/index.html"))
	if err != nil {
		return err
	}
	var page strings.Builder
	if err := t.Execute(&page, map[string]string{"Script": script.name, "Style": style.name}); err != nil {
		return err
	}
	return out.keep("index.html", []byte(page.String()))
}
