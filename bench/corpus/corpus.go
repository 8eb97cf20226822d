// Package corpus generates the posts that the benchmarks use. They are the
// same on every machine, and need not be stored. The package knows nothing of
// the benchmarks.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// A Post is a generated announcement: a subject and a body in Markdown.
type Post struct {
	Subject string
	Date    time.Time
	Body    string
}

// Source returns the post as a file in the Board View format.
func (p Post) Source() string {
	return fmt.Sprintf("Board View\nSUBJECT %s\nDATE %s\nTAGS meetings, visits\n\n%s\n\nBY MSEAP Cyber Secretariat (press@secretariat.example)\n",
		p.Subject, p.Date.Format(time.DateOnly), p.Body)
}

// A Generator generates posts from the sentences of a real one and the Markdown
// constructs that such posts use.
type Generator struct {
	sentences []string
	rand      *rand.Rand
	n         int
}

// New returns a generator that uses the sentences of the real post. Two
// generators with the same real post generate the same posts.
func New(real string) *Generator {
	return &Generator{sentences: Sentences(real), rand: rand.New(rand.NewPCG(2019, 11))}
}

// Sentences returns the sentences of a post's long paragraphs.
func Sentences(source string) []string {
	var all []string
	for paragraph := range strings.SplitSeq(source, "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if len(paragraph) < 100 || strings.Contains(paragraph, "\n") {
			continue
		}
		for sentence := range strings.SplitSeq(paragraph, ". ") {
			all = append(all, strings.TrimSuffix(sentence, ".")+".")
		}
	}
	return all
}

// Mixed generates n posts of 2 to 4 kB with all constructs, 5 % of them with
// inline raw HTML.
func (g *Generator) Mixed(n int) []Post {
	return g.posts(n, func(i int) string { return g.body(g.block, i%20 == 7) })
}

// Plain generates n posts of 2 to 4 kB that consist of paragraphs, as the real
// post does.
func (g *Generator) Plain(n int) []Post {
	return g.posts(n, func(int) string { return g.body(g.paragraph, false) })
}

func (g *Generator) posts(n int, body func(i int) string) []Post {
	posts := make([]Post, n)
	for i := range posts {
		g.n++
		posts[i] = Post{
			Subject: fmt.Sprintf("[No. %d] %s", g.n, strings.TrimSuffix(g.short(), ".")),
			Date:    time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -g.n),
			Body:    body(i),
		}
	}
	return posts
}

// body joins blocks until they reach 2 to 4 kB.
func (g *Generator) body(block func() string, rawHTML bool) string {
	size := 2000 + g.rand.IntN(1400)
	var b strings.Builder
	b.WriteString(g.paragraph())
	if rawHTML {
		b.WriteString("\n\n" + g.rawHTML())
	}
	for b.Len() < size {
		b.WriteString("\n\n" + block())
	}
	return b.String()
}

func (g *Generator) sentence() string { return g.sentences[g.rand.IntN(len(g.sentences))] }

// short returns the first words of a sentence.
func (g *Generator) short() string {
	words := strings.Fields(g.sentence())
	return strings.Trim(strings.Join(words[:min(len(words), 8)], " "), ",;:.*\"“”") + "."
}

func (g *Generator) paragraph() string {
	sentences := make([]string, 1+g.rand.IntN(3))
	for i := range sentences {
		sentences[i] = g.sentence()
	}
	return strings.Join(sentences, " ")
}

// Sized generates a body of paragraphs of at most size bytes, at most a few
// less where a character would be cut.
func (g *Generator) Sized(size int) string {
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(g.paragraph() + "\n\n")
	}
	return strings.ToValidUTF8(b.String()[:size], "")
}
