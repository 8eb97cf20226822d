// Package preview serves the board of a directory of posts over HTTP, and
// publishes it again when a file changes. board serve and examples/serve call
// it. It is for authors who look at their own posts; readers get the published
// files from any web server.
package preview

import (
	"crypto/sha256"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/boardview/board/internal/app/postdir"
)

// A Server serves a board as it was when its directory could last be read.
type Server struct {
	options postdir.Options
	site    atomic.Pointer[http.Handler]
	seen    [sha256.Size]byte // the snapshot of the directory before it was read
}

// New returns a server. It answers after [Server.Publish] has succeeded once.
func New(o postdir.Options) *Server { return &Server{options: o} }

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*s.site.Load()).ServeHTTP(w, r)
}

// Publish reads the directory, replaces the board, and returns the number of
// its posts. If it fails, the former board stays.
func (s *Server) Publish() (posts int, err error) {
	s.seen = snapshot(s.options.Posts)
	root, err := s.options.Open() // the garbage collector closes it: requests may still read files
	if err != nil {
		return 0, err
	}
	site, err := s.options.Publish(root.FS())
	if err != nil {
		return 0, err
	}
	handler := siteHandler(site)
	s.site.Store(&handler)
	return site.Posts, nil
}

// Watch publishes again, for ever, when a file of the directory has changed
// since the last call of Publish, and reports the result.
func (s *Server) Watch(report func(posts int, err error)) {
	for range time.Tick(time.Second) {
		if snapshot(s.options.Posts) != s.seen {
			report(s.Publish())
		}
	}
}
