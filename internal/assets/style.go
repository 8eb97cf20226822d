package assets

import "regexp"

// MaxStyleSheet is how much of a style sheet is read, in bytes.
const MaxStyleSheet = 1 << 20

// stylePattern is what a style sheet refers to: url(…), and @import with a string
// (CSS Syntax 3 § 4.3.6, CSS Cascade 5 § 2).
const stylePattern = `(?i)url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')`

// AddStyleSheet adds what a style sheet in a folder refers to. Those that it
// imports are not read in turn.
func (r *References) AddStyleSheet(folder, css string) {
	re := regexp.MustCompile(stylePattern) // here, so that the engine has no table for it
	for _, m := range re.FindAllStringSubmatch(css, -1) {
		r.Add(folder, m[1]+m[2]+m[3]+m[4]+m[5])
	}
}
