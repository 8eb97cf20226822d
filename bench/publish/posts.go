package publish

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/boardview/board/bench/corpus"
)

// A post is one that both programs publish. Of boards of any size the newest
// posts are the same.
type post struct {
	number         int // from 1, the newest; 0 is the one that comes later
	subject, body  string
	date           time.Time
	tag, secondTag string
}

// tags are as many as the topics of a large board.
const tags = 50

func newPost(i int, p corpus.Post) post {
	return post{
		number: i, subject: p.Subject, body: pictures.ReplaceAllString(p.Body, picture),
		date: time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC).Add(time.Duration(-i) * time.Hour),
		tag:  fmt.Sprint("topic ", i%tags), secondTag: fmt.Sprint("topic ", i/tags%tags),
	}
}

// picture is the one picture of all posts, so that none is missing.
const picture = "pictures/photo.jpg"

var pictures = regexp.MustCompile(`pictures/[0-9]+\.jpg`)

func (p post) id() string { return fmt.Sprintf("post-%06d", p.number) }

// boardView is the post as Board View has it.
func (p post) boardView() string {
	return fmt.Sprintf("Board View\nSUBJECT %s\nDATE %s\nID %s\nTAGS %s, %s\n\n%s\n\nBY MSEAP Cyber Secretariat (press@secretariat.example)\n",
		p.subject, p.date.Format(time.RFC3339), p.id(), p.tag, p.secondTag, p.body)
}

// markdown is the post as Hugo has it.
func (p post) markdown() string {
	return fmt.Sprintf("---\ntitle: %q\ndate: %s\ntags: [%q, %q]\nauthor: MSEAP Cyber Secretariat\n---\n\n%s\n",
		p.subject, p.date.Format(time.RFC3339), p.tag, p.secondTag, p.body)
}

// A desk writes posts into the directories of both programs.
type desk struct {
	generator   *corpus.Generator
	written     int
	dir         string
	ours, hugos string // where the posts of each are
}

func newDesk(real, dir string) (*desk, error) {
	d := &desk{generator: corpus.New(real), dir: dir, ours: filepath.Join(dir, "posts"), hugos: filepath.Join(dir, "hugo")}
	return d, cmp.Or(
		writeFile(filepath.Join(d.ours, picture), "a picture"),
		writeFile(filepath.Join(d.hugos, "static", picture), "a picture"),
		writeSite(d.hugos))
}

// out is where a contestant publishes to.
func (d *desk) out(c contestant) string { return filepath.Join(d.dir, c.name) }

// write writes n posts, each an hour older than the one before.
func (d *desk) write(n int) error {
	const atOnce = 1000
	for ; n > 0; n -= atOnce {
		for _, p := range d.generator.Mixed(min(n, atOnce)) {
			d.written++
			if err := d.put(newPost(d.written, p)); err != nil {
				return err
			}
		}
	}
	return nil
}

// oneMore writes the newest post.
func (d *desk) oneMore() error { return d.put(newPost(0, d.generator.Mixed(1)[0])) }

func (d *desk) put(p post) error {
	return cmp.Or(
		writeFile(filepath.Join(d.ours, p.id()+".txt"), p.boardView()),
		writeFile(filepath.Join(d.hugos, "content", "posts", p.id()+".md"), p.markdown()))
}

func writeFile(name, content string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(content), 0o666)
}
