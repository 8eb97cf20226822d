package slim

// Before each call, Go's compiled code stores the program counter that the
// call returns to, and behind it branches out of all blocks if the call
// unwinds. The constant and the depth of the branch are different at every
// call, and keep the compressor from seeing how alike calls are.
//
// Here a local variable holds the program counter of the resume point that
// was passed last. The next call's is mostly one more. A jump adds to the
// variable what its target expects, and unwinding becomes an if and a return.
//
// Several resume points may lead to one part: a call returns to one of them,
// and jumps may come with another. Here all of them come with the one.

// checkReturns makes functions trap if they would store another program
// counter than Go's compiler chose. Only tests set it.
var checkReturns = false

// needsPC reports for each part whether a call may follow its start.
func (f *flow) needsPC() []bool {
	needs := make([]bool, len(f.parts))
	for again := true; again; {
		again = false
		for i, p := range f.parts {
			for _, in := range p.code {
				jumps := in.op == opJump || in.op == opJumpIf
				if !needs[i] && (in.op == opResumePC || jumps && needs[in.n]) {
					needs[i], again = true, true
				}
			}
		}
	}
	return needs
}

// initPC sets the variable where the function begins: from the parameter, if
// it may be entered at several resume points.
func (w *emitter) initPC(several bool) {
	switch {
	case !w.calls:
	case several:
		w.add(numbered(opLocalGet, 0), plain(opI64ExtendU), i64Const(w.pc), plain(opI64Add), w.setPC())
	default:
		w.add(i64Const(w.pc), w.setPC())
	}
}

// movePC sets the variable to what a part expects at its start.
func (w *emitter) movePC(to int) []instr {
	if resume := w.parts[to].resume; w.calls && w.needsPC[to] && w.at != resume {
		return append(w.computePC(resume), w.setPC())
	}
	return nil
}

// computePC pushes the program counter of a resume point.
func (w *emitter) computePC(resume int) []instr {
	return []instr{numbered(opLocalGet, w.pcLocal), i64Const(resume - w.at), plain(opI64Add)}
}

func (w *emitter) setPC() instr { return numbered(opLocalSet, w.pcLocal) }

// renumbered makes room for the variable among the others.
func (w *emitter) renumbered(in instr) instr {
	if w.calls && opLocalGet <= in.op && in.op <= opLocalTee && in.n >= w.pcLocal {
		return numbered(in.op, in.n+1)
	}
	return in
}

// resumePC pushes the program counter that is stored before a call. In an
// inner block, which may be skipped, it leaves the variable unchanged.
func (w *emitter) resumePC(in instr) {
	w.add(w.computePC(in.n)...)
	if w.inner == 0 {
		w.add(numbered(opLocalTee, w.pcLocal))
		w.at = in.n
	}
	if checkReturns {
		w.add(w.computePC(in.n)...)
		w.add(instr{opI64Const, 0, in.raw}, plain(opI64Ne), opening(opIf), plain(opUnreachable), plain(opEnd))
	}
}
