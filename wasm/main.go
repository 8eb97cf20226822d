//go:build js && wasm

// Command wasm is the widget's engine: the board package, callable from
// JavaScript through one piece of memory.
//
//	room(size)        makes room for the arguments; gives its address, which call may change
//	call(f, n1, n2)   calls function f with two texts, of n1 and n2 bytes, that stand there one after
//	                  the other; puts what it gives there and returns its size, or ^size of an error
//
// The functions are, by number:
//
//	0  policy                   the allow-list, as Element.setHTML takes it
//	1  parse(name, source)      a source file → what a list shows of the post, and the findings
//	2  article(options, item)   a feed item → the HTML of an <article>, and pictures that are held back;
//	                            the item is a source file if the options name its file
//
// Items and options are JSON. In lists, there is a NUL between two texts.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"github.com/boardview/board"
)

func main() { select {} }

// shared is the memory that JavaScript writes to and reads from.
var shared []byte

// maxKept is how much of it is kept when a text was a long one.
const maxKept = 1 << 20

//go:wasmexport room
func room(size int32) unsafe.Pointer {
	if int(size) > cap(shared) || cap(shared) > maxKept {
		shared = make([]byte, max(size, 64<<10))
	}
	return unsafe.Pointer(unsafe.SliceData(shared))
}

//go:wasmexport call
func call(f, n1, n2 int32) (size int32) {
	runtime.Gosched() // the garbage collector has its turn
	defer func() {
		if p := recover(); p != nil {
			size = fail(fmt.Sprint("panic: ", p))
		}
	}()
	texts := string(shared[: n1+n2 : cap(shared)])
	answer := bytes.NewBuffer(shared[:0])
	if err := functions[f](answer, texts[:n1], texts[n1:]); err != nil {
		return fail(err.Error())
	}
	shared = answer.Bytes()
	return int32(len(shared))
}

func fail(why string) int32 {
	shared = append(shared[:0], why...)
	return ^int32(len(why))
}

var functions = []func(w *bytes.Buffer, first, second string) error{policy, parse, article}

// parse gives id, subject, label, date, expires, by, language, "draft" if the
// post is one or is held back, and findings. The date of a post under embargo is
// the end of that: JavaScript knows no other.
func parse(w *bytes.Buffer, name, source string) error {
	p, err := board.Parse(name, []byte(source))
	date, draft := p.Date, ""
	if p.Embargo.Time.After(time.Now()) {
		date = p.Embargo
	}
	if p.Draft || p.HeldBack() {
		draft = "draft"
	}
	list := []string{p.ID, p.Subject, p.Label, date.String(), p.Expires.String(), p.By.Name, p.Lang, draft}
	var findings board.ErrorList
	errors.As(err, &findings)
	for _, f := range findings {
		list = append(list, f.Error())
	}
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "\x00", "\ufffd")
	}
	w.WriteString(strings.Join(list, "\x00"))
	return nil
}

// article gives the HTML and the addresses of pictures that are held back;
// neither can have a NUL in it.
func article(w *bytes.Buffer, options, item string) error {
	o, err := readOptions(options)
	if err != nil {
		return err
	}
	p, err := o.post(item)
	if err != nil {
		return err
	}
	r, held := &o.renderer, []string(nil)
	r.Held = func(address string) { held = append(held, "\x00", address) }
	if err := r.Article(w, p); err != nil {
		return err
	}
	for _, s := range held {
		w.WriteString(s)
	}
	return nil
}

func policy(w *bytes.Buffer, _, _ string) error {
	var rows []string
	for _, e := range board.Policy() {
		rows = append(rows, fmt.Sprintf(`{"name":%q,"attributes":[%s]}`, e.Name, quoted(e.Attributes)))
	}
	w.WriteString(`{"elements":[` + strings.Join(rows, ",") + `]}`)
	return nil
}

func quoted(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, strconv.Quote(name))
	}
	return strings.Join(list, ",")
}
