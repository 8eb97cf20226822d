// Package partner serves the page of somebody who embeds the board: one page,
// one style sheet, and a Content-Security-Policy as strict as the widget
// allows. The serve example calls it.
package partner

import (
	_ "embed"
	"net/http"
	"strings"
)

//go:embed index.html
var page string

//go:embed style.css
var style []byte

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

// Handler serves the page, which embeds the board at the address
// http://host:port of the board's origin.
func Handler(board string) http.Handler {
	mux := http.NewServeMux()
	html := []byte(strings.ReplaceAll(page, "{{board}}", board))
	mux.HandleFunc("GET /{$}", send("text/html; charset=utf-8", html))
	mux.HandleFunc("GET /style.css", send("text/css; charset=utf-8", style))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", Policy(board))
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		mux.ServeHTTP(w, r)
	})
}

func send(mediaType string, content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(content)
	}
}
