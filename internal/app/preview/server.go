// Package preview serves the board of a directory of posts over HTTP, and
// publishes it again when a file changes or a post comes due. board serve and
// examples/serve call it. It is for authors who look at their own posts; readers get
// the published files from any web server.
package preview

import (
	"net/http"
	"sync/atomic"
	"time"

	"github.com/boardview/board/internal/app/postdir"
)

// A Server serves a board as it was when its directory could last be read.
type Server struct {
	options postdir.Options
	watch   *postdir.Watch
	site    atomic.Pointer[http.Handler]
}

// New returns a server. It answers after [Server.Publish] has succeeded once.
func New(o postdir.Options) *Server {
	o.Checked = true
	return &Server{options: o, watch: postdir.NewWatch(o.Posts)}
}

// ServeHTTP implements [http.Handler].
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*s.site.Load()).ServeHTTP(w, r)
}

// Publish reads the directory, replaces the board, and returns the number of
// its posts. If it fails, the former board stays.
func (s *Server) Publish() (posts int, err error) {
	s.watch.Begin()
	site, err := s.publish()
	if err != nil {
		s.watch.End(time.Time{}, err)
		return 0, err
	}
	s.watch.End(site.Next, nil)
	handler := siteHandler(site, hostOf(site.URL))
	s.site.Store(&handler)
	return site.Posts, nil
}

func (s *Server) publish() (*postdir.Site, error) {
	root, err := s.options.Open() // the garbage collector closes it: requests may still read files
	if err != nil {
		return nil, err
	}
	return s.options.Publish(root.FS())
}

// Watch publishes the directory again, for ever, when it must be, and reports the
// result.
func (s *Server) Watch(report func(posts int, err error)) {
	for {
		s.watch.Wait()
		report(s.Publish())
	}
}
