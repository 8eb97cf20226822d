package main

import "errors"

// Instructions of our own, while a function is in parts.
const (
	opJump   = 0xf0 + iota // to part n
	opJumpIf               // to part n, if the value on the stack is not 0
	opUnwind               // return 1, if the value on the stack is not 0
	opPlace                // the program counter of place n of the function
)

// A part of a function is its code from the end of a block, which is a
// place, to the end of the next. Its last instruction goes elsewhere.
type part struct {
	place   int  // that leads here: if a call returns here, this one
	entered bool // the runtime enters here
	byTable bool // jumps back to here go through the table
	code    []instr
}

// A flow is a function in parts.
type flow struct {
	pc     int  // of its first place
	calls  bool // there are calls in it, which unwind
	loops  int  // 1 if there is one around all parts
	head   []instr
	parts  []part
	partOf []int // by place
}

var errParts = errors.New("wanted a function that is a row of blocks")

// takeApart takes a function apart; it gives nil for one without places.
func takeApart(code []instr, pc int) (*flow, error) {
	table := tableIndex(code)
	if table < 0 {
		return nil, nil
	}
	f := &flow{pc: pc, calls: unwinds(code)}
	blocks := f.readHead(code[:table])
	if blocks < 1 || code[table+1].op != opEnd {
		return nil, errParts
	}
	f.parts = make([]part, blocks)
	if !f.readTable(code[table]) {
		return nil, errParts
	}
	rest, err := f.readParts(code[table+2:])
	if err == nil && !f.isTail(rest) {
		err = errParts
	}
	return f, err
}

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

// readHead reads up to the table, and gives how many blocks end at places.
// Around them there is a block to unwind from, and a loop if the code jumps.
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
		f.loops, code = 1, code[1:]
	}
	for blocks < len(code) && code[blocks].op == opBlock {
		blocks++
	}
	if rest := code[blocks:]; len(rest) != 1 || rest[0].op != opLocalGet || rest[0].n != 0 {
		return 0
	}
	return blocks
}

// readTable reads which part each place is the start of. They are in order.
func (f *flow) readTable(table instr) bool {
	r := reader{b: table.raw[1:]}
	last := -1
	for place := range r.uint() + 1 {
		i := r.uint()
		switch {
		case i == last+1 && i < len(f.parts):
			f.parts[i].place = place
		case i != last:
			return false
		}
		f.partOf = append(f.partOf, i)
		last = i
	}
	return last == len(f.parts)-1
}

// readParts reads all parts, and gives the code behind them.
func (f *flow) readParts(code []instr) (rest []instr, err error) {
	for i := range f.parts {
		r := partReader{flow: f, part: i}
		if code, err = r.read(code); err != nil {
			return nil, err
		}
		f.parts[i].code = append(r.out, f.goOn(i, r.out)...)
	}
	return code, nil
}

// goOn is the jump to the next part, if the end of this one is reached.
func (f *flow) goOn(part int, code []instr) []instr {
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

// isTail reports whether code is what comes after all parts.
func (f *flow) isTail(code []instr) bool {
	var want []byte
	if f.loops > 0 {
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
	inner int // blocks open inside of it
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
				return nil, errParts
			}
		case opBrTable:
			return nil, errParts
		default:
			r.other(in, code[i+1:])
		}
	}
	return nil, errParts
}

// end ends an inner block. If it is nothing but a jump, this is conditional.
func (r *partReader) end(in instr) {
	r.inner--
	n := len(r.out)
	if n > 1 && r.out[n-2].op == opIf && r.out[n-1].op == opJump {
		r.out = append(r.out[:n-2], instr{op: opJumpIf, n: r.out[n-1].n})
	} else {
		r.out = append(r.out, in)
	}
}

// branch takes a branch: inside of inner blocks, to the table, or out of all
// blocks.
func (r *partReader) branch(in instr) bool {
	around := r.inner + len(r.parts) - 1 - r.part
	switch {
	case in.n < r.inner:
		r.out = append(r.out, in)
	case r.calls && in.op == opBrIf && in.n == around+r.loops:
		r.out = append(r.out, instr{op: opUnwind})
	case r.loops == 1 && in.op == opBr && in.n == around:
		return r.jump()
	default:
		return false
	}
	return true
}

// jump takes a jump to a place: i32.const, local.set 0, br.
func (r *partReader) jump() bool {
	n := len(r.out) - 2
	if n < 0 || r.out[n].op != opI32Const || r.out[n].n >= len(r.partOf) || r.out[n+1].op != opLocalSet || r.out[n+1].n != 0 {
		return false
	}
	r.out = append(r.out[:n], instr{op: opJump, n: r.partOf[r.out[n].n]})
	return true
}

// other takes any other instruction. A call stores where it returns to.
func (r *partReader) other(in instr, next []instr) {
	switch in.op {
	case opBlock, opLoop, opIf:
		r.inner++
	case opI64Const:
		if place := in.n - r.pc; 0 <= place && place < 1<<placeBits && next[0].op == opI64Store {
			in = instr{opPlace, place, in.raw}
		}
	}
	r.out = append(r.out, in)
}

// enter marks the parts that the runtime enters: the first, those that calls
// return to, and these. It reports false if it enters one at two places.
func (f *flow) enter(places []int) bool {
	places = append([]int{0}, places...)
	for _, p := range f.parts {
		if place, ok := p.returnsTo(); ok {
			places = append(places, place)
		}
	}
	for _, place := range places {
		if place >= len(f.partOf) {
			return false
		}
		p := &f.parts[f.partOf[place]]
		if p.entered && p.place != place {
			return false
		}
		p.place, p.entered = place, true
	}
	return true
}

// returnsTo is the place where the call returns to that the part ends with.
func (p *part) returnsTo() (place int, ok bool) {
	last := len(p.code) - 2
	if last < 0 || p.code[last].op != opUnwind {
		return 0, false
	}
	for ; last >= 0; last-- {
		if p.code[last].op == opPlace {
			return p.code[last].n, true
		}
	}
	return 0, false
}
