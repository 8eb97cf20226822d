// Package hosts writes the files from which web servers read the headers to send
// with a board. Publish calls it if a program asks for them. It knows the names of
// a board's files, but not what is in them.
package hosts

import (
	"fmt"
	"slices"
	"strings"
)

// A header is one of every answer.
type header struct{ name, value string }

// headers are what every file of a board is sent with.
var headers = []header{
	{"Access-Control-Allow-Origin", "*"},             // partners' pages read feeds, posts and pictures
	{"Cross-Origin-Resource-Policy", "cross-origin"}, // also those that isolate themselves
	{"X-Content-Type-Options", "nosniff"},            // a browser must not take a document for a page
	{"Referrer-Policy", "no-referrer"},
	{"Content-Security-Policy", policy},
}

// policy is for everything: no script runs that is not a file of the board, and of
// those only the widget's are published. The board's own pages have a stricter
// one besides; the widget's worker needs WebAssembly. Anybody may frame a page, as
// oEmbed has them do: there is nothing on it that a click could set off.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; " +
	"img-src 'self' https: data:; media-src 'self'; base-uri 'none'; form-action 'none'"

// A fileType is the media type of files by their names or extensions.
type fileType struct{ name, mediaType string }

// feeds are named files, and types extensions, of which not all servers know the
// media types.
var (
	feeds = []fileType{
		{"feed.json", "application/feed+json"},
		{"feed.xml", "application/rss+xml"},
		{"atom.xml", "application/atom+xml"},
	}
	types = []fileType{
		{".json", "application/json"},
		{".wasm", "application/wasm"},
		{".avif", "image/avif"},
		{".webp", "image/webp"},
		{".heic", "image/heic"},
		{".hwp", "application/x-hwp"},
		{".hwpx", "application/hwp+zip"},
	}
)

// A host is a kind of web server.
type host struct {
	name, file string
	write      func(folder string) string
}

var known = []host{
	{"apache", ".htaccess", apache},
	{"iis", "web.config", iis},
	{"netlify", "_headers", netlify},
	{"nginx", "nginx.conf", nginx},
}

// Names lists the hosts that File knows.
func Names() (names []string) {
	for _, h := range known {
		names = append(names, h.name)
	}
	return names
}

// File returns the file for a host, of a board that is in a folder of the server,
// "/news/".
func File(name, folder string) (file, content string, err error) {
	i := slices.IndexFunc(known, func(h host) bool { return h.name == name })
	if i < 0 {
		return "", "", fmt.Errorf("wanted one of %s, found %q", strings.Join(Names(), ", "), name)
	}
	return known[i].file, known[i].write(folder), nil
}

func apache(string) string {
	var s strings.Builder
	s.WriteString("# The headers of a board, for Apache. It reads this file where AllowOverride has\n# FileInfo, and needs mod_headers.\n\n<IfModule mod_headers.c>\n")
	for _, h := range headers {
		fmt.Fprintf(&s, "Header always set %s \"%s\"\n", h.name, h.value)
	}
	s.WriteString("</IfModule>\n\nAddCharset utf-8 .txt .csv .ics .xml .json\n")
	for _, t := range types {
		fmt.Fprintf(&s, "AddType %s %s\n", t.mediaType, t.name)
	}
	for _, t := range feeds {
		fmt.Fprintf(&s, "<Files \"%s\">\nForceType %s\n</Files>\n", t.name, t.mediaType)
	}
	return s.String()
}

func nginx(folder string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "# The headers of a board, for nginx. Name this file in the server's configuration,\n# and use root, not alias:\n#\n#\tlocation %s { include …/nginx.conf; }\n\n", folder)
	for _, h := range headers {
		fmt.Fprintf(&s, "add_header %s \"%s\" always;\n", h.name, h.value)
	}
	s.WriteString("charset utf-8;\ncharset_types text/plain text/css text/csv text/calendar application/json application/feed+json application/rss+xml application/atom+xml;\n")
	for _, t := range feeds {
		fmt.Fprintf(&s, "location ~ /%s$ { types {} default_type %s; }\n", strings.ReplaceAll(t.name, ".", `\.`), t.mediaType)
	}
	for _, t := range types {
		fmt.Fprintf(&s, "location ~ \\%s$ { types {} default_type %s; }\n", t.name, t.mediaType)
	}
	return s.String()
}

func netlify(folder string) string {
	var s strings.Builder
	s.WriteString("# The headers of a board, for Netlify and Cloudflare Pages. They read this file in\n# the topmost folder of a site only: if the board is in another one, move it there.\n\n")
	fmt.Fprintf(&s, "%s*\n", folder)
	for _, h := range headers {
		fmt.Fprintf(&s, "  %s: %s\n", h.name, h.value)
	}
	return s.String()
}

func iis(string) string {
	var s strings.Builder
	s.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- The headers of a board, for Internet Information Services. -->\n<configuration>\n<system.webServer>\n<httpProtocol>\n<customHeaders>\n")
	for _, h := range headers {
		fmt.Fprintf(&s, "<remove name=\"%s\"/>\n<add name=\"%[1]s\" value=\"%s\"/>\n", h.name, h.value)
	}
	s.WriteString("</customHeaders>\n</httpProtocol>\n<staticContent>\n")
	for _, t := range types {
		fmt.Fprintf(&s, "<remove fileExtension=\"%s\"/>\n<mimeMap fileExtension=\"%[1]s\" mimeType=\"%s\"/>\n", t.name, t.mediaType)
	}
	s.WriteString("</staticContent>\n</system.webServer>\n</configuration>\n")
	return s.String()
}
