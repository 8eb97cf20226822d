package importer

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// An encoding is certain if the file declares it and can be decoded, or if
// the file is UTF-8. A detected encoding must satisfy these bounds.
const (
	enough    = 4   // letters beyond ASCII that are no accident in UTF-8
	sure      = 0.9 // how sure of itself a detector must be to be believed
	headBytes = 4 << 10
)

// decode decodes the source, or reports that it cannot.
func (r *reader) decode(src []byte, declared string) bool {
	name, why := r.encodingOf(src, declared)
	if name == "" {
		r.fileError("wanted a file that says its encoding, found none that is sure: give it with -charset")
		return false
	}
	codec, known := lookup(name)
	if !known {
		r.fileError("wanted an encoding that browsers know, found %q", name)
		return false
	}
	text, err := codec.NewDecoder().Bytes(src)
	if err != nil {
		r.fileError("wanted %s, found: %v", name, err)
		return false
	}
	r.setText(strings.ToValidUTF8(string(text), "\ufffd"))
	if why != "" {
		r.at(0, board.Guessed, "%s: it was read as %s", why, name)
	}
	if bad := strings.IndexRune(r.text, utf8.RuneError); bad >= 0 && !bytes.Contains(src, []byte("\ufffd")) {
		r.at(bad, board.Guessed, "wanted %s, found bytes that are none", name)
	}
	r.dropControls()
	return true
}

// encodingOf returns the encoding of a file, and a reason if the file declares
// another.
func (r *reader) encodingOf(src []byte, declared string) (name, why string) {
	if r.Charset != "" {
		return r.Charset, ""
	}
	if mark := byteOrderMark(src); mark != "" {
		return mark, disagreement(declared, mark)
	}
	_, known := lookup(declared)
	switch isUTF8, letters := utf8.Valid(src), beyondASCII(src); {
	case isUTF8 && (letters == 0 || letters >= enough || declared == ""):
		if letters == 0 {
			return "utf-8", ""
		}
		return "utf-8", disagreement(declared, "utf-8")
	case known && decodes(src, declared):
		return declared, ""
	case isUTF8:
		return "utf-8", disagreement(declared, "utf-8")
	}
	if guess := chardet.Detect(src); guess.Confidence >= sure && decodes(src, guess.Encoding) {
		return guess.Encoding, "wanted the right encoding, found " + declaration(declared)
	}
	if isWestern(src) && (!known || canonical(declared) == "utf-8") {
		return "windows-1252", "wanted the right encoding, found " + declaration(declared)
	}
	if known {
		return declared, ""
	}
	return "", ""
}

// elsewhereRE matches a language that is not written in windows-1252.
var elsewhereRE = regexp.MustCompile(`(?i)(?:<(?:dc:)?language>|\blang\s*=\s*["'])\s*(?:pl|cs|sk|hu|hr|sl|sr|ro|tr|az|lt|lv|mt|ru|uk|be|bg|mk|mn|kk|el|he|ar|fa|ko|ja|zh|th|vi)\b`)

// isWestern reports whether a file that is not UTF-8 has letters beyond ASCII
// as western European languages have them: one at a time, between others. A
// feed needs only one of them, since XML without a declaration is UTF-8 and
// nothing else; a page needs several.
func isWestern(src []byte) bool {
	all, alone := 0, 0
	for i, c := range src {
		if strings.IndexByte("\x81\x8d\x8f\x90\x9d", c) >= 0 { // not in windows-1252
			return false
		}
		if isLetter(c) {
			all++
			if (i == 0 || !isLetter(src[i-1])) && (i+1 == len(src) || !isLetter(src[i+1])) {
				alone++
			}
		}
	}
	if kindOf(string(src)) == 'h' && all < enough || elsewhereRE.Match(src[:min(len(src), headBytes)]) {
		return false
	}
	return alone*10 >= all*9
}

// isLetter reports whether a byte is a letter beyond ASCII in windows-1252;
// smaller ones are punctuation.
func isLetter(c byte) bool { return c >= 0xc0 }

// byteOrderMark returns the encoding that a byte order mark declares.
func byteOrderMark(src []byte) string {
	for mark, name := range map[string]string{"\xef\xbb\xbf": "utf-8", "\xff\xfe": "utf-16le", "\xfe\xff": "utf-16be"} {
		if bytes.HasPrefix(src, []byte(mark)) {
			return name
		}
	}
	return ""
}

func disagreement(declared, found string) string {
	if declared == "" || canonical(declared) == canonical(found) || found == "utf-16le" && strings.EqualFold(declared, "utf-16") {
		return ""
	}
	return "wanted the right encoding, found " + declaration(declared)
}

func declaration(declared string) string {
	if declared == "" {
		return "none"
	}
	return `"` + declared + `"`
}

func beyondASCII(src []byte) (n int) {
	for _, c := range src {
		if c >= 0xc0 { // what begins a letter in UTF-8
			n++
		}
	}
	return n
}

// charsetAliases are names of encodings that the WHATWG standard lacks.
var charsetAliases = map[string]string{
	"cp949": "euc-kr", "ms949": "euc-kr", "uhc": "euc-kr", "x-windows-949": "euc-kr",
	"cp936": "gbk", "ms936": "gbk", "cp932": "shift_jis", "utf8": "utf-8", "unicode": "utf-16le",
}

// KnownCharset reports whether an [Importer] can decode an encoding.
func KnownCharset(name string) bool {
	_, known := lookup(name)
	return known
}

// lookup returns the encoding of a name.
func lookup(name string) (encoding.Encoding, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if alias, ok := charsetAliases[name]; ok {
		name = alias
	}
	codec, canonical := charset.Lookup(name)
	return codec, codec != nil && canonical != "replacement"
}

// canonical returns the name of an encoding in the WHATWG standard.
func canonical(name string) string {
	if alias, ok := charsetAliases[strings.ToLower(name)]; ok {
		name = alias
	}
	_, canonical := charset.Lookup(name)
	return canonical
}

func decodes(src []byte, name string) bool {
	codec, known := lookup(name)
	if !known {
		return false
	}
	text, err := codec.NewDecoder().Bytes(src)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

var (
	xmlDeclRE = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']`)
	metaRE    = regexp.MustCompile(`(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)`)
)

// declaredIn returns the encoding that a file declares.
func declaredIn(src []byte) string {
	head := bytes.TrimPrefix(src[:min(len(src), headBytes)], []byte("\ufeff"))
	for _, re := range []*regexp.Regexp{xmlDeclRE, metaRE} {
		if m := re.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// dropControls removes control characters, which no format allows, and the
// byte order mark.
func (r *reader) dropControls() {
	first := strings.IndexFunc(r.text, isControl)
	if first >= 0 {
		r.at(first, board.LeftOut, "wanted text, found control characters: they were left out")
	}
	clean := strings.Map(func(c rune) rune {
		if isControl(c) {
			return -1
		}
		return c
	}, r.text)
	r.setText(strings.TrimPrefix(clean, "\ufeff"))
}

func isControl(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f || c == 0xfffe || c == 0xffff
}
