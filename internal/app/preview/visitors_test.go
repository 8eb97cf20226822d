package preview

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestReaders: on an address of this machine no page of another site reads a
// preview, neither from its own origin nor under a name that leads here; a page at
// another port of this machine does, and so does everybody at a public address.
func TestReaders(t *testing.T) {
	for why, c := range map[string]struct {
		at, host, origin string
		code             int
		readers, policy  string
	}{
		"the clerk's browser":                      {"127.0.0.1", "127.0.0.1:8080", "", 200, "", "same-site"},
		"a partner's page on this machine":         {"127.0.0.1", "127.0.0.1:8080", "http://127.0.0.1:8081", 200, "http://127.0.0.1:8081", "same-site"},
		"another loopback address":                 {"127.0.0.1", "127.0.0.7:8080", "http://localhost:3000", 200, "http://localhost:3000", "same-site"},
		"IPv6":                                     {"::1", "[::1]:8080", "http://[::1]:1", 200, "http://[::1]:1", "same-site"},
		"a test page under a name of this machine": {"127.0.0.1", "board.localhost:8080", "http://page.localhost", 200, "http://page.localhost", "same-site"},
		"a page of another site":                   {"127.0.0.1", "127.0.0.1:8080", "https://elsewhere.example", 200, "", "same-site"},
		"a frame without an origin":                {"127.0.0.1", "127.0.0.1:8080", "null", 200, "", "same-site"},
		"a name of another site that begins so":    {"127.0.0.1", "localhost", "http://localhost.elsewhere.example", 200, "", "same-site"},
		"a host that looks like an address":        {"127.0.0.1", "127.0.0.1", "http://127.0.0.1.elsewhere.example", 200, "", "same-site"},
		"a name in somebody's DNS that leads here": {"127.0.0.1", "elsewhere.example:8080", "", 403, "", ""},
		"no host":                                     {"127.0.0.1", "", "", 403, "", ""},
		"a proxy on this machine, for the board":      {"127.0.0.1", "board.example", "https://partner.example", 200, "*", "cross-origin"},
		"a proxy that keeps capitals":                 {"127.0.0.1", "Board.EXAMPLE", "https://partner.example", 200, "*", "cross-origin"},
		"a server that is reached over the network":   {"192.0.2.1", "board.internal:8080", "https://partner.example", 200, "*", "cross-origin"},
		"the same server, asked from its own machine": {"127.0.0.1", "elsewhere.example", "", 403, "", ""},
	} {
		r := httptest.NewRequest("GET", "/feed.json", nil)
		r.Host = c.host
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		at := &net.TCPAddr{IP: net.ParseIP(c.at)}
		w := httptest.NewRecorder()
		siteHandler(site, "board.example").ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, at)))
		h := w.Result().Header
		if got := h.Get("Access-Control-Allow-Origin"); w.Code != c.code || got != c.readers {
			t.Errorf("%s: got status %d for %q, want %d for %q", why, w.Code, got, c.code, c.readers)
		}
		if got := h.Get("Cross-Origin-Resource-Policy"); got != c.policy {
			t.Errorf("%s: got the policy %q, want %q", why, got, c.policy)
		}
	}
}
