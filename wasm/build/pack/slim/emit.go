package slim

import "slices"

// An emitter writes the parts of a function in their order, with the blocks
// and loops that their jumps need.
type emitter struct {
	*order
	pcLocal int     // the local variable that holds a program counter; see resume.go
	needsPC []bool  // by part: calls may follow its start
	open    []label // open blocks and loops
	at      int     // the resume point whose program counter the variable holds
	inner   int     // open blocks that began in the part
	out     []instr
}

// A label is a block or a loop that a branch can lead to.
type label struct {
	at   int // the position where the block ends or the loop begins
	loop bool
}

var tableLabel = label{-1, true} // the loop around the jump table

// emit writes a function. It adds one local variable if the function has
// calls, and needs no other.
func emit(o *order, pcLocal int) []instr {
	w := &emitter{order: o, pcLocal: pcLocal, needsPC: o.needsPC()}
	w.add(o.head...)
	w.begin()
	for at, i := range o.partAt {
		w.startPart(at)
		w.at = o.parts[i].resume
		for _, in := range w.preferFallThrough(at, o.parts[i].code) {
			w.instruction(at, in)
		}
	}
	for range w.open {
		w.add(plain(opEnd))
	}
	w.add(plain(opUnreachable), plain(opEnd))
	return w.out
}

func (w *emitter) add(ins ...instr) { w.out = append(w.out, ins...) }

func (w *emitter) openLabel(op byte, l label) {
	w.add(opening(op))
	w.open = append(w.open, l)
}

func (w *emitter) closeLabel() {
	w.add(plain(opEnd))
	w.open = w.open[:len(w.open)-1]
}

// begin writes the outer blocks and the jump table.
func (w *emitter) begin() {
	table := slices.ContainsFunc(w.parts, func(p part) bool { return p.viaTable })
	if table {
		w.openLabel(opLoop, tableLabel)
	}
	w.openBlocks(-1, 0, len(w.partAt)-1)
	table = table || slices.ContainsFunc(w.parts[1:], func(p part) bool { return p.entered })
	w.initPC(table)
	if table {
		w.add(numbered(opLocalGet, 0), w.table())
	}
}

// openBlocks opens a block for each position, from first to last, that is
// inside a loop and not inside a loop within it.
func (w *emitter) openBlocks(loop, first, last int) {
	for at := last; at >= first; at-- {
		if w.innermost(at) == loop {
			w.openLabel(opBlock, label{at: at})
		}
	}
}

// table leads from each resume point to its part. The runtime does not enter
// parts inside a loop, so where their resume points lead does not matter.
func (w *emitter) table() instr {
	raw := appendUint([]byte{opBrTable}, len(w.partOf)-1)
	depth := 0
	for _, i := range w.partOf {
		if w.innermost(w.position[i]) < 0 {
			depth = w.depth(label{at: w.position[i]})
		}
		raw = appendUint(raw, depth)
	}
	return instr{op: opBrTable, raw: raw}
}

// depth is the index by which a branch names an open block or loop.
func (w *emitter) depth(to label) int {
	i := len(w.open) - 1
	for w.open[i] != to {
		i--
	}
	return len(w.open) - 1 - i
}

// startPart closes the loops that end before a position, and the block that
// ends there, and opens the loops that begin there.
func (w *emitter) startPart(at int) {
	last := func() label { return w.open[len(w.open)-1] }
	for last() != (label{at: at}) {
		w.closeLabel()
	}
	w.closeLabel()
	for i, l := range w.loops {
		if l.first == at {
			w.openLabel(opLoop, label{at, true})
			w.openBlocks(i, l.first+1, l.last)
		}
	}
}

// preferFallThrough inverts a condition that chooses between a jump to the
// next position and another jump, so that only the other jump is left.
func (w *emitter) preferFallThrough(at int, code []instr) []instr {
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

// instruction writes an instruction of the part at a position.
func (w *emitter) instruction(at int, in instr) {
	switch in.op {
	case opJump:
		w.jump(at, in.n)
	case opJumpIf:
		w.jumpIf(at, in.n)
	case opUnwind:
		w.add(opening(opIf), i32Const(1), plain(opReturn), plain(opEnd))
	case opResumePC:
		w.resumePC(in)
	case opBlock, opLoop, opIf:
		w.inner++
		w.add(in)
	case opEnd:
		w.inner--
		w.add(in)
	default:
		w.add(w.renumbered(in))
	}
}

// jump goes to a part. It needs no branch if that is the next.
func (w *emitter) jump(at, to int) {
	before, l := w.prepareJump(at, to)
	w.add(before...)
	if w.inner > 0 || w.position[to] != at+1 {
		w.add(numbered(opBr, w.inner+w.depth(l)))
	}
}

func (w *emitter) jumpIf(at, to int) {
	before, l := w.prepareJump(at, to)
	depth := w.inner + w.depth(l)
	if before == nil {
		w.add(numbered(opBrIf, depth))
		return
	}
	w.add(opening(opIf))
	w.add(before...)
	w.add(numbered(opBr, depth+1), plain(opEnd))
}

// prepareJump returns what has to be done before a jump, and where to branch.
func (w *emitter) prepareJump(at, to int) ([]instr, label) {
	p, position := w.parts[to], w.position[to]
	switch {
	case position > at:
		return w.movePC(to), label{at: position}
	case p.viaTable:
		return []instr{i32Const(p.resume), numbered(opLocalSet, 0)}, tableLabel
	}
	return w.movePC(to), label{position, true}
}
