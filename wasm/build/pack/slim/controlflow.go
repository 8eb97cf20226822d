package slim

import "errors"

// WebAssembly's stack can neither be inspected nor switched, so Go has a
// stack in memory, and its functions can be left and entered again: they
// unwind by returning 1, and start at a resume point (PC_B, the parameter).
// Go's compiler (cmd/internal/obj/wasm) writes them as a row of blocks behind
// a jump table:
//
//	block loop block block block   local.get 0, br_table   end … end … end …
//
// The table branches out of one of the inner blocks, to the code behind its
// end. A call unwinds by a branch out of the outermost block. A jump sets
// PC_B and branches to the loop, around to the table.
//
// Here a function is read into parts, one for each inner block, whose jumps
// say which part they lead to.

// Instructions of a function in parts, which have no bytes.
const (
	opJump     = 0xf0 + iota // go to part n
	opJumpIf                 // go to part n if the value on the stack is not 0
	opUnwind                 // return 1 if the value on the stack is not 0
	opResumePC               // push the program counter of resume point n of the function
)

// A part is the code from the end of a block to the end of the next.
type part struct {
	resume   int  // a resume point that leads here; the one that a call returns to, if any
	entered  bool // the runtime enters the function here
	viaTable bool // jumps back to here go through the jump table
	code     []instr
}

// A flow is a function in parts.
type flow struct {
	pc        int  // program counter of resume point 0
	calls     bool // the function has calls that unwind
	outerLoop int  // 1 if there is a loop around all parts
	head      []instr
	parts     []part
	partOf    []int // by resume point
}

var errFlow = errors.New("wanted a function that is a row of blocks behind a jump table")

// readFlow reads a function into parts. It returns nil for a function without
// resume points.
func readFlow(code []instr, pc int) (*flow, error) {
	table := jumpTable(code)
	if table < 0 {
		return nil, nil
	}
	f := &flow{pc: pc, calls: unwinds(code)}
	blocks := f.readHead(code[:table])
	if blocks < 1 || code[table+1].op != opEnd {
		return nil, errFlow
	}
	f.parts = make([]part, blocks)
	if !f.readTable(code[table]) {
		return nil, errFlow
	}
	rest, err := f.readParts(code[table+2:])
	if err == nil && !f.isTail(rest) {
		err = errFlow
	}
	return f, err
}

// jumpTable returns the index of a function's jump table, or -1.
func jumpTable(code []instr) int {
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

// unwinds reports whether the function returns 1 behind all blocks.
func unwinds(code []instr) bool {
	n := len(code)
	return n > 3 && code[n-3].op == opEnd && code[n-2].op == opI32Const && code[n-2].n == 1 && code[n-1].op == opEnd
}

// readHead reads up to the jump table and returns the number of inner blocks,
// or 0 if it does not understand the code. Around the inner blocks there is a
// block if calls unwind, and a loop if the code jumps.
func (f *flow) readHead(code []instr) (blocks int) {
	i := 0
	for i < len(code) && code[i].op != opBlock && code[i].op != opLoop {
		i++
	}
	f.head, code = code[:i], code[i:]
	if f.calls {
		code = code[1:]
	}
	if code[0].op == opLoop {
		f.outerLoop, code = 1, code[1:]
	}
	for blocks < len(code) && code[blocks].op == opBlock {
		blocks++
	}
	if rest := code[blocks:]; len(rest) != 1 || rest[0].op != opLocalGet || rest[0].n != 0 {
		return 0
	}
	return blocks
}

// readTable reads which part each resume point leads to. It reports false
// unless both are in the same order.
func (f *flow) readTable(table instr) bool {
	r := reader{b: table.raw[1:]}
	last := -1
	for resume := range r.uint() + 1 {
		i := r.uint()
		switch {
		case i == last+1 && i < len(f.parts):
			f.parts[i].resume = resume
		case i != last:
			return false
		}
		f.partOf = append(f.partOf, i)
		last = i
	}
	return last == len(f.parts)-1
}

// readParts reads all parts and returns the code behind them.
func (f *flow) readParts(code []instr) (rest []instr, err error) {
	for i := range f.parts {
		r := partReader{flow: f, part: i}
		if code, err = r.read(code); err != nil {
			return nil, err
		}
		f.parts[i].code = append(r.out, f.fallThrough(i, r.out)...)
	}
	return code, nil
}

// fallThrough is the jump to the next part, if the end of this one is
// reached.
func (f *flow) fallThrough(part int, code []instr) []instr {
	if n := len(code); n > 0 {
		switch code[n-1].op {
		case opJump, opReturn, opUnreachable:
			return nil
		}
	}
	if part+1 == len(f.parts) {
		return []instr{plain(opUnreachable)}
	}
	return []instr{{op: opJump, n: part + 1}}
}

// isTail reports whether code is what Go's compiler puts behind all parts.
func (f *flow) isTail(code []instr) bool {
	var want []byte
	if f.outerLoop > 0 {
		want = append(want, opUnreachable, opEnd)
	}
	if f.calls {
		want = append(want, opI32Const, opEnd)
	}
	var found []byte
	for _, in := range code {
		found = append(found, in.op)
	}
	return string(found) == string(want)
}

// A partReader reads one part.
type partReader struct {
	*flow
	part  int
	inner int // open blocks that began in the part
	out   []instr
}

func (r *partReader) read(code []instr) (rest []instr, err error) {
	for i, in := range code {
		switch in.op {
		case opEnd:
			if r.inner == 0 {
				return code[i+1:], nil
			}
			r.end(in)
		case opBr, opBrIf:
			if !r.branch(in) {
				return nil, errFlow
			}
		case opBrTable:
			return nil, errFlow
		default:
			r.other(in, code[i+1:])
		}
	}
	return nil, errFlow
}

// end ends an inner block. An if with nothing but a jump in it becomes a
// conditional jump.
func (r *partReader) end(in instr) {
	r.inner--
	n := len(r.out)
	if n > 1 && r.out[n-2].op == opIf && r.out[n-1].op == opJump {
		r.out = append(r.out[:n-2], instr{op: opJumpIf, n: r.out[n-1].n})
	} else {
		r.out = append(r.out, in)
	}
}

// branch reads a branch to a block of the part, to the jump table, or out of
// all blocks. It reports false for any other.
func (r *partReader) branch(in instr) bool {
	around := r.inner + len(r.parts) - 1 - r.part
	switch {
	case in.n < r.inner:
		r.out = append(r.out, in)
	case r.calls && in.op == opBrIf && in.n == around+r.outerLoop:
		r.out = append(r.out, instr{op: opUnwind})
	case r.outerLoop == 1 && in.op == opBr && in.n == around:
		return r.jump()
	default:
		return false
	}
	return true
}

// jump reads a jump through the table: i32.const, local.set 0, br.
func (r *partReader) jump() bool {
	n := len(r.out) - 2
	if n < 0 || r.out[n].op != opI32Const || r.out[n].n >= len(r.partOf) || r.out[n+1].op != opLocalSet || r.out[n+1].n != 0 {
		return false
	}
	r.out = append(r.out[:n], instr{op: opJump, n: r.partOf[r.out[n].n]})
	return true
}

// other reads any other instruction. Before a call, the program counter that
// it returns to is stored.
func (r *partReader) other(in instr, next []instr) {
	switch in.op {
	case opBlock, opLoop, opIf:
		r.inner++
	case opI64Const:
		if resume := in.n - r.pc; 0 <= resume && resume < 1<<resumeBits && next[0].op == opI64Store {
			in = instr{opResumePC, resume, in.raw}
		}
	}
	r.out = append(r.out, in)
}

// markEntered marks the parts where the runtime enters the function: the
// first, those that calls return to, and the given resume points. It reports
// false if the runtime enters one part at two resume points.
func (f *flow) markEntered(resumePoints []int) bool {
	resumePoints = append([]int{0}, resumePoints...)
	for _, p := range f.parts {
		if resume, ok := p.returnsTo(); ok {
			resumePoints = append(resumePoints, resume)
		}
	}
	for _, resume := range resumePoints {
		if resume >= len(f.partOf) {
			return false
		}
		p := &f.parts[f.partOf[resume]]
		if p.entered && p.resume != resume {
			return false
		}
		p.resume, p.entered = resume, true
	}
	return true
}

// returnsTo returns the resume point after the call that the part ends with.
func (p *part) returnsTo() (resume int, ok bool) {
	last := len(p.code) - 2
	if last < 0 || p.code[last].op != opUnwind {
		return 0, false
	}
	for ; last >= 0; last-- {
		if p.code[last].op == opResumePC {
			return p.code[last].n, true
		}
	}
	return 0, false
}
