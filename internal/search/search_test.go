package search

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestWords holds folding and splitting to testdata/words.txt, which the browser's
// tests read, too.
func TestWords(t *testing.T) {
	eachVector(t, "testdata/words.txt", func(text string) string {
		return strings.ReplaceAll(strings.Join(Terms(text), " "), "\x00", "")
	})
}

// TestParse holds queries to testdata/queries.txt, which the browser's tests read, too.
func TestParse(t *testing.T) {
	eachVector(t, "testdata/queries.txt", func(text string) string { return Parse(text).describe() })
}

// TestPassage holds passages to testdata/passages.txt, which the browser's tests
// read, too: a query, and a text.
func TestPassage(t *testing.T) {
	eachVector(t, "testdata/passages.txt", func(line string) string {
		query, text, _ := strings.Cut(line, " | ")
		p := PassageOf(text, Parse(query))
		for _, at := range slices.Backward(p.Marks) {
			p.Text = p.Text[:at[0]] + "[" + p.Text[at[0]:at[1]] + "]" + p.Text[at[1]:]
		}
		return p.Text
	})
}

// eachVector reads a file of lines "text → result", with a comment that says why
// above them.
func eachVector(t *testing.T, name string, result func(text string) string) {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	lines := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	for i, line := range lines {
		text, want, ok := strings.Cut(line, " → ")
		if !ok {
			if !strings.HasPrefix(line, "#") && line != "" {
				t.Errorf("%s:%d: wanted a comment or a case with →, found %q", name, i+1, line)
			}
			continue
		}
		n++
		got := result(text)
		if lines[i] = text + " → " + got; got != want && !*update {
			t.Errorf("%s:%d: %s\n got %s\nwant %s", name, i+1, text, got, want)
		}
	}
	if n == 0 {
		t.Errorf("%s: wanted cases, found none", name)
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// describe writes a query as testdata/queries.txt has it.
func (q Query) describe() string {
	var parts []string
	for i, w := range slices.Concat(q.Words, q.Not) {
		part := strings.Join(w.Terms, "+")
		if w.Phrase {
			part = `"` + strings.Join(w.Terms, " ") + `"`
		}
		if i >= len(q.Words) {
			part = "-" + part
		}
		parts = append(parts, part)
	}
	for name, value := range map[string]string{"tag": q.Tag} {
		if value != "" {
			parts = append(parts, name+"="+value)
		}
	}
	if q.Author != "" {
		parts = append(parts, "by="+q.Author)
	}
	if q.Year != "" {
		parts = append(parts, "year="+q.Year)
	}
	return strings.Join(parts, " ")
}

// TestCards: a card is read as it was written, whatever its ID is.
func TestCards(t *testing.T) {
	for _, want := range []Card{
		{},
		{ID: "2026-11-26-fair-in-geneve", Subject: "Fair in Geneve – the first", Date: "2026-11-26T10:00:00Z", Lang: "en"},
		{ID: "2026-11-26-会议", Subject: "会议。通知", Date: "2026-11-26"},
		{ID: "x", Subject: "Another", By: "A, B", Label: "Nov 26"},
		{ID: "-", Subject: "", Date: ""},
	} {
		if got := readCard(want.json()); got != want {
			t.Errorf("%s is read as %+v, want %+v", want.json(), got, want)
		}
	}
}

// A corpus makes random posts of a small vocabulary in several scripts, so that
// every query finds some.
type corpus struct {
	*rand.Rand
	words []string
}

func newCorpus(seed uint64) corpus {
	c := corpus{Rand: rand.New(rand.NewPCG(seed, 1))}
	for _, base := range strings.Fields("school visit minister güvenlik İstanbul ещё безопасность التعاون والتعاون مجلس 国会议长 의장 国会 қауіпсіздік аюулгүй école") {
		c.words = append(c.words, base)
		for _, end := range []string{"a", "s", "ing", "lar", "ion"} {
			c.words = append(c.words, base+end)
		}
	}
	for i := range 400 {
		c.words = append(c.words, fmt.Sprintf("w%xq%d", i*7919, i%13))
	}
	return c
}

func (c corpus) word() string {
	n := c.IntN(len(c.words))
	return c.words[n*c.IntN(len(c.words))/len(c.words)] // the first ones are common
}

func (c corpus) text(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = c.word()
	}
	return strings.Join(words, " ")
}

func (c corpus) document(id int) Document {
	return Document{
		Card: Card{ID: fmt.Sprintf("post-%d", id), Subject: c.text(3), Date: "2026-11-26"}, Text: c.text(20), Year: 2000 + id/40,
		Tags: []string{c.words[c.IntN(4)]}, Authors: []string{"Office " + c.words[c.IntN(3)]},
	}
}

// indexOf indexes documents; one without an ID is a gap.
func indexOf(docs []Analysed) *Index {
	x := NewIndex()
	for _, d := range docs {
		x.Add(d)
	}
	return x
}

// write returns the files of an index as a file system.
func write(t testing.TB, x *Index, limits limits) fstest.MapFS {
	t.Helper()
	files, err := x.filesWithin(limits, nil)
	if err != nil {
		t.Fatal(err)
	}
	tree := make(fstest.MapFS)
	for _, f := range files {
		tree[f.Name] = &fstest.MapFile{Data: f.Content}
	}
	return tree
}

// scan is what a query must find: it looks at every post. Only the choice of words
// that a misspelt one stands for needs all of them.
func scan(analysed []Analysed, q Query) (hits []Hit) {
	vocabulary := make(map[string]bool)
	for _, a := range analysed {
		for term := range a.terms {
			vocabulary[term] = true
		}
	}
	accepted := make(map[string]func(string) bool)
	for _, w := range q.Words {
		for _, term := range w.Terms {
			accepted[term] = acceptable(vocabulary, w, term)
		}
	}
	for place, a := range slices.Backward(analysed) {
		weight, ok := 0, a.ID != "" && (q.Year == "" || fmt.Sprint(a.Year) == q.Year)
		for _, w := range q.Words {
			for _, term := range w.Terms {
				found := false
				inSubject := false
				for mine, subject := range a.terms {
					if accepted[term](mine) {
						found, inSubject = true, inSubject || subject
					}
				}
				ok = ok && found
				if inSubject {
					weight++
				}
			}
		}
		for _, w := range q.Not {
			all := !w.Phrase || len(w.Terms) == 1
			for _, term := range w.Terms {
				if _, found := a.terms[term]; !found {
					all = false
				}
			}
			ok = ok && !all
		}
		if q.Tag != "" {
			_, found := a.terms[tagMark+q.Tag]
			ok = ok && found
		}
		if ok {
			hits = append(hits, Hit{place, weight})
		}
	}
	return hits
}

// isSimilar reports whether a term is nearly another, or begins as that does without
// its last letters.
func isSimilar(wanted, term string, cut int) bool {
	shorter := withoutLast(wanted, cut)
	return isOneOff(wanted, term) || utf8.RuneCountInString(shorter) >= 4 && strings.HasPrefix(term, shorter)
}

func acceptable(vocabulary map[string]bool, w Word, term string) func(string) bool {
	begins := func(mine string) bool { return w.matches(term, mine) }
	for mine := range vocabulary {
		if begins(mine) {
			return begins
		}
	}
	if !w.isBeginning(term) || !isSpelt(term) {
		return begins
	}
	for _, prefix := range []string{firstCharacters(term, 2), ""} {
		for cut := 1; cut <= maxCut; cut++ {
			similar := func(mine string) bool { return strings.HasPrefix(mine, prefix) && isSimilar(term, mine, cut) }
			for mine := range vocabulary {
				if similar(mine) {
					return similar
				}
			}
		}
	}
	return begins
}

var queries = []string{
	"school", "schoolz", "schoolss", "vist", "güvenliği", "ISTANBUL", "еще", "تعاون", "国会", "议长", "議", "国会议长",
	`"school visit"`, "school -visit", "school visit", "minis", "tag:visit", "school tag:school", "school year:2001", "year:2000", "-school", "w", "w1e q", "безопасности",
}

// TestFind: the index in memory, its files, and a look at every post find the same,
// after any additions, corrections, withdrawals and expiries; also if there are a
// middle tier and files of older postings, as on much larger boards.
func TestFind(t *testing.T) {
	for name, limits := range map[string]limits{"usual": usual, "large": {leaf: 2000, chunk: 16, small: 128}} {
		t.Run(name, func(t *testing.T) {
			c := newCorpus(1)
			var docs []Analysed
			for step, more := range []int{1, 63, 2, 64, 1, 130, 7, 1, 300, 1, 5, 0} {
				for range more {
					docs = append(docs, Analyse(c.document(len(docs))))
				}
				docs = c.edit(docs, step)
				compare(t, docs, limits)
			}
		})
	}
}

// edit withdraws, corrects or removes a post.
func (c corpus) edit(docs []Analysed, step int) []Analysed {
	switch n := c.IntN(len(docs)); step % 4 {
	case 1:
		docs[n] = Analysed{}
	case 2:
		if docs[n].ID != "" {
			docs[n] = Analyse(c.document(n))
		}
	case 3:
		return slices.Delete(docs, n, n+1)
	}
	return docs
}

// compare compares what all queries find.
func compare(t *testing.T, docs []Analysed, limits limits) {
	t.Helper()
	index := indexOf(docs)
	reader, err := Open(write(t, index, limits))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range queries {
		q := Parse(text)
		want := scan(docs, q)
		if diff := cmp.Diff(want, index.Find(q).Hits(false)); diff != "" {
			t.Fatalf("%d posts, %q: index: -want +got\n%s", len(docs), text, diff)
		}
		s, err := reader.Find(q)
		if err != nil {
			t.Fatal(err)
		}
		for {
			floor := s.Floor()
			inReach := slices.DeleteFunc(slices.Clone(want), func(h Hit) bool { return h.Place < floor })
			if diff := cmp.Diff(inReach, s.Hits(false), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%d posts, %q, from %d on: files: -want +got\n%s", len(docs), text, floor, diff)
			}
			if floor == 0 {
				break
			}
			if err := s.Older(); err != nil {
				t.Fatal(err)
			}
			if s.Floor() >= floor {
				t.Fatalf("%d posts, %q: older posts than %d: looked at none", len(docs), text, floor)
			}
		}
	}
}
