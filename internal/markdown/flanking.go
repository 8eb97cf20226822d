package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A side is what stands right before or right after a run of *, _ or ~, as far
// as it decides whether the run can open or close emphasis.
type side struct{ space, punct, cjk bool }

// flanks reports whether a run is left-flanking and whether it is
// right-flanking: CommonMark § 6.2 with the CJK-friendly amendments
// (github.com/tats-u/markdown-cjk-friendly, specification.md § 6.2). Chinese,
// Japanese and Korean put no space between words, so CommonMark alone does not
// let **来週です。** end before a letter.
func flanks(before, after side) (left, right bool) {
	free := before.space || after.space || before.punct && after.punct || before.cjk || after.cjk
	left = !after.space && (!after.punct || free)
	right = !before.space && (!before.punct || free)
	return left, right
}

// sideAfter is the side that the rest of the line begins with. The end of the
// line counts as white space.
func sideAfter(rest []byte) side {
	r := ' '
	if len(rest) > 0 {
		r, _ = utf8.DecodeRune(rest)
	}
	return sideOf(r)
}

// sideBefore is the side that ends where the reader stands.
func sideBefore(r text.Reader) side {
	last := r.PrecendingCharacter()
	switch {
	case '\ufe00' <= last && last < '\ufe0f':
		return variantBefore(r, last)
	case 0xe0100 <= last && last <= 0xe01ef: // an ideographic variation selector
		return side{cjk: true}
	}
	return sideOf(last)
}

// variantBefore is the side that ends with a variation selector: it changes how
// the character before it looks, and is none itself. U+FE0F, which makes an
// emoji, is not among those selectors.
func variantBefore(r text.Reader, selector rune) side {
	_, here := r.Position()
	before := r.Source()[:here.Start]
	base, _ := utf8.DecodeLastRune(before[:len(before)-utf8.RuneLen(selector)])
	s := sideOf(base)
	switch base {
	case '‘', '’', '“', '”': // U+FE01 makes them as wide as an ideograph
		s.cjk = selector == '\ufe01'
	}
	return s
}

func sideOf(r rune) side {
	return side{space: util.IsSpaceRune(r), punct: util.IsPunctRune(r), cjk: isCJK(r)}
}

// isCJK reports whether r is a CJK character in the sense of the amendments
// (§ 2.1): wide, full-width or half-width (Unicode Standard Annex 11) and not
// shown as an emoji, or of the script Hangul.
func isCJK(r rune) bool { return r >= 0x1100 && unicode.Is(cjk, r) }

// cjk is the characters of isCJK as of Unicode 17. Its ranges run over code
// points that are not assigned.
var cjk = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x1100, 0x11ff, 1}, // Hangul letters
		{0x20a9, 0x20a9, 1}, // the won sign
		{0x2329, 0x232a, 1},
		{0x2630, 0x2637, 1}, // trigrams
		{0x268a, 0x268f, 1},
		{0x2e80, 0x303e, 1}, // radicals, punctuation
		{0x3041, 0x3247, 1}, // kana, bopomofo, Hangul, enclosed letters
		{0x3250, 0xa4cf, 1}, // ideographs, Yi
		{0xa960, 0xa97f, 1}, // more Hangul letters
		{0xac00, 0xd7ff, 1}, // Hangul syllables
		{0xf900, 0xfaff, 1}, // compatibility ideographs
		{0xfe10, 0xfe19, 1}, // vertical forms
		{0xfe30, 0xfe6f, 1},
		{0xff01, 0xffee, 1}, // full-width and half-width forms
	},
	R32: []unicode.Range32{
		{0x16fe0, 0x18dff, 1}, // Tangut, Khitan
		{0x1aff0, 0x1b2ff, 1}, // more kana, Nushu
		{0x1d300, 0x1d376, 1}, // hexagrams, counting rods
		{0x1f200, 0x1f200, 1}, // enclosed ideographs, but not those shown as emoji
		{0x1f202, 0x1f219, 1},
		{0x1f21b, 0x1f22e, 1},
		{0x1f230, 0x1f231, 1},
		{0x1f237, 0x1f237, 1},
		{0x1f23b, 0x1f248, 1},
		{0x1f260, 0x1f265, 1},
		{0x20000, 0x3fffd, 1}, // supplementary ideographs
	},
}
