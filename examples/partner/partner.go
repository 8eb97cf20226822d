// Package partner serves the pages of two who embed the board, an association and
// a newspaper: a page and a style sheet for each, and a Content-Security-Policy
// as strict as the widget allows. The serve example calls it.
package partner

import (
	"embed"
	"net/http"
	"strings"
)

//go:embed *.html *.css
var files embed.FS

// Policy is all that a page has to allow to embed the widget of a board with
// this origin: its scripts, its requests, its pictures, WebAssembly, and a
// worker made of a script that was checked first.
func Policy(board string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src " + board + " 'wasm-unsafe-eval'",
		"connect-src " + board,
		"img-src " + board,
		"worker-src blob:",
		"style-src 'self'",
		"require-trusted-types-for 'script'",
		"trusted-types board-view",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// Handler serves the pages, which embed the board at the address
// http://host:port of the board's origin. Their policy lets robots.txt of their
// own origin be read besides.
func Handler(board string) http.Handler {
	policy := strings.Replace(Policy(board), "connect-src ", "connect-src 'self' ", 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", send("text/html; charset=utf-8", "index.html", board))
	mux.HandleFunc("GET /style.css", send("text/css; charset=utf-8", "style.css", board))
	mux.HandleFunc("GET /gazette", send("text/html; charset=utf-8", "gazette.html", board))
	mux.HandleFunc("GET /gazette.css", send("text/css; charset=utf-8", "gazette.css", board))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		mux.ServeHTTP(w, r)
	})
}

// send sends a file, in which it names the board.
func send(mediaType, name, board string) http.HandlerFunc {
	source, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	content := []byte(strings.ReplaceAll(string(source), "{{board}}", board))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(content)
	}
}
