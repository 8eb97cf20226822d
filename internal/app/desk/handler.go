package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"

	"github.com/boardview/board"
)

// policy is the Content-Security-Policy of the editor: its own scripts, its engine,
// and pictures that it has fetched or was given.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; frame-src 'none'"

// A Handler serves the editor's files, and the posts to it.
type Handler struct {
	store *Store
	page  http.Handler
	host  string // of the listener: "127.0.0.1:8090"
	token string
	api   *http.ServeMux
}

// NewHandler returns the handler for a listener, which must be on a loopback
// address. The page is the directory of the editor's files.
func NewHandler(store *Store, page fs.FS, at net.Addr) (*Handler, error) {
	tcp, ok := at.(*net.TCPAddr)
	if !ok || !tcp.IP.IsLoopback() {
		return nil, fmt.Errorf("wanted an address of this machine only, such as 127.0.0.1, found %s: whoever reaches the editor changes the posts", at)
	}
	h := &Handler{store: store, page: http.FileServerFS(page), host: at.String(), token: rand.Text(), api: http.NewServeMux()}
	h.api.HandleFunc("GET /api/posts", h.list)
	h.api.HandleFunc("GET /api/file/{name...}", h.read)
	h.api.HandleFunc("PUT /api/file/{name...}", h.write)
	h.api.HandleFunc("POST /api/rename", h.rename)
	h.api.HandleFunc("GET /api/versions/{name...}", h.versions)
	h.api.HandleFunc("GET /api/version/{version}/{name...}", h.version)
	return h, nil
}

// URL is the address for the user. Its fragment has the token: browsers send it to
// no server, nor in a Referer. It also has a word for the directory, by which the
// editor tells what it keeps of one from what it keeps of another.
func (h *Handler) URL() string {
	return "http://" + h.host + "/#token=" + h.token + "&directory=" + h.store.id
}

// ServeHTTP implements [http.Handler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", policy)
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Cache-Control", "no-store")
	if why := h.refuse(r); why != "" {
		http.Error(w, "refused: "+why, http.StatusForbidden)
		return
	}
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		h.servePage(w, r)
		return
	}
	h.api.ServeHTTP(w, r)
}

func (h *Handler) servePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "refused: only GET", http.StatusMethodNotAllowed)
		return
	}
	switch path.Ext(r.URL.Path) { // whatever this machine's table says
	case ".js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	case ".wasm":
		w.Header().Set("Content-Type", "application/wasm")
	case ".css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
	}
	h.page.ServeHTTP(w, r)
}

// refuse says why a request is not answered, "" if it is. The checks do not rely on
// each other: a page on another site fails each of them.
func (h *Handler) refuse(r *http.Request) string {
	isAPI := strings.HasPrefix(r.URL.Path, "/api/")
	site := r.Header.Get("Sec-Fetch-Site")
	switch origin := r.Header.Values("Origin"); {
	case r.Host != h.host: // a name that somebody's DNS server points to this machine
		return "wanted the host " + h.host
	case len(origin) > 0 && (len(origin) > 1 || origin[0] != "http://"+h.host):
		return "wanted a request of the editor, found one of another page"
	case site != "" && site != "same-origin" && (isAPI || site != "none" && r.Header.Get("Sec-Fetch-Mode") != "navigate"):
		return "wanted a request of the editor, found one of another site"
	case !isAPI:
		return ""
	case !h.hasToken(r):
		return "wanted the token: open the address that board serve -edit has printed"
	case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Header.Get("Content-Type") != typeOf(r.Method):
		return "wanted the Content-Type " + typeOf(r.Method)
	}
	return ""
}

// typeOf is the Content-Type of requests of a method. A form can send neither.
func typeOf(method string) string {
	if method == http.MethodPut {
		return "application/octet-stream"
	}
	return "application/json"
}

func (h *Handler) hasToken(r *http.Request) bool {
	given := r.Header.Get("Authorization")
	return subtle.ConstantTimeCompare([]byte(given), []byte("Bearer "+h.token)) == 1
}

func (h *Handler) list(w http.ResponseWriter, r *http.Request) {
	list, err := h.store.List()
	answer(w, list, err)
}

func (h *Handler) read(w http.ResponseWriter, r *http.Request) {
	b, err := h.store.Read(r.PathValue("name"))
	send(w, b, err)
}

// write creates a file (If-None-Match: *) or replaces the version of a post that
// the request names (If-Match). One of the two must be there.
func (h *Handler) write(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	limit := int64(maxFile)
	if checkPost(name) == nil {
		limit = board.MaxSource
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		fail(w, err)
		return
	}
	seen := r.Header.Get("If-Match")
	switch {
	case r.Header.Get("If-None-Match") == "*" && seen == "":
		err = h.store.Create(name, content)
	case len(seen) > 2 && seen[0] == '"' && strings.HasSuffix(seen, `"`):
		var there []byte
		if there, err = h.store.Save(name, Tag(strings.Trim(seen, `"`)), content); errors.Is(err, ErrChanged) {
			w.Header().Set("ETag", `"`+string(TagOf(there))+`"`)
			w.Header().Set("Content-Type", "application/octet-stream")
			w.WriteHeader(http.StatusPreconditionFailed)
			w.Write(there)
			return
		}
	default:
		http.Error(w, "wanted If-Match with the tag of the version that was opened, or If-None-Match: *", http.StatusPreconditionRequired)
		return
	}
	answer(w, map[string]Tag{"tag": TagOf(content)}, err)
}

func (h *Handler) rename(w http.ResponseWriter, r *http.Request) {
	var body struct {
		From, To string
		Tag      Tag
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4096)).Decode(&body); err != nil {
		http.Error(w, "wanted {from, to, tag}: "+err.Error(), http.StatusBadRequest)
		return
	}
	answer(w, map[string]Tag{"tag": body.Tag}, h.store.Rename(body.From, body.To, body.Tag))
}

func (h *Handler) versions(w http.ResponseWriter, r *http.Request) {
	list, err := h.store.Versions(r.PathValue("name"))
	answer(w, list, err)
}

func (h *Handler) version(w http.ResponseWriter, r *http.Request) {
	b, err := h.store.Version(r.PathValue("name"), r.PathValue("version"))
	send(w, b, err)
}

// send sends the bytes of a file. Their type keeps a browser from showing them as
// a page.
func send(w http.ResponseWriter, b []byte, err error) {
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("ETag", `"`+string(TagOf(b))+`"`)
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", "attachment")
	w.Write(b)
}

func answer(w http.ResponseWriter, value any, err error) {
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(value)
}

func fail(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	tooLarge := new(http.MaxBytesError)
	switch {
	case errors.Is(err, ErrName):
		status = http.StatusBadRequest
	case errors.Is(err, fs.ErrNotExist):
		status = http.StatusNotFound
	case errors.Is(err, ErrExists):
		status = http.StatusConflict
	case errors.Is(err, ErrChanged):
		status = http.StatusPreconditionFailed
	case errors.As(err, &tooLarge):
		status = http.StatusRequestEntityTooLarge
	}
	http.Error(w, err.Error(), status)
}
