// Command panics goes every way to a panic and back, while the garbage
// collector walks its stacks, and says what it saw. It says the same
// natively and as WebAssembly without the tables that tracebacks read.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"time"
)

type shape interface{ Area() int }

type square struct{ side int }

func (s square) Area() int { return s.side * s.side }

func main() {
	var (
		none   *square
		empty  shape
		table  map[string]int
		list       = []int{1, 2, 3}
		text   any = "text"
		zero   int
		closed = make(chan int)
	)
	close(closed)
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"nil pointer", func() { fmt.Println(none.side) }},
		{"nil interface", func() { empty.Area() }},
		{"value method of a nil pointer", func() { shape(none).Area() }},
		{"index", func() { list[len(list)+zero]++ }},
		{"slice", func() { fmt.Println(list[2+zero : 1+zero]) }},
		{"array of a slice", func() { fmt.Println([4]int(list)) }},
		{"nil map", func() { table["a"] = 1 }},
		{"type assertion", func() { fmt.Println(text.(int)) }},
		{"type assertion to interface", func() { fmt.Println(text.(shape)) }},
		{"division", func() { fmt.Println(1 / zero) }},
		{"shift", func() { fmt.Println(1 << (zero - 1)) }},
		{"make", func() { fmt.Println(make([]int, zero-1)) }},
		{"closed channel", func() { closed <- 1 }},
		{"unhashable key", func() { fmt.Println(map[any]int{func() {}: 1}) }},
		{"uncomparable", func() { fmt.Println(any([]int{}) == any([]int{})) }},
		{"error", func() { panic(errors.New("an error")) }},
		{"nil", func() { panic(nil) }},
		{"deep", func() { deep(3000) }},
		{"in a deferred call", func() { defer func() { panic("second") }(); panic("first") }},
		{"through reflection", func() { reflect.ValueOf(func(i int) { list[i]++ }).Call([]reflect.Value{reflect.ValueOf(9)}) }},
		{"in a made function", func() { made(7) }},
		{"in a method value", func() { area := shape(square{3}).Area; runtime.GC(); panic(area()) }},
		{"in another goroutine", elsewhere},
		{"goexit", func() {
			done := make(chan bool)
			go func() { defer close(done); runtime.Goexit() }()
			<-done
			panic("left")
		}},
		{"callers", callers},
		{"timer", func() { time.Sleep(time.Millisecond); panic("awake") }},
	} {
		fmt.Printf("%s: %v\n", c.name, caught(c.run))
		runtime.GC()
	}
}

// caught runs f and gives what it panicked with.
func caught(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return "no panic"
}

// deep fills the stack, and has it moved and walked on the way.
func deep(n int) string {
	frame := [64]byte{byte(n)}
	if n%500 == 0 {
		runtime.GC()
	}
	if n == 0 {
		panic("bottom")
	}
	defer func() { frame[0]++ }()
	return deep(n-1) + string(frame[:1])
}

// made is made by reflection: its frames have no maps of their own.
var made = reflect.MakeFunc(reflect.TypeFor[func(int)](), func(args []reflect.Value) []reflect.Value {
	kept := strings.Repeat("x", int(args[0].Int()))
	runtime.GC()
	panic(kept)
}).Interface().(func(int))

func elsewhere() {
	caughtThere := make(chan any)
	for i := range 10 {
		go func() { caughtThere <- caught(func() { deep(100 * i) }) }()
	}
	for range 10 {
		if p := <-caughtThere; p != "bottom" {
			panic(p)
		}
	}
	panic("all")
}

// callers asks for what is not there any more, and must get an answer.
func callers() {
	pcs := make([]uintptr, 8)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	n := 0
	for more := true; more; n++ {
		_, more = frames.Next()
	}
	panic(n > 3)
}
