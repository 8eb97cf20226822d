package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"

	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/internal/app/desk"
	"github.com/boardview/board/internal/app/postdir"
	"github.com/boardview/board/internal/app/preview"
)

var serveCommand = cli.Command{
	Name:  "board serve",
	Args:  []string{"POSTS"},
	Short: "Show a directory of posts in the browser while you write them.",
	Long: `
It serves the board on this machine, and publishes it again within a second
when a file changes: reload the page. It prints findings each time. For
readers, publish the board with board publish: it needs no server of ours.

With -edit, it also serves an editor, with which people who know neither
Markdown nor Git write, change, rename, withdraw and publish posts. Only this
machine can reach it, and only with the address that is printed. Each save
keeps the version before, in the hidden folder .versions of POSTS.`,
	Examples: []cli.Example{
		{Purpose: "look at your posts", Line: "board serve posts"},
		{Purpose: "write and change posts in the browser", Line: "board serve -edit posts"},
		{Purpose: "look at the board as it will be tomorrow, at another port", Line: "board serve -now 2026-11-27T09:00:00+09:00 -addr 127.0.0.1:9000 posts"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		s := new(service)
		s.Widget = builtIn
		cli.BoardFlags(flags, &s.Options)
		flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "the `address` to listen at; if the port is taken, the next free one is used")
		flags.BoolVar(&s.edit, "edit", false, "serve the editor, too")
		flags.StringVar(&s.editAddr, "edit-addr", "127.0.0.1:8090", "the `address`, of this machine only, to serve the editor at; if the port is taken, the next free one is used")
		s.editor = builtInEditor
		flags.Func("editor", "the `directory` of the editor's files, which go run ./wasm/build -editor DIR writes", func(dir string) error {
			s.editor = os.DirFS(dir)
			return nil
		})
		return s.run
	},
}

// A service is a run of board serve.
type service struct {
	postdir.Options
	addr     string
	edit     bool
	editAddr string
	editor   fs.FS // nil: this program has no editor
}

// A servingEvent says where the board is served, as JSON.
type servingEvent struct {
	Type string `json:"type"` // "serving"
	URL  string `json:"url"`
}

func (s *service) run(args []string, out *cli.Printer) error {
	s.Posts = args[0]
	l, err := preview.Listen(s.addr)
	if err != nil {
		return err
	}
	return s.serve(l, out)
}

// serve serves the board until the listener is closed.
func (s *service) serve(l net.Listener, out *cli.Printer) error {
	defer l.Close()
	url := "http://" + l.Addr().String() + "/"
	if s.URL == "" {
		s.URL = url
	}
	s.Found = out.Findings
	server := preview.New(s.Options)
	posts, err := server.Publish()
	if err != nil {
		return err
	}
	report(out, posts)
	out.Print("serving "+url, servingEvent{"serving", url})
	if s.edit {
		stop, err := s.serveEditor(out)
		if err != nil {
			return err
		}
		defer stop()
	}
	go server.Watch(func(posts int, err error) {
		if err != nil {
			out.Warn(fmt.Errorf("not published, the former board stays: %w", err))
			return
		}
		report(out, posts)
	})
	return http.Serve(l, server)
}

// An editingEvent says where the editor is served, as JSON. Who has the address can
// change the posts.
type editingEvent struct {
	Type string `json:"type"` // "editing"
	URL  string `json:"url"`
}

// serveEditor serves the editor until stop is called. What it saves is in the
// board within a second, like any change of a file.
func (s *service) serveEditor(out *cli.Printer) (stop func() error, err error) {
	if s.editor == nil {
		return nil, errors.New("wanted -editor DIR: this board was built without the editor's files, which go run ./wasm/build -editor DIR writes")
	}
	store, err := desk.Open(s.Posts)
	if err != nil {
		return nil, err
	}
	l, err := preview.Listen(s.editAddr)
	if err != nil {
		return nil, err
	}
	h, err := desk.NewHandler(store, s.editor, l.Addr())
	if err != nil {
		l.Close()
		return nil, err
	}
	out.Print("editing "+h.URL(), editingEvent{"editing", h.URL()})
	go http.Serve(l, h)
	return l.Close, nil
}

// A readEvent says that the posts were read, as JSON.
type readEvent struct {
	Type  string `json:"type"` // "read"
	Posts int    `json:"posts"`
}

func report(out *cli.Printer, posts int) {
	out.Print(fmt.Sprintf("%d posts", posts), readEvent{"read", posts})
}
