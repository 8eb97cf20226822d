//go:build js && wasm

// Command wasm is the widget's engine: the board package, callable from
// JavaScript. It sets one property on its globalThis,
//
//	boardEngine.parse(name, source)     a source file → what a list shows of the post, and the findings
//	boardEngine.article(item, options)  a feed item → the HTML of an <article>
//	boardEngine.sanitize(html, options) anybody's HTML → HTML in the policy
//	boardEngine.policy()                the allow-list, as Element.setHTML takes it
//
// and then calls boardEngineReady, if there is such a function. Arguments
// are strings, or the bytes of one as a Uint8Array; items and options are
// JSON. Each call returns {value: string}, or {error: string} if it failed
// or panicked.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
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

// parse gives id, subject, label, date, expires, by, language and findings,
// with NUL between them.
func parse(args []string) (string, error) {
	p, err := board.Parse(args[0], []byte(args[1]))
	list := []string{p.ID, p.Subject, p.Label, p.Date.String(), p.Expires.String(), p.By.Name, p.Lang}
	var findings board.ErrorList
	errors.As(err, &findings)
	for _, f := range findings {
		list = append(list, f.Error())
	}
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "\x00", "\ufffd")
	}
	return strings.Join(list, "\x00"), nil
}

func article(args []string) (string, error) {
	r, err := renderer(args[1])
	if err != nil {
		return "", err
	}
	p, err := post(args[0])
	if err != nil {
		return "", err
	}
	var html bytes.Buffer
	err = r.Article(&html, p)
	return html.String(), err
}

// post reads an item. One that the widget made of a source file has that
// file's name and content.
func post(item string) (*board.Post, error) {
	fields, err := decode(item)
	if err != nil {
		return nil, err
	}
	if source, ok := fields["_source"].(string); ok {
		name, _ := fields["_name"].(string)
		p, _ := board.Parse(name, []byte(source)) // a post with findings is a post
		return p, nil
	}
	p, _ := board.FromItem(fields) // and so is one with fields of the wrong type
	return p, nil
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

// renderer reads the options: a Renderer as JSON.
func renderer(options string) (*board.Renderer, error) {
	fields, err := decode(options)
	if err != nil {
		return nil, err
	}
	r := new(board.Renderer)
	if v, ok := fields["policy"]; ok {
		r.Policy.UnmarshalText(word(v))
	}
	if v, ok := fields["images"]; ok {
		r.Images.UnmarshalText(word(v))
	}
	r.BaseURL, _ = fields["base"].(string)
	level, _ := fields["headingLevel"].(float64)
	r.HeadingLevel = int(level)
	r.UGC, _ = fields["ugc"].(bool)
	return r, nil
}

// word is the text of a value; what is no text is a word nobody knows, and
// gives the narrowest policy.
func word(v any) []byte {
	s, _ := v.(string)
	return []byte(s)
}

func policy([]string) (string, error) {
	var rows []string
	for _, e := range board.Policy() {
		rows = append(rows, fmt.Sprintf(`{"name":%q,"attributes":[%s]}`, e.Name, quoted(e.Attributes)))
	}
	return `{"elements":[` + strings.Join(rows, ",") + `]}`, nil
}

func quoted(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, strconv.Quote(name))
	}
	return strings.Join(list, ",")
}
