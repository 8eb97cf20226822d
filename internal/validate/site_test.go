package validate

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/boardview/board"
)

var temp string

func TestMain(m *testing.M) {
	var err error
	if temp, err = os.MkdirTemp("", "validate"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(temp)
	os.Exit(code)
}

// site returns the directory of a published board: the posts in the root's
// testdata, and enough generated ones for several pages.
func site(t *testing.T) string {
	t.Helper()
	dir, err := publish()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var publish = sync.OnceValues(func() (string, error) {
	posts, dir := filepath.Join(temp, "posts"), filepath.Join(temp, "site")
	if err := errors.Join(os.CopyFS(posts, os.DirFS("../../testdata/posts")), writeHardPosts(posts)); err != nil {
		return "", err
	}
	b, _ := board.Load(os.DirFS(posts)) // the error lists findings, which do not matter here
	b.Title, b.URL, b.Lang, b.Description = "News & <Notes>", "https://board.example/news/", "en", "Announcements"
	b.Now = func() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) }
	tree, err := new(board.Renderer).Publish(b)
	if err != nil {
		return "", err
	}
	return dir, os.CopyFS(dir, tree)
})

// writeHardPosts writes posts that fill every field with characters that need
// escaping, or that a format forbids.
func writeHardPosts(dir string) error {
	for i := range 60 {
		p := &board.Post{
			ID: fmt.Sprint("hard-", i), Label: `"&<`, Subject: fmt.Sprintf(`%d </title></script><!-- ]]> & "quotes" 'x' %c %c`, i, '\x01', '\ufffe'),
			Date: board.Date{Time: time.Date(2010, 1, 1+i, 3, 4, 5, 0, time.FixedZone("", 9*3600)), HasTime: i%2 == 0},
			Tags: []string{"a & b", "<c>", "쉼표", "a-b"}, Lang: []string{"ko", "en", "ar", "zh-Hant", ""}[i%5],
			By:     board.Author{Name: `O'Neil & <Sons>`, Email: "o@board.example", URL: "https://office.example/?a=1&b=2"},
			Photos: []board.Photo{{URL: "pictures/bridge.webp", Alt: `"bridge" & <water>`, Caption: "A & B <c>", Width: 1200, Height: 675}},
			Body:   "## A & B\n\nWords ]]> and </script> `<!--` \x0b & more.\n\n<p>Raw &amp; <b>bold</b></p>\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |",
		}
		if !p.Date.HasTime {
			p.Date.Time = time.Date(2010, 1, 1+i, 0, 0, 0, 0, time.UTC)
		}
		switch i % 6 {
		case 1:
			p.Translates = fmt.Sprint("hard-", i-1)
			p.CoAuthors = []board.Author{{Name: "A & B"}, {Name: `"Office" <x>`, URL: "https://office.example/?c=1&d=2"}}
		case 2:
			p.Updated = board.Date{Time: p.Date.Time.AddDate(0, 0, 1)}
			p.Attachments = []board.Attachment{{URL: "files/winter-session.ics", Title: "A & B", Type: "text/calendar", Size: 12}, {URL: "files/order-of-the-day.pdf", Title: "<Order>"}}
		case 3:
			p.Withdrawn = board.Withdrawal{Date: p.Date, Reason: "It was <wrong> & false."}
		case 4:
			p.Aliases = []string{fmt.Sprint("soft-", i)}
			p.Pinned = i == 4
		case 5:
			p.Photos, p.Body, p.By, p.Tags = nil, "", board.Author{}, nil
		}
		if err := os.WriteFile(filepath.Join(dir, p.ID+".txt"), board.Format(p), 0o666); err != nil {
			return err
		}
	}
	return nil
}
