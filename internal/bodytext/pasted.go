package bodytext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
)

// Pasted recognises a block, lines without a blank one, that a word processor
// wrote, and returns it as the Markdown that looks the same. Guess says what
// the block was taken for, and is empty if it is Markdown already.
func Pasted(lines []string) (markdown []string, guess string) {
	switch {
	case len(lines) == 0:
	case isBulleted(lines):
		return list(lines), "bullets of a word processor: they are shown as a list"
	case isIndentedProse(lines):
		return unindented(lines), "a paragraph that a tab indents: it is shown as a paragraph, not as code"
	case isAddress(lines):
		return broken(lines), "a block of short lines: each is shown on a line of its own"
	}
	return nil, ""
}

// The bullets that word processors write: those that mean nothing else, and
// those that are bullets only in front of a tab. The last two of the former are
// in the private use area: fonts such as Symbol have bullets there.
const (
	bullets    = "•◦‣▪■□●○➢✓\uf0b7\uf0a7"
	tabBullets = bullets + "·–—-o§*"
)

// cutBullet cuts a bullet off a line, with the space around it.
func cutBullet(line string) (bullet rune, text string, ok bool) {
	line = strings.TrimLeftFunc(line, isIndent)
	bullet, size := utf8.DecodeRuneInString(line)
	text = strings.TrimLeftFunc(line[size:], isIndent)
	if text == "" || text == line[size:] {
		return 0, "", false
	}
	set := bullets
	if strings.HasPrefix(line[size:], "\t") {
		set = tabBullets
	}
	return bullet, text, strings.ContainsRune(set, bullet)
}

func isIndent(r rune) bool { return r == ' ' || r == '\t' || r == '\u00a0' }

// isBulleted reports whether a line begins with a bullet, and not all of them
// are Markdown's.
func isBulleted(lines []string) bool {
	for _, l := range lines {
		if bullet, _, ok := cutBullet(l); ok && (bullet != '-' && bullet != '*' || strings.HasPrefix(l, "\t")) {
			return true
		}
	}
	return false
}

// list replaces bullets by Markdown's. Each kind of bullet is a level of the
// list, in the order in which they appear.
func list(lines []string) (markdown []string) {
	var levels []rune
	for _, l := range lines {
		bullet, text, ok := cutBullet(l)
		if !ok {
			markdown = append(markdown, l)
			continue
		}
		level := 0
		for level < len(levels) && levels[level] != bullet {
			level++
		}
		if level == len(levels) {
			levels = append(levels, bullet)
		}
		markdown = append(markdown, strings.Repeat("  ", level)+"- "+text)
	}
	return markdown
}

// isIndentedProse reports whether one tab indents each line, and each is a
// sentence or more. Markdown would show them as code.
func isIndentedProse(lines []string) bool {
	for _, l := range lines {
		text, ok := strings.CutPrefix(l, "\t")
		if first, _ := utf8.DecodeRuneInString(text); !ok || plaintext.IsSpace(first) || !isSentence(text) {
			return false // two tabs are more than a first-line indent
		}
	}
	return true
}

// isSentence reports whether a line has words, no character of a programming
// language, and the end of a sentence.
func isSentence(text string) bool {
	text = strings.TrimSpace(text)
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	const enough = 30
	return utf8.RuneCountInString(text) >= enough && (unicode.IsLetter(first) || strings.ContainsRune("“«„\"(", first)) &&
		strings.ContainsRune(".!?…:;,。！？”»\")", last) && !strings.ContainsAny(text, "{}<>=|`\\$") && !strings.HasSuffix(text, ");")
}

func unindented(lines []string) (markdown []string) {
	for _, l := range lines {
		markdown = append(markdown, strings.TrimPrefix(l, "\t"))
	}
	return markdown
}

// Bounds of an address block: its lines, and their characters.
const (
	addressLines = 3
	addressMost  = 12
	addressWidth = 45
)

// isAddress reports whether a block is the kind that people write line by line:
// short lines that each begin like a name, and no sentence.
func isAddress(lines []string) bool {
	if len(lines) < addressLines || len(lines) > addressMost {
		return false
	}
	for i, l := range lines {
		text := strings.TrimSpace(l)
		if l != strings.TrimLeft(l, " \t") || utf8.RuneCountInString(text) > addressWidth || !beginsName(text) {
			return false
		}
		if end := text[len(text)-1:]; strings.HasSuffix(l, "  ") || end == `\` || i < len(lines)-1 && strings.ContainsAny(end, ".!?;:") || strings.HasSuffix(text, "。") {
			return false
		}
	}
	return true
}

// beginsName reports whether a line of an address may begin like this: with a
// capital letter or a letter of a script without capitals, a number that is no
// list item, or as a whole with an e-mail or web address.
func beginsName(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.IsDigit(first) || first == '+' && len(text) > 1 && text[1] != ' ' {
		size, _ := marker(text)
		return size == 0
	}
	word, _, _ := strings.Cut(text, " ")
	return unicode.IsLetter(first) && !unicode.IsLower(first) && !strings.Contains(text, "|") ||
		strings.Contains(word, "@") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "http")
}

func broken(lines []string) (markdown []string) {
	for i, l := range lines {
		if i < len(lines)-1 {
			l = strings.TrimRight(l, " ") + "  "
		}
		markdown = append(markdown, l)
	}
	return markdown
}
