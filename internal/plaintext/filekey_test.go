//go:build !js

package plaintext_test

import (
	"testing"

	"github.com/boardview/board/internal/plaintext"
)

// TestFileKey: names have one key if some disk takes them for one, and only then.
func TestFileKey(t *testing.T) {
	for _, c := range []struct {
		why  string
		a, b string
		same bool
	}{
		{"the key of lower-case ASCII is the name", "a-1", plaintext.FileKey("a-1"), true},
		{"case", "Éa", "éA", true},
		{"an accent as a character", "é", "e\u0301", true},
		{"two accents in either order", "a\u0323\u0307", "a\u0307\u0323", true},
		{"an accent is more than none", "é", "e", false},
		{"a long s", "ſ", "s", true},
		{"the Kelvin sign", "\u212a", "k", true},
		{"a final sigma", "λόγος", "ΛΌΓΟΣ", true},
		{"a sharp s in capitals", "straße", "STRASSE", true},
		{"a ligature", "ﬁn", "fin", true},
		{"an i with a dot", "İzmir", "izmir", true},
		{"an i without", "ısı", "ISI", true},
		{"a syllable of Hangul", "가", "\u1100\u1161", true},
		{"a selector of a form", "a\ufe0f", "a", true},
		{"a joiner", "a\u200db", "ab", true},
		{"characters that look alike", "а", "a", false},
		{"a superscript is a file of its own", "x²", "x2", false},
		{"so is a wide letter", "ａ", "a", false},
	} {
		if same := plaintext.FileKey(c.a) == plaintext.FileKey(c.b); same != c.same {
			t.Errorf("%s: %q and %q have one key: %t", c.why, c.a, c.b, same)
		}
	}
}
