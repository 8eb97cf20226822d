package main

import "errors"

// goFunction is the type of the functions that Go's compiler makes: they
// take the place to start at, and tell whether they unwind. It is the first
// type.
const goFunction = "\x60\x01\x7f\x01\x7f"

// firstFunction is the number that Go's runtime knows the module's first
// function by (cmd/link/internal/wasm: funcValueOffset). A program counter
// is a function's number, shifted, and a place in the function.
const (
	firstFunction = 0x1000
	placeBits     = 16
)

// shortenFunctions shortens the code of each function. The entries are the
// places that the runtime enters some at.
func (m *module) shortenFunctions(entries map[int][]int) error {
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
			if body, err = shortenFunction(body, firstFunction+i, entries); err != nil {
				return err
			}
		}
		out = appendSized(out, body)
	}
	m[codeSection] = out
	return errors.Join(kinds.err, bodies.err)
}

func shortenFunction(body []byte, number int, entries map[int][]int) ([]byte, error) {
	groups, locals, code, err := readFunction(body)
	if err != nil {
		return nil, err
	}
	local := 1
	first := []byte(nil)
	if len(locals) > 0 && locals[0] == 1 && locals[1] == typeI32 { // a copy of the stack pointer
		local, first, locals = 2, locals[:2:2], locals[2:]
	}
	code = shortenAddresses(code)
	f, err := takeApart(code, number<<placeBits)
	if err != nil {
		return nil, err
	}
	if f != nil && f.enter(entries[number]) {
		code = putTogether(newOrder(f), local)
		if f.calls {
			groups++
			first = append(first, 1, typeI64)
		}
	}
	return appendCode(append(append(appendUint(nil, groups), first...), locals...), code), nil
}

// readFunction reads how many groups of local variables a function has,
// these, and its code.
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
