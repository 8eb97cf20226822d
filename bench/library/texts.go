package library

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/npm"
)

// realPost is the announcement that the source format was designed for.
const realPost = "testdata/posts/000_87e2552730f4f6e4.txt"

// A text is a set of posts that are rendered together.
type text struct {
	name  string
	posts []*board.Post
}

func (t text) size() (n int) {
	for _, p := range t.posts {
		n += len(p.Body)
	}
	return n
}

// ReadReal reads the source of the real post, from which the corpus is
// generated; root is the library's directory.
func ReadReal(root string) (string, error) {
	b, err := os.ReadFile(filepath.Join(root, realPost))
	return string(b), err
}

// texts returns the texts that the renderers are measured with.
func texts(real string) ([]text, error) {
	g := corpus.New(real)
	post, _ := board.Parse("real.txt", []byte(real))
	all := []text{
		{"the real page", repeat(post, 200)},
		{mixed, boardPosts(g.Mixed(2000))},
		{"2,000 posts of paragraphs", boardPosts(g.Plain(2000))},
	}
	spec, err := npm.File("commonmark-spec", "0.31.2", "spec.txt")
	if err != nil {
		return nil, err
	}
	return append(all,
		text{"the CommonMark 0.31.2 spec, section by section", sections(spec)},
		text{"the spec as one post", []*board.Post{{Body: spec}}}), nil
}

// mixed names the text that resembles an ordinary board.
const mixed = "2,000 mixed posts"

func repeat(p *board.Post, n int) []*board.Post {
	all := make([]*board.Post, n)
	for i := range all {
		all[i] = p
	}
	return all
}

func boardPosts(posts []corpus.Post) []*board.Post {
	all := make([]*board.Post, len(posts))
	for i, p := range posts {
		all[i] = &board.Post{Subject: p.Subject, Date: board.Date{Time: p.Date}, Body: p.Body}
	}
	return all
}

// sections splits a text at its headings of level 2.
func sections(spec string) (posts []*board.Post) {
	for i, part := range strings.Split(spec, "\n## ") {
		if i > 0 {
			part = "## " + part
		}
		posts = append(posts, &board.Post{Body: part})
	}
	return posts
}
