package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"maps"
	"strings"
)

// Sections of a WebAssembly module (WebAssembly Core § 5.5).
const (
	customSection = 0
	importSection = 2
	codeSection   = 10
)

// packageSizes sums up the machine code of each package, by the names of
// functions that the linker leaves in a custom section (WebAssembly Core,
// appendix "Name Section") and slim removes. It leaves out small packages.
func packageSizes(module []byte) map[string]int {
	sections := make(map[byte]*bytes.Reader)
	for r := bytes.NewReader(module[len("\x00asm\x01\x00\x00\x00"):]); r.Len() > 0; {
		id, _ := r.ReadByte()
		body := bytes.NewReader(vector(r))
		if id != customSection || string(vector(body)) == "name" {
			sections[id] = body
		}
	}
	code, names := sections[codeSection], functionNames(sections[customSection])
	sizes := make(map[string]int)
	imported := number(sections[importSection])
	for i := range number(code) {
		sizes["package "+packageOf(names[imported+i])] += len(vector(code))
	}
	maps.DeleteFunc(sizes, func(_ string, size int) bool { return size < 20_000 })
	return sizes
}

func functionNames(section *bytes.Reader) map[int]string {
	names := make(map[int]string)
	const functions = 1
	for section.Len() > 0 {
		kind, _ := section.ReadByte()
		r := bytes.NewReader(vector(section))
		for n := number(r); kind == functions && n > 0; n-- {
			i := number(r)
			names[i] = string(vector(r))
		}
	}
	return names
}

// number and vector read a number, and bytes with their number in front. They
// trust the linker: where it is wrong, the sizes are.
func number(r *bytes.Reader) int {
	n, _ := binary.ReadUvarint(r)
	return int(n)
}

func vector(r *bytes.Reader) []byte {
	b := make([]byte, number(r))
	io.ReadFull(r, b)
	return b
}

// packageOf returns github.com/boardview_board for
// github.com_boardview_board.__Post_.fill. Only the first element of an
// import path may contain a dot.
func packageOf(name string) string {
	domain, rest, found := strings.Cut(name, ".")
	if top, rest, inPath := strings.Cut(rest, "_"); found && inPath && (top == "com" || top == "org") {
		path, _, _ := strings.Cut(rest, ".")
		return domain + "." + top + "/" + path
	}
	return domain
}
