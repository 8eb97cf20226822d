//go:build js && wasm

// Command wasm is the widget's engine: the board package, callable from
// JavaScript. It sets one property on its globalThis,
//
//	boardEngine.parse(name, source)     a source file → {"item": …, "findings": […]}
//	boardEngine.article(item, options)  a feed item → the HTML of an <article>
//	boardEngine.sanitize(html, options) anybody's HTML → HTML in the policy
//	boardEngine.policy()                the allow-list, as Element.setHTML takes it
//
// and then calls boardEngineReady, if there is such a function. Arguments
// are strings, or the bytes of one as a Uint8Array. Each call returns {value: string}, or
// {error: string} if it failed or panicked.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"syscall/js"

	"github.com/boardview/board"
)

func main() {
	js.Global().Set("boardEngine", map[string]any{
		"parse":    function(2, parse),
		"article":  function(2, article),
		"sanitize": function(2, sanitize),
		"policy":   function(0, policy),
	})
	if ready := js.Global().Get("boardEngineReady"); ready.Type() == js.TypeFunction {
		ready.Invoke()
	}
	select {}
}

// function makes a JavaScript function of f, which takes n texts.
func function(n int, f func(args []string) (string, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) (result any) {
		defer func() {
			if p := recover(); p != nil {
				result = map[string]any{"error": fmt.Sprint("panic: ", p)}
			}
		}()
		texts := make([]string, n)
		for i := range texts {
			texts[i] = text(args[i])
		}
		value, err := f(texts)
		if err != nil {
			return map[string]any{"error": err.Error()}
		}
		return map[string]any{"value": value}
	})
}

func text(v js.Value) string {
	if v.Type() == js.TypeString {
		return v.String()
	}
	b := make([]byte, v.Get("byteLength").Int())
	js.CopyBytesToGo(b, v)
	return string(b)
}

func parse(args []string) (string, error) {
	post, err := board.Parse(args[0], []byte(args[1]))
	item, itemErr := new(board.Renderer).Item(post)
	result := struct {
		Item     json.RawMessage `json:"item"`
		Findings []string        `json:"findings"`
	}{item, []string{}}
	var findings board.ErrorList
	errors.As(err, &findings)
	for _, f := range findings {
		result.Findings = append(result.Findings, f.Error())
	}
	b, err := json.Marshal(result)
	return string(b), errors.Join(itemErr, err)
}

// renderer reads the options: a Renderer as JSON.
func renderer(options string) (*board.Renderer, error) {
	r := new(board.Renderer)
	return r, json.Unmarshal([]byte(options), r)
}

func article(args []string) (string, error) {
	r, err := renderer(args[1])
	if err != nil {
		return "", err
	}
	post, err := board.ReadItem([]byte(args[0]))
	if post == nil {
		return "", err
	}
	var html bytes.Buffer
	err = r.Article(&html, post)
	return html.String(), err
}

func sanitize(args []string) (string, error) {
	r, err := renderer(args[1])
	if err != nil {
		return "", err
	}
	var html bytes.Buffer
	err = r.Sanitize(&html, args[0])
	return html.String(), err
}

func policy([]string) (string, error) {
	type element struct {
		Name       string   `json:"name"`
		Attributes []string `json:"attributes"`
	}
	var elements []element
	for _, e := range board.Policy() {
		elements = append(elements, element{e.Name, e.Attributes})
	}
	b, err := json.Marshal(map[string]any{"elements": elements})
	return string(b), err
}
