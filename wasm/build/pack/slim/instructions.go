package slim

import (
	"errors"
	"fmt"
	"math"
)

// Opcodes (WebAssembly Core § 5.4).
const (
	opUnreachable = 0x00
	opBlock       = 0x02
	opLoop        = 0x03
	opIf          = 0x04
	opEnd         = 0x0b
	opBr          = 0x0c
	opBrIf        = 0x0d
	opBrTable     = 0x0e
	opReturn      = 0x0f
	opCall        = 0x10
	opLocalGet    = 0x20
	opLocalSet    = 0x21
	opLocalTee    = 0x22
	opGlobalGet   = 0x23
	opI32Load     = 0x28
	opI32Store    = 0x36
	opI64Store    = 0x37
	opI32Const    = 0x41
	opI64Const    = 0x42
	opI32Eqz      = 0x45
	opI64Ne       = 0x52
	opI32Add      = 0x6a
	opI32LtU      = 0x49
	opI64Add      = 0x7c
	opI32WrapI64  = 0xa7
	opI64ExtendU  = 0xad // i64.extend_i32_u
	opPrefix      = 0xfc // the opcode goes on in the next bytes

	typeI32 = 0x7f
	typeI64 = 0x7e
)

// An instr is one instruction. Its number n is the index of a local variable
// or a label, a constant, or the offset of a load or store.
type instr struct {
	op  byte
	n   int
	raw []byte
}

func plain(op byte) instr { return instr{op, 0, []byte{op}} }

func numbered(op byte, n int) instr { return instr{op, n, appendUint([]byte{op}, n)} }

func i64Const(n int) instr { return instr{opI64Const, n, appendInt([]byte{opI64Const}, n)} }

func i32Const(n int) instr { return instr{opI32Const, n, appendInt([]byte{opI32Const}, n)} }

// opening opens a block, a loop or an if without parameters and results.
func opening(op byte) instr {
	const noType = 0x40
	return instr{op, 0, []byte{op, noType}}
}

// access loads or stores 4 bytes.
func access(op byte, offset int) instr {
	const alignment = 2 // as a power of two
	return instr{op, offset, appendUint([]byte{op, alignment}, offset)}
}

func appendCode(b []byte, code []instr) []byte {
	for _, in := range code {
		b = append(b, in.raw...)
	}
	return b
}

// readCode reads the instructions of a function.
func readCode(b []byte) (code []instr, err error) {
	r := &reader{b: b}
	for len(r.b) > 0 {
		start := r.b
		op := r.byte()
		n, err := r.immediates(op)
		if err != nil {
			return nil, err
		}
		code = append(code, instr{op, n, start[:len(start)-len(r.b)]})
	}
	return code, nil
}

// immediates reads what follows an opcode, for the opcodes that Go's compiler
// emits.
func (r *reader) immediates(op byte) (n int, err error) {
	switch {
	case op <= 0x01, op == opEnd, op == opReturn, op == 0x1a, op == 0x1b, 0x45 <= op && op <= 0xc4:
	case op <= opIf:
		r.byte()
	case op == opBr, op == opBrIf, op == opCall, opLocalGet <= op && op <= 0x24, op == 0x3f, op == 0x40:
		n = r.uint()
	case op == opBrTable:
		for range r.uint() + 1 {
			r.uint()
		}
	case op == 0x11, isMemory(op): // call_indirect has two numbers, too
		r.uint()
		n = r.upTo(math.MaxUint32)
	case op == opI32Const, op == opI64Const:
		n = r.int()
	case op == 0x43: // f32.const
		r.take(4)
	case op == 0x44: // f64.const
		r.take(8)
	case op == opPrefix:
		return 0, r.prefixed()
	default:
		return 0, fmt.Errorf("found the opcode %#x, which Go's compiler does not emit", op)
	}
	return n, r.err
}

// prefixed reads the rest of a saturating conversion or of an instruction on
// bulk memory.
func (r *reader) prefixed() error {
	switch op := r.uint(); {
	case op <= 7:
	case op == 10: // memory.copy
		r.take(2)
	case op == 11: // memory.fill
		r.take(1)
	default:
		return errors.New("found an opcode of several bytes that Go's compiler does not emit")
	}
	return r.err
}

// isMemory reports whether op is a load or a store.
func isMemory(op byte) bool { return opI32Load <= op && op <= 0x3e }

// stackEffect returns how many values an instruction pops from the stack and
// pushes onto it. Instructions that may do more than that, such as calls and
// branches, are not known.
func stackEffect(op byte) (pops, pushes int, known bool) {
	switch {
	case op == opLocalGet, op == opGlobalGet, opI32Const <= op && op <= 0x44:
		return 0, 1, true
	case op == opLocalTee, opI32Load <= op && op < opI32Store, isUnary(op):
		return 1, 1, true
	case op == opLocalSet, op == 0x24, op == 0x1a: // global.set, drop
		return 1, 0, true
	case op == 0x1b: // select
		return 3, 1, true
	case isMemory(op):
		return 2, 0, true
	case 0x46 <= op && op <= 0xa6:
		return 2, 1, true
	}
	return 0, 0, false
}

// isUnary reports whether op is arithmetic with one operand.
func isUnary(op byte) bool {
	switch {
	case op == opI32Eqz, op == 0x50: // i64.eqz
	case 0x67 <= op && op <= 0x69, 0x79 <= op && op <= 0x7b: // clz, ctz, popcnt
	case 0x8b <= op && op <= 0x91, 0x99 <= op && op <= 0x9f: // abs to sqrt
	case opI32WrapI64 <= op && op <= 0xc4: // conversions
	default:
		return false
	}
	return true
}
