package main

import "errors"

// WebAssembly's stack can neither be walked nor switched, so Go has its own,
// and every call first writes there where it returns to: the number of the
// function, shifted, plus that of a place in it. A function begins with a
// jump to a place:
//
//	block loop block block block   local.get 0, br_table   end … end … end …
//
// and where a block ends is a place to return to. To unwind, a call branches
// out of all blocks. So each call has two numbers that stand nowhere else,
// and they keep the compressor from seeing how alike calls are.
//
// shortenReturns lets a local variable hold the place that the code has come
// to. The next call's place mostly is one more; and where blocks end, the
// variable is brought to the place that the jump would have set. Unwinding
// becomes an if and a return. 98 kB less to download.
//
// Several places lead to the end of a block: calls return to the first, and
// jumps may come with another. shortenReturns has all of them come with the
// first. It leaves alone a function that the runtime enters at another.
func shortenReturns(code []instr, pc, local int, entries []int) (out []instr, done bool, err error) {
	table := tableIndex(code)
	if table < 0 || !unwinds(code) { // it has no calls
		return code, false, nil
	}
	w := &returnWalk{pc: pc, local: local}
	w.begin(code[:table+1])
	if !w.startAt(entries) {
		return code, false, nil
	}
	for i := table + 1; i < len(code); i++ {
		w.next(code[i:])
	}
	if w.unknown {
		return nil, false, errors.New("wanted a function that is a row of blocks")
	}
	return w.out, true, nil
}

// checkReturns makes functions trap that would write another place than Go's
// compiler gave them. Only tests set it.
var checkReturns = false

// tableIndex is where a function's jump to a place is; -1 if it has none.
func tableIndex(code []instr) int {
	for i, in := range code {
		switch in.op {
		case opBlock, opLoop, opGlobalGet, opLocalSet, opLocalGet:
		case opBrTable:
			return i
		default:
			return -1
		}
	}
	return -1
}

// unwinds reports whether the function returns 1 after all blocks.
func unwinds(code []instr) bool {
	n := len(code)
	return n > 3 && code[n-3].op == opEnd && code[n-2].op == opI32Const && code[n-2].n == 1 && code[n-1].op == opEnd
}

// A returnWalk goes through a function.
type returnWalk struct {
	pc     int   // of the function's first place
	local  int   // the variable
	blocks []int // those open: the first place that leads to their end, or one of the following
	first  []int // for each place, the first that leads to the same end

	inner   int  // blocks open inside of these
	at      int  // the place that the variable holds
	live    bool // what comes next is reached from what was before
	unknown bool // this is not how Go's compiler lays functions out
	out     []instr
}

// Blocks whose end is no place.
const (
	theExit = -1 - iota
	theLoop
)

// begin takes the function up to the jump, and has the variable set there.
func (w *returnWalk) begin(code []instr) {
	last := len(code) - 1
	for _, in := range code[:last] {
		switch in.op {
		case opBlock:
			w.blocks = append(w.blocks, theExit)
		case opLoop:
			w.blocks = append(w.blocks, theLoop)
		}
		w.add(w.renamed(in))
	}
	w.add(numbered(opLocalGet, 0), plain(opI64ExtendU), i64Const(w.pc), plain(opI64Add), w.set())
	w.add(code[last])
	w.readTable(code[last])
	w.unknown = w.unknown || code[last-1].op != opLocalGet || code[last-1].n != 0
}

// readTable notes for each block the first place that leads to its end.
func (w *returnWalk) readTable(table instr) {
	r := reader{b: table.raw[1:]}
	for place := range r.uint() + 1 {
		i := len(w.blocks) - 1 - r.uint()
		if i < 0 || w.blocks[i] == theLoop {
			w.unknown = true
			return
		}
		if w.blocks[i] == theExit {
			w.blocks[i] = place
		}
		w.first = append(w.first, w.blocks[i])
	}
}

// startAt reports whether each of these is the first place of a block.
func (w *returnWalk) startAt(places []int) bool {
	for _, place := range places {
		if place >= len(w.first) || w.first[place] != place {
			return false
		}
	}
	return true
}

func (w *returnWalk) add(ins ...instr) { w.out = append(w.out, ins...) }

// set sets the variable.
func (w *returnWalk) set() instr { return numbered(opLocalSet, w.local) }

// addPlace computes the program counter of a place from the variable.
func (w *returnWalk) addPlace(place int) {
	w.add(numbered(opLocalGet, w.local), i64Const(place-w.at), plain(opI64Add))
}

// renamed makes room for the variable among the others.
func (w *returnWalk) renamed(in instr) instr {
	if opLocalGet <= in.op && in.op <= opLocalTee && in.n >= w.local {
		return numbered(in.op, in.n+1)
	}
	return in
}

// next takes the first instruction.
func (w *returnWalk) next(code []instr) {
	in := code[0]
	switch in.op {
	case opBlock, opLoop, opIf:
		w.inner++
	case opEnd:
		w.end()
	case opBr, opBrIf:
		w.branch(in)
		return
	case opReturn, opUnreachable:
		w.live = w.live && w.inner > 0
	case opI64Const:
		if place := in.n - w.pc; 0 <= place && place < 1<<placeBits && code[1].op == opI64Store {
			w.call(place, in)
			return
		}
	}
	w.unknown = w.unknown || in.op == opBrTable
	w.add(w.renamed(in))
}

// call writes what is stored before a call. Inside of inner blocks the
// variable stays as it is: they may be skipped.
func (w *returnWalk) call(place int, in instr) {
	w.addPlace(place)
	if w.inner == 0 {
		w.add(numbered(opLocalTee, w.local))
		w.at = place
	}
	if checkReturns {
		w.addPlace(place)
		w.add(in, plain(opI64Ne), opening(opIf), plain(opUnreachable), plain(opEnd))
	}
}

// end ends a block. Code that runs into a place brings the variable there.
func (w *returnWalk) end() {
	if w.inner > 0 {
		w.inner--
		return
	}
	if len(w.blocks) == 0 { // the function's
		return
	}
	place := w.blocks[len(w.blocks)-1]
	w.blocks = w.blocks[:len(w.blocks)-1]
	if place < 0 {
		return
	}
	if w.live && w.at != place {
		w.addPlace(place)
		w.add(w.set())
	}
	w.at, w.live = place, true
}

// branch takes a branch: inside of inner blocks, to the jump, or out of all
// blocks.
func (w *returnWalk) branch(in instr) {
	w.live = w.live && (in.op == opBrIf || w.inner > 0)
	block := len(w.blocks) - 1 - (in.n - w.inner)
	switch {
	case in.n < w.inner:
		w.add(in)
	case block >= 0 && w.blocks[block] == theLoop && in.op == opBr:
		w.jump(in)
	case block == 0 && w.blocks[block] == theExit && in.op == opBrIf:
		w.add(opening(opIf), i32Const(1), plain(opReturn), plain(opEnd))
	default:
		w.unknown = true
	}
}

// jump takes a jump to a place: i32.const, local.set 0, br.
func (w *returnWalk) jump(in instr) {
	to := w.out[len(w.out)-2:]
	if to[0].op != opI32Const || to[0].n >= len(w.first) || to[1].op != opLocalSet || to[1].n != 0 {
		w.unknown = true
		return
	}
	to[0] = i32Const(w.first[to[0].n])
	w.add(in)
}
