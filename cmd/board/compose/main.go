//go:build js && wasm

// Command compose is the engine of the editor of posts: package compose and the
// renderer, callable from JavaScript. It is built by wasm/build -editor with the tag
// editor, and called as the engine of the widget is: see wasm/main.go for room and
// call. Functions take and return JSON.
package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"unsafe"
)

func main() { select {} }

// shared is the memory that JavaScript writes to and reads from.
var shared []byte

//go:wasmexport room
func room(size int32) unsafe.Pointer {
	if int(size) > cap(shared) {
		shared = make([]byte, max(size, 64<<10))
	}
	return unsafe.Pointer(unsafe.SliceData(shared))
}

// call calls the function that the first text names with the second.
//
//go:wasmexport call
func call(_, n1, n2 int32) (size int32) {
	runtime.Gosched() // the garbage collector has its turn
	defer func() {
		if p := recover(); p != nil {
			size = fail(fmt.Sprint("panic: ", p))
		}
	}()
	texts := string(shared[: n1+n2 : cap(shared)])
	value, err := functions[texts[:n1]](texts[n1:])
	if err != nil {
		return fail(err.Error())
	}
	answer, err := json.Marshal(value)
	if err != nil {
		return fail(err.Error())
	}
	shared = append(shared[:0], answer...)
	return int32(len(answer))
}

func fail(why string) int32 {
	shared = append(shared[:0], why...)
	return ^int32(len(why))
}

// A function reads its arguments from JSON.
type function func(arguments string) (any, error)

func with[T any](f func(T) (any, error)) function {
	return func(arguments string) (any, error) {
		var a T
		if err := json.Unmarshal([]byte(arguments), &a); err != nil {
			return nil, err
		}
		return f(a)
	}
}
