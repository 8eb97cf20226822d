package main

import "slices"

// A layout writes a function's parts in their order: a block that ends
// before each, and loops.
type layout struct {
	*order
	local int     // the variable that holds a place
	needs []bool  // by part: calls come after its start, which need the variable
	open  []label // blocks and loops that are open
	at    int     // the place that the variable holds
	inner int     // blocks open inside of the part
	out   []instr
}

// A label is a block or a loop that can be branched to.
type label struct {
	at   int // a position; or the table
	loop bool
}

var theTable = label{-1, true}

// putTogether writes a function that needs no more than one more variable.
func putTogether(o *order, local int) []instr {
	w := &layout{order: o, local: local, needs: o.needs()}
	w.add(o.head...)
	w.begin()
	for at, i := range o.partAt {
		w.startPart(at)
		w.at = o.parts[i].place
		for _, in := range w.fallingThrough(at, o.parts[i].code) {
			w.next(at, in)
		}
	}
	for range w.open {
		w.add(plain(opEnd))
	}
	w.add(plain(opUnreachable), plain(opEnd))
	return w.out
}

func (w *layout) add(ins ...instr) { w.out = append(w.out, ins...) }

func (w *layout) opens(op byte, l label) {
	w.add(opening(op))
	w.open = append(w.open, l)
}

func (w *layout) ends() {
	w.add(plain(opEnd))
	w.open = w.open[:len(w.open)-1]
}

// begin writes the table, in blocks.
func (w *layout) begin() {
	again := slices.ContainsFunc(w.parts, func(p part) bool { return p.byTable })
	if again {
		w.opens(opLoop, theTable)
	}
	w.openBlocks(-1, 0, len(w.partAt)-1)
	again = again || slices.ContainsFunc(w.parts[1:], func(p part) bool { return p.entered })
	w.setPlace(again)
	if again {
		w.add(numbered(opLocalGet, 0), w.table())
	}
}

// openBlocks opens a block for each position that is inside of a loop and of
// none in it.
func (w *layout) openBlocks(loop, first, last int) {
	for at := last; at >= first; at-- {
		if w.around(at) == loop {
			w.opens(opBlock, label{at: at})
		}
	}
}

// table leads from each place to its part; to those in a loop, which the
// runtime does not enter, somewhere.
func (w *layout) table() instr {
	raw := appendUint([]byte{opBrTable}, len(w.partOf)-1)
	depth := 0
	for _, i := range w.partOf {
		if w.around(w.position[i]) < 0 {
			depth = w.depth(label{at: w.position[i]})
		}
		raw = appendUint(raw, depth)
	}
	return instr{op: opBrTable, raw: raw}
}

// depth is the number of an open block or loop, in a branch.
func (w *layout) depth(to label) int {
	i := len(w.open) - 1
	for w.open[i] != to {
		i--
	}
	return len(w.open) - 1 - i
}

// startPart ends the loops before a position, and its block, and begins the
// loop that it is the first of.
func (w *layout) startPart(at int) {
	last := func() label { return w.open[len(w.open)-1] }
	for last() != (label{at: at}) {
		w.ends()
	}
	w.ends()
	for i, l := range w.rows {
		if l.first == at {
			w.opens(opLoop, label{at, true})
			w.openBlocks(i, l.first+1, l.last)
		}
	}
}

// fallingThrough has a condition that decides between the next position and
// another jump to that other.
func (w *layout) fallingThrough(at int, code []instr) []instr {
	n := len(code) - 2
	isNext := func(in instr) bool { return w.position[in.n] == at+1 }
	if n < 0 || code[n].op != opJumpIf || code[n+1].op != opJump || !isNext(code[n]) || isNext(code[n+1]) {
		return code
	}
	start := slices.Clone(code[:n])
	if n > 0 && start[n-1].op == opI32Eqz {
		start = start[:n-1]
	} else {
		start = append(start, plain(opI32Eqz))
	}
	return append(start, instr{op: opJumpIf, n: code[n+1].n}, instr{op: opJump, n: code[n].n})
}

// next writes an instruction of the part at a position.
func (w *layout) next(at int, in instr) {
	switch in.op {
	case opJump:
		w.jump(at, in.n)
	case opJumpIf:
		w.jumpIf(at, in.n)
	case opUnwind:
		w.add(opening(opIf), i32Const(1), plain(opReturn), plain(opEnd))
	case opPlace:
		w.call(in)
	case opBlock, opLoop, opIf:
		w.inner++
		w.add(in)
	case opEnd:
		w.inner--
		w.add(in)
	default:
		w.add(w.renamed(in))
	}
}

// jump goes to a part, which may be next.
func (w *layout) jump(at, to int) {
	way, l := w.way(at, to)
	w.add(way...)
	if w.inner > 0 || w.position[to] != at+1 {
		w.add(numbered(opBr, w.inner+w.depth(l)))
	}
}

func (w *layout) jumpIf(at, to int) {
	way, l := w.way(at, to)
	depth := w.inner + w.depth(l)
	if way == nil {
		w.add(numbered(opBrIf, depth))
		return
	}
	w.add(opening(opIf))
	w.add(way...)
	w.add(numbered(opBr, depth+1), plain(opEnd))
}

// way is what has to be done before a jump, and where to branch.
func (w *layout) way(at, to int) ([]instr, label) {
	p, position := w.parts[to], w.position[to]
	switch {
	case position > at:
		return w.bring(to), label{at: position}
	case p.byTable:
		return []instr{i32Const(p.place), numbered(opLocalSet, 0)}, theTable
	}
	return w.bring(to), label{position, true}
}
