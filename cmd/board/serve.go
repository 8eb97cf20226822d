package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"

	"github.com/boardview/board/internal/app/cli"
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
readers, publish the board with board publish: it needs no server of ours.`,
	Examples: []cli.Example{
		{Purpose: "look at your posts", Line: "board serve posts"},
		{Purpose: "look at the board as it will be tomorrow, at another port", Line: "board serve -now 2026-11-27T09:00:00+09:00 -addr 127.0.0.1:9000 posts"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		s := new(service)
		s.Widget = builtIn
		cli.BoardFlags(flags, &s.Options)
		flags.StringVar(&s.addr, "addr", "127.0.0.1:8080", "the `address` to listen at; if the port is taken, the next free one is used")
		return s.run
	},
}

// A service is a run of board serve.
type service struct {
	postdir.Options
	addr string
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
	go server.Watch(func(posts int, err error) {
		if err != nil {
			out.Warn(fmt.Errorf("not published, the former board stays: %w", err))
			return
		}
		report(out, posts)
	})
	return http.Serve(l, server)
}

// A readEvent says that the posts were read, as JSON.
type readEvent struct {
	Type  string `json:"type"` // "read"
	Posts int    `json:"posts"`
}

func report(out *cli.Printer, posts int) {
	out.Print(fmt.Sprintf("%d posts", posts), readEvent{"read", posts})
}
