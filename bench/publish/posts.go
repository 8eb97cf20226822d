package publish

import (
	"fmt"
	"regexp"
	"time"

	"github.com/boardview/board/bench/corpus"
)

// A post is published by all contestants. The newest posts are the same on
// boards of any size.
type post struct {
	number         int // 1 is the newest; 0 is the one added later
	subject, body  string
	date           time.Time
	tag, secondTag string
	expires        string // the last day on which it is published; "" for most posts
}

// tags is the number of tags, as many as a large board has topics.
const tags = 50

func newPost(i int, p corpus.Post) post {
	return post{
		number: i, subject: p.Subject, body: pictures.ReplaceAllString(p.Body, picture),
		date: time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC).Add(time.Duration(-i) * time.Hour),
		tag:  fmt.Sprint("topic ", i%tags), secondTag: fmt.Sprint("topic ", i/tags%tags),
	}
}

// picture is the only picture: the corpus refers to others, which do not
// exist.
const picture = "pictures/photo.jpg"

var pictures = regexp.MustCompile(`pictures/[0-9]+\.jpg`)

func (p post) id() string { return fmt.Sprintf("post-%06d", p.number) }

// boardView returns the post in the Board View format.
func (p post) boardView() string {
	return fmt.Sprintf("Board View\nSUBJECT %s\nDATE %s\nID %s\nTAGS %s, %s\n%s\n%s\n\nBY MSEAP Cyber Secretariat (press@secretariat.example)\n",
		p.subject, p.date.Format(time.RFC3339), p.id(), p.tag, p.secondTag, p.field("EXPIRES ", "\n"), p.body)
}

// markdown returns the post in Hugo's format.
func (p post) markdown() string {
	return fmt.Sprintf("---\ntitle: %q\ndate: %s\ntags: [%q, %q]\nauthor: MSEAP Cyber Secretariat\n%s---\n\n%s\n",
		p.subject, p.date.Format(time.RFC3339), p.tag, p.secondTag, p.field("expiryDate: ", "\n"), p.body)
}

// field is the field that says when the post expires; "" if it does not.
func (p post) field(name, end string) string {
	if p.expires == "" {
		return ""
	}
	return name + p.expires + end
}
