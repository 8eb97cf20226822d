package slim

// Go's compiler computes the address of what it stores in a stack frame:
//
//	local.get 1, i64.extend_i32_u, i64.const 24, i64.add, i32.wrap_i64, …, i64.store 0
//
// Stores and loads have an offset for that: local.get 1, …, i64.store 24.
// The sum never wraps, because the stack does not reach the end of memory.
// Besides being shorter, the code has less to compute.

// maxFrame is the largest constant that is taken for an offset in a stack
// frame, in bytes.
const maxFrame = 1 << 20

func foldStackOffsets(code []instr) []instr {
	out := make([]instr, 0, len(code))
	offset := make(map[int]int) // to add to the load or store at an index
	for i := 0; i < len(code); i++ {
		if at, ok := stackAddress(out, code[i:]); ok {
			if use := i + 4 + addressUser(code[i+4:]); use >= i+4 {
				offset[use] += at
				i += 3
				continue
			}
		}
		out = append(out, withOffset(code[i], offset[i]))
	}
	return out
}

// stackAddress reports whether code adds an offset to the stack pointer,
// which the last instruction before it has read.
func stackAddress(before, code []instr) (offset int, ok bool) {
	if len(before) == 0 || !isStackPointer(before[len(before)-1]) {
		return 0, false
	}
	if len(code) < 5 || code[0].op != opI64ExtendU || code[1].op != opI64Const || code[2].op != opI64Add || code[3].op != opI32WrapI64 {
		return 0, false
	}
	return code[1].n, 0 <= code[1].n && code[1].n < maxFrame
}

// isStackPointer reports whether an instruction reads the stack pointer. It
// is global 0, and most functions have a copy in local 1.
func isStackPointer(in instr) bool {
	return in.op == opLocalGet && in.n == 1 || in.op == opGlobalGet && in.n == 0
}

// addressUser returns the index of the load or store whose address is the
// value on top of the stack, or -1.
func addressUser(code []instr) int {
	above := 0 // values on top of the address
	for i, in := range code {
		pops, pushes, known := stackEffect(in.op)
		switch {
		case !known:
			return -1
		case pops == above+1 && isMemory(in.op):
			return i
		case pops > above:
			return -1
		}
		above += pushes - pops
	}
	return -1
}

// withOffset adds to the offset of a load or store.
func withOffset(in instr, offset int) instr {
	if offset == 0 {
		return in
	}
	r := reader{b: in.raw[1:]}
	alignment := r.uint()
	return instr{in.op, in.n + offset, appendUint(appendUint([]byte{in.op}, alignment), in.n+offset)}
}
