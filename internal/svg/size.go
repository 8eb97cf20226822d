package svg

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Size reads the width and height of a picture that [Sanitize] has returned, in
// CSS pixels: what it says, or else the shape of its view box (SVG 2 § 8.2). They
// are zero if neither can be read.
func Size(picture []byte) (width, height int) {
	in := html.NewTokenizer(bytes.NewReader(picture))
	for in.Next() != html.ErrorToken {
		t := in.Token()
		if t.Data != "svg" {
			continue
		}
		values := make(map[string]string)
		for _, a := range t.Attr {
			values[a.Key] = a.Val
		}
		w, h := pixels(values["width"]), pixels(values["height"])
		if box := strings.FieldsFunc(values["viewbox"], func(r rune) bool { return r == ' ' || r == ',' }); (w == 0 || h == 0) && len(box) == 4 {
			w, h = pixels(box[2]), pixels(box[3])
		}
		if w > 0 && h > 0 {
			return w, h
		}
		break
	}
	return 0, 0
}

// pixels reads a length in pixels; 0 if it is in another unit.
func pixels(length string) int {
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(length), "px"), 64)
	if err != nil || !(n >= 0.5 && n < 1e5) {
		return 0
	}
	return int(math.Round(n))
}
