package weburl

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// isHost reports whether s is a domain name, or an IP address in its common
// notation, with or without a port.
func isHost(s string) bool {
	host, port, _ := strings.Cut(s, ":")
	if strings.HasPrefix(s, "[") {
		end := strings.LastIndexByte(s, ']') + 1
		host, port = s[:end], strings.TrimPrefix(s[end:], ":")
		return len(host) > 2 && strings.Trim(host[1:end-1], "0123456789abcdefABCDEF:.") == "" && isPort(port)
	}
	host = strings.TrimSuffix(host, ".")
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || strings.ContainsFunc(label, notInLabel) {
			return false
		}
	}
	return isPort(port) && (!endsInNumber(host) || isQuad(host))
}

func isPort(s string) bool {
	if s == "" {
		return true
	}
	_, err := strconv.ParseUint(s, 10, 16)
	return err == nil
}

// endsInNumber reports whether browsers read a host as an IPv4 address in any of
// the notations of C (WHATWG URL § 3.5): 0x7f.1 is 127.0.0.1.
func endsInNumber(host string) bool {
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	digits, hex := strings.CutPrefix(last, "0x")
	return hex && strings.Trim(digits, "0123456789abcdef") == "" || strings.Trim(last, "0123456789") == ""
}

// isQuad reports whether a host is an IPv4 address of four decimal numbers.
func isQuad(host string) bool {
	parts := strings.Split(host, ".")
	return len(parts) == 4 && !slices.ContainsFunc(parts, func(part string) bool {
		n, err := strconv.ParseUint(part, 10, 8)
		return err != nil || strconv.FormatUint(n, 10) != part
	})
}

func notInLabel(r rune) bool {
	if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' { // by far the most
		return false
	}
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) || unicode.Is(compatible, r)
}

// compatible are the letters and digits that browsers replace by plain ones
// (Unicode's compatibility mappings): ｅ, 𝐞, ℯ, ⓔ, ﬁ.
var compatible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xaa, Hi: 0xba, Stride: 0x10}, {Lo: 0x17f, Hi: 0x17f, Stride: 1}, {Lo: 0x2070, Hi: 0x218f, Stride: 1},
		{Lo: 0x2460, Hi: 0x24ff, Stride: 1}, {Lo: 0x3200, Hi: 0x33ff, Stride: 1}, {Lo: 0xf900, Hi: 0xfdff, Stride: 1},
		{Lo: 0xfe70, Hi: 0xffef, Stride: 1},
	},
	R32:         []unicode.Range32{{Lo: 0x1d400, Hi: 0x1d7ff, Stride: 1}, {Lo: 0x1f100, Hi: 0x1f2ff, Stride: 1}},
	LatinOffset: 1,
}
