package phone

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/bench/corpus"
	"github.com/boardview/board/bench/library"
	"github.com/boardview/board/bench/webserver"
	"github.com/boardview/board/bench/widget"
)

// posts is the number of posts in the list.
const posts = 20

// newBoard returns a board of the posts in testdata and generated ones.
func newBoard(root string) (*board.Board, error) {
	real, err := library.ReadReal(root)
	if err != nil {
		return nil, err
	}
	loaded, _ := board.Load(os.DirFS(filepath.Join(root, "testdata", "posts"))) // the error lists findings, which do not matter here
	all := slices.Collect(loaded.All())
	for _, p := range corpus.New(real).Mixed(posts) {
		all = append(all, &board.Post{Subject: p.Subject, Body: p.Body})
	}
	all = all[:posts]
	for i, p := range all { // dates in the past, so that no post is withheld
		p.Date, p.Expires = board.Date{Time: time.Date(2025, 12, 31-i, 0, 0, 0, 0, time.UTC)}, board.Date{}
	}
	b := board.New(all...)
	b.Title = "News of the Secretariat"
	return b, nil
}

// publish starts a server of the board and the widget, and of the same posts
// in the form of Mastodon's API.
func publish(root string, files *widget.Files) (*webserver.Server, error) {
	b, err := newBoard(root)
	if err != nil {
		return nil, err
	}
	s := webserver.Start()
	b.URL = s.URL + "/"
	site, err := (&board.Renderer{Widget: os.DirFS(files.Dir)}).Publish(b)
	if err != nil {
		return nil, err
	}
	s.Mount("", site)
	statuses, err := asMastodon(site)
	s.Put("api/v1/accounts/1/statuses", statuses)
	return s, err
}

// asMastodon converts the items of the site's feed to Mastodon statuses.
func asMastodon(site fs.FS) ([]byte, error) {
	source, err := fs.ReadFile(site, "feed.json")
	if err != nil {
		return nil, err
	}
	var feed struct {
		Items []struct {
			URL, Title, Language string
			HTML                 string `json:"content_html"`
			Published            string `json:"date_published"`
		} `json:"items"`
	}
	if err := json.Unmarshal(source, &feed); err != nil {
		return nil, err
	}
	var statuses []map[string]any
	for i, item := range feed.Items {
		statuses = append(statuses, map[string]any{
			"id": fmt.Sprint(i), "url": item.URL, "created_at": item.Published, "visibility": "public", "language": item.Language,
			"content": "<p>" + item.Title + "</p>" + item.HTML, "spoiler_text": "", "sensitive": false,
			"account":           map[string]any{"avatar": "data:,", "url": item.URL, "username": "board", "display_name": "Secretariat", "emojis": []string{}},
			"media_attachments": []string{}, "emojis": []string{}, "replies_count": 0, "reblogs_count": 0, "favourites_count": 0,
		})
	}
	return json.Marshal(statuses)
}
