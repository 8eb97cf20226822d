// Command jumps goes every way that a function can jump, alone and while
// goroutines take turns in it, and says where it came by.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

func main() {
	for _, way := range []struct {
		name string
		goes func(turn func(), n int) []int
	}{
		{"rows", rows}, {"nested", nested}, {"labels", labels}, {"knots", knots}, {"switches", switches}, {"deferred", deferred},
	} {
		for n := range 7 {
			fmt.Printf("%s: %v\n", way.name, way.goes(func() {}, n))
			fmt.Printf("%s in turns: %v\n", way.name, inTurns(n, way.goes))
		}
	}
	fmt.Println(alone(strings.Repeat("a loop without calls. ", 9)))
}

// inTurns has several goroutines go the same way at once.
func inTurns(n int, goes func(turn func(), n int) []int) (sum [3]int) {
	came := make(chan []int)
	for i := range 3 {
		go func() { came <- goes(runtime.Gosched, n+i) }()
	}
	for range 3 {
		for i, n := range <-came { // they may come in any order
			sum[i%3] += n * (i + 1)
		}
	}
	return sum
}

func rows(turn func(), n int) (at []int) {
	for i := 0; i < n; i++ {
		at = append(at, i)
		turn()
	}
	for i := n; i > 0; i /= 2 {
		at = append(at, i)
	}
	for {
		turn()
		if n--; n < 0 {
			return at
		}
	}
}

func nested(turn func(), n int) (at []int) {
	var grid [8][8]int
	for i := range n {
		for j := range i + 1 {
			grid[i][j] = i ^ j
		}
		for j := i; j >= 0; j-- {
			turn()
			grid[j][i] += grid[i][j]
			for grid[j][i] > 3 {
				grid[j][i] -= 3
			}
		}
	}
	for _, row := range grid {
		for _, v := range row {
			if v != 0 {
				at = append(at, v)
			}
		}
	}
	return at
}

func labels(turn func(), n int) (at []int) {
outer:
	for i := 0; ; i++ {
		for j := 0; j < n; j++ {
			switch {
			case i+j == n:
				at = append(at, j)
				continue outer
			case i > n:
				break outer
			case j&1 == 1:
				turn()
				continue
			}
			at = append(at, i*j)
		}
		if i > 9 {
			return at
		}
	}
	return append(at, -1)
}

// knots jumps into the middle of loops.
func knots(turn func(), n int) (at []int) {
	i := 0
	if n&1 == 1 {
		goto middle
	}
top:
	at = append(at, 1)
	i++
	if i > n {
		goto end
	}
middle:
	at = append(at, 2)
	i++
	if i&2 == 2 {
		goto top
	}
	turn()
	if i <= n {
		goto middle
	}
end:
	if n > 2 && len(at) < 9 {
		at = append(at, 3)
		goto middle
	}
	return append([]int{3}, at...)
}

func switches(turn func(), n int) (at []int) {
	state := "start"
	for len(at) < 9 {
		switch state {
		case "start":
			state = "even"
			fallthrough
		case "even":
			at = append(at, 0)
			if n > len(at) {
				state = "odd"
			}
		case "odd":
			turn()
			at = append(at, 1)
			select {
			case <-make(chan int):
			default:
				state = "even"
			}
		}
	}
	return at
}

func deferred(turn func(), n int) (at []int) {
	for i := range n {
		func() {
			defer func() {
				if p := recover(); p != nil {
					at = append(at, p.(int))
				}
			}()
			for j := range 3 {
				defer func() { turn(); at = append(at, j) }()
				if j == i%3 {
					panic(10 * i)
				}
			}
		}()
	}
	return at
}

// alone has nothing but loops.
func alone(s string) (words, letters, longest int) {
	for i := 0; i < len(s); {
		size := 0
		for i+size < len(s) && s[i+size] != ' ' {
			size++
		}
		if size > 0 {
			words++
		}
		letters, longest = letters+size, max(longest, size)
		for i += size; i < len(s) && s[i] == ' '; i++ {
		}
	}
	return words, letters, longest
}
