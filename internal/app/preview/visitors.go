package preview

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// A preview has posts that are not published yet, perhaps the board of tomorrow. On an
// address of this machine it is for the programs on it alone, but every page that
// is open in the same browser can send requests there, and a name in anybody's
// DNS can lead to it. So a request has to be for a name of this machine, and only
// pages of this machine may read the answer. A server at another address is
// meant for others, and open to all.

// readers returns the origin whose pages may read the answer, "*" for all and "" for
// none but the server's own, and whether there is an answer. public is the host of
// the board's URL, under which a proxy on this machine may ask.
func readers(r *http.Request, public string) (origin string, ok bool) {
	at, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	host := hostOf("//" + r.Host)
	switch {
	case at == nil || !at.IP.IsLoopback():
		return "*", true
	case isThisMachine(host):
	case host != "" && host == public:
		return "*", true
	default:
		return "", false
	}
	if from := r.Header.Get("Origin"); isThisMachine(hostOf(from)) {
		return from, true
	}
	return "", true
}

// hostOf is the host of an address in lower case, without its port; "" if it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// isThisMachine reports whether browsers ask nobody but this machine where a host is.
func isThisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// admit sets the headers that say who may read the answer, or refuses the request.
func admit(w http.ResponseWriter, r *http.Request, public string) bool {
	origin, ok := readers(r, public)
	h := w.Header()
	switch {
	case !ok:
		http.Error(w, "refused: wanted a name of this machine, such as localhost, or the host of -url: a name that leads here from elsewhere would open the preview to its owner's pages", http.StatusForbidden)
	case origin == "*":
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	default:
		h.Set("Vary", "Origin")
		h.Set("Cross-Origin-Resource-Policy", "same-site") // partner's pages at another port, too
		if origin != "" {
			h.Set("Access-Control-Allow-Origin", origin)
		}
	}
	return ok
}
