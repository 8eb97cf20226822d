package slim

import "errors"

// goFunction is the type of the functions that Go's compiler makes, the first
// type of the module: the parameter is the resume point to start at (PC_B),
// the result is 1 if the WebAssembly stack is being unwound.
const goFunction = "\x60\x01\x7f\x01\x7f"

// Go's program counter on WebAssembly is the number of a function (PC_F),
// shifted, plus a resume point in it (PC_B). The module's first function has
// the number firstFunction (funcValueOffset in cmd/link/internal/wasm).
const (
	firstFunction = 0x1000
	resumeBits    = 16
)

// rewriteFunctions shortens the code of each function. The entry points, by
// the number of the function, are the resume points where the runtime may
// enter it, in addition to its start and the returns of calls.
func (m *module) rewriteFunctions(entryPoints map[int][]int) error {
	types := reader{b: m[typeSection]}
	types.uint()
	if string(types.take(len(goFunction))) != goFunction {
		return errors.New("wanted the type of Go's functions to be the first")
	}
	kinds, bodies := reader{b: m[functionSection]}, reader{b: m[codeSection]}
	count := bodies.uint()
	if kinds.uint() != count {
		return errors.New("wanted a type for each function")
	}
	out := appendUint(nil, count)
	for i := range count {
		body := bodies.take(bodies.uint())
		if kinds.uint() == 0 {
			var err error
			if body, err = rewriteFunction(body, firstFunction+i, entryPoints); err != nil {
				return err
			}
		}
		out = appendSized(out, body)
	}
	m[codeSection] = out
	return errors.Join(kinds.err, bodies.err)
}

func rewriteFunction(body []byte, number int, entryPoints map[int][]int) ([]byte, error) {
	groups, locals, code, err := readFunction(body)
	if err != nil {
		return nil, err
	}
	pcLocal := 1
	first := []byte(nil)
	if len(locals) > 0 && locals[0] == 1 && locals[1] == typeI32 { // a copy of the stack pointer
		pcLocal, first, locals = 2, locals[:2:2], locals[2:]
	}
	code = foldStackOffsets(code)
	f, err := readFlow(code, number<<resumeBits)
	if err != nil {
		return nil, err
	}
	if f != nil && f.markEntered(entryPoints[number]) {
		code = emit(newOrder(f), pcLocal)
		if f.calls {
			groups++
			first = append(first, 1, typeI64)
		}
	}
	return appendCode(append(append(appendUint(nil, groups), first...), locals...), code), nil
}

// readFunction reads the number of groups of local variables, the groups, and
// the code of a function.
func readFunction(body []byte) (groups int, locals []byte, code []instr, err error) {
	r := reader{b: body}
	groups = r.uint()
	rest := r.b
	for range groups {
		r.uint()
		r.byte()
	}
	if r.err != nil {
		return 0, nil, nil, r.err
	}
	code, err = readCode(r.b)
	return groups, rest[:len(rest)-len(r.b)], code, err
}
