package search

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/search"
)

// A language has a vocabulary: the words of the real posts in it, the most frequent
// first, and behind them words that look like these.
type language struct {
	tag   string
	words []string
	space string // between words
}

const (
	vocabulary   = 60_000 // words of a language
	subjectWords = 9
	bodyWords    = 180
	shareEnglish = 30 // per cent; the other languages share the rest
)

// A generator makes posts. The nth post is the same each time.
type generator struct {
	languages []language // English first
}

// newGenerator learns the languages of the posts in a directory.
func newGenerator(root string) (*generator, error) {
	b, err := board.Load(os.DirFS(filepath.Join(root, "testdata/posts")))
	if b == nil {
		return nil, err
	}
	texts := make(map[string]string)
	for p := range b.All() {
		lang, _, _ := strings.Cut(p.Lang, "-")
		if lang == "" {
			lang = "en"
		}
		texts[lang] += p.Subject + "\n" + p.Body + "\n"
	}
	g := new(generator)
	for lang, text := range texts {
		g.languages = append(g.languages, learn(lang, text))
	}
	slices.SortFunc(g.languages, func(a, b language) int {
		return strings.Compare(strings.TrimPrefix(a.tag, "en"), strings.TrimPrefix(b.tag, "en"))
	})
	if len(g.languages) < 6 || g.languages[0].tag != "en" {
		return nil, fmt.Errorf("testdata/posts: wanted posts in six languages at least, found %d", len(g.languages))
	}
	return g, nil
}

// learn makes the vocabulary of a language.
func learn(tag, text string) language {
	l := language{tag: tag, space: " "}
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) })
	if tag == "zh" || tag == "ja" {
		l.space = ""
		words = ofCharacters(words)
	}
	count := make(map[string]int)
	for _, w := range words {
		count[w]++
	}
	for w := range count {
		l.words = append(l.words, w)
	}
	slices.SortFunc(l.words, func(a, b string) int {
		if d := count[b] - count[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	r := rand.New(rand.NewPCG(1, uint64(len(text))))
	follow := make(map[string][]rune) // characters by the two before
	for _, w := range words {
		before := "\x02\x02"
		for _, c := range w + "\x03" {
			follow[before] = append(follow[before], c)
			before = before[len(string([]rune(before)[0])):] + string(c)
		}
	}
	characters := []rune(strings.Join(words, ""))
	for tries := 0; len(l.words) < vocabulary && tries < 4*vocabulary; tries++ {
		w := invent(r, follow)
		if l.space == "" {
			w = string(characters[r.IntN(len(characters))]) + string(characters[r.IntN(len(characters))])
		}
		if count[w] == 0 && w != "" {
			count[w]++
			l.words = append(l.words, w)
		}
	}
	return l
}

// ofCharacters cuts a text without spaces into words of two characters.
func ofCharacters(runs []string) (words []string) {
	for _, run := range runs {
		for pair := range slices.Chunk([]rune(run), 2) {
			words = append(words, string(pair))
		}
	}
	return words
}

// invent makes a word of characters that follow one another in real ones.
func invent(r *rand.Rand, follow map[string][]rune) string {
	before, word := []rune{2, 2}, []rune(nil)
	for len(word) < 18 {
		next := follow[string(before)]
		c := next[r.IntN(len(next))]
		if c == 3 {
			break
		}
		word, before = append(word, c), []rune{before[1], c}
	}
	return string(word)
}

// post makes the post at a place, in a language of its own.
func (g *generator) post(place int) search.Document {
	r := rand.New(rand.NewPCG(7, uint64(place)))
	l := g.languages[0]
	if r.IntN(100) >= shareEnglish {
		l = g.languages[1+r.IntN(len(g.languages)-1)]
	}
	ranks := rand.NewZipf(r, 1.12, 4, uint64(len(l.words)-1))
	text := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = l.words[ranks.Uint64()]
		}
		return strings.Join(words, l.space)
	}
	day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(place) * 10 * 365 * 24 * time.Hour / 1_000_000)
	subject := text(subjectWords)
	return search.Document{
		Card: search.Card{
			ID: fmt.Sprintf("%s-%s", day.Format(time.DateOnly), slug(subject)), Subject: subject, Date: day.Format(time.DateOnly),
			By: fmt.Sprint("Office ", r.IntN(30)), Lang: l.tag, Print: base64.RawURLEncoding.EncodeToString(binary.LittleEndian.AppendUint64(nil, r.Uint64())[:6]),
		},
		Text: text(bodyWords), Year: day.Year(),
		Tags: []string{fmt.Sprint("topic ", r.IntN(60))}, Authors: []string{fmt.Sprint("Office ", r.IntN(30))},
	}
}

func slug(subject string) string {
	return strings.ToLower(strings.Join(strings.Fields(subject)[:min(6, len(strings.Fields(subject)))], "-"))
}
