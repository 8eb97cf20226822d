package main

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
// Here a local variable holds the place that the code has come to. The next
// call's place mostly is one more; and where a jump goes, the variable is
// brought to the place that leads there. Unwinding becomes an if and a
// return. 98 kB less to download.
//
// Several places lead to the end of a block: calls return to one, and jumps
// may come with another. Here all come with the one.

// checkReturns makes functions trap that would write another place than Go's
// compiler gave them. Only tests set it.
var checkReturns = false

// needs reports for each part whether a call may follow its start.
func (f *flow) needs() []bool {
	needs := make([]bool, len(f.parts))
	for again := true; again; {
		again = false
		for i, p := range f.parts {
			for _, in := range p.code {
				jumps := in.op == opJump || in.op == opJumpIf
				if !needs[i] && (in.op == opPlace || jumps && needs[in.n]) {
					needs[i], again = true, true
				}
			}
		}
	}
	return needs
}

// setPlace sets the variable, again if the function may be entered anywhere.
func (w *layout) setPlace(anywhere bool) {
	switch {
	case !w.calls:
	case anywhere:
		w.add(numbered(opLocalGet, 0), plain(opI64ExtendU), i64Const(w.pc), plain(opI64Add), w.set())
	default:
		w.add(i64Const(w.pc), w.set())
	}
}

// bring brings the variable to the place that leads to a part.
func (w *layout) bring(to int) []instr {
	if place := w.parts[to].place; w.calls && w.needs[to] && w.at != place {
		return append(w.place(place), w.set())
	}
	return nil
}

// place computes the program counter of a place from the variable.
func (w *layout) place(place int) []instr {
	return []instr{numbered(opLocalGet, w.local), i64Const(place - w.at), plain(opI64Add)}
}

func (w *layout) set() instr { return numbered(opLocalSet, w.local) }

// renamed makes room for the variable among the others.
func (w *layout) renamed(in instr) instr {
	if w.calls && opLocalGet <= in.op && in.op <= opLocalTee && in.n >= w.local {
		return numbered(in.op, in.n+1)
	}
	return in
}

// call writes what is stored before a call. Inside of inner blocks the
// variable stays as it is: they may be skipped.
func (w *layout) call(in instr) {
	w.add(w.place(in.n)...)
	if w.inner == 0 {
		w.add(numbered(opLocalTee, w.local))
		w.at = in.n
	}
	if checkReturns {
		w.add(w.place(in.n)...)
		w.add(instr{opI64Const, 0, in.raw}, plain(opI64Ne), opening(opIf), plain(opUnreachable), plain(opEnd))
	}
}
