package assets

import (
	"bytes"
	"path"
	"strings"
)

// onBrowsers are the extensions of files that run scripts in the name of the
// server that sends them: pages, XML of any kind, and scripts.
const onBrowsers = " .html .htm .xhtml .xht .shtml .mht .mhtml .hta .xml .xsl .xslt .rdf .rss .atom .svgz .mathml .mml .js .mjs .cjs .swf "

// onServers are the extensions of files that servers run, or configure
// themselves by.
const onServers = " .pl .py .rb .sh .lua .asa .asp .aspx .ashx .asmx .ascx .svc .cshtml .vbhtml .jsp .jspx .cfm .config "

// anywhere are the extensions of those that servers often run wherever in the
// name they stand: fair.php.jpg. Apache's type maps, .var, and .asis contain the
// headers that it sends, and pages (httpd.apache.org/docs/2.4/mod/mod_negotiation.html);
// Debian has type maps switched on.
const anywhere = " .php .php3 .php4 .php5 .php7 .php8 .phps .pht .phtml .phar .cgi .fcgi .shtml .shtm .stm .var .asis "

// settings are names of files by which hosts of static sites configure themselves:
// Netlify and Cloudflare Pages, GitHub Pages and Surge, Azure, Vercel.
const settings = " _headers _redirects _routes.json _config.yml cname cors auth router staticwebapp.config.json vercel.json now.json serve.json "

// isIn reports whether an extension is one of a list.
func isIn(list, ext string) bool { return ext != "" && strings.Contains(list, " "+ext+" ") }

// IsSource reports whether a file of this name is the source of a post, and so
// never a file beside one.
func IsSource(name string) bool {
	return isIn(" .txt .md .markdown ", strings.ToLower(path.Ext(name)))
}

// BoardSettings is the name of the file with the settings of a board.
const BoardSettings = "_board.txt"

// IsPost reports whether a file with this path below the board's is the source of a
// post: it is a source, and not the board's settings.
func IsPost(name string) bool { return IsSource(name) && name != BoardSettings }

// Acts says why a file of this name must not be published: a browser or a server
// would run it. It is "" if the file may be.
func Acts(name string) (why string) {
	const page, program = "a browser may run it as a page or a script of the board", "some servers run such files"
	base := strings.TrimRight(strings.ToLower(path.Base(name)), ". ") // as Windows does
	switch ext := path.Ext(base); {
	case isIn(onBrowsers, ext):
		return page
	case isIn(onServers, ext):
		return program
	case isIn(settings, base):
		return "some hosts take it for their settings"
	}
	for rest := base; path.Ext(rest) != ""; rest = strings.TrimSuffix(rest, path.Ext(rest)) {
		switch ext := path.Ext(rest); {
		case isIn(anywhere, ext):
			return program
		case isIn(onBrowsers, ext) && !Known(name): // servers that do not know the last one go by this one
			return page
		}
	}
	return ""
}

// SniffSize is how much of a file [LooksLikePage] wants to see.
const SniffSize = 1024

// LooksLikePage reports whether a browser that is not told the type of a file
// might take it for a page, by how it begins (mimesniff.spec.whatwg.org § 7.1).
// What begins with "<" after white space might be one, also in UTF-16.
func LooksLikePage(start []byte) bool {
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	start = bytes.TrimPrefix(bytes.TrimPrefix(start, []byte("\xff\xfe")), []byte("\xfe\xff"))
	start = bytes.TrimLeft(start, "\x00\t\n\f\r ")
	return len(start) > 0 && start[0] == '<'
}

// everywhere are the extensions whose types every server knows. It sends others
// without a type, perhaps, and the browser then decides by the content.
const everywhere = " .gif .jpeg .jpg .png .pdf .zip .mp3 .mp4 "

// Known reports whether all servers know the type of a file by its name.
func Known(name string) bool { return isIn(everywhere, strings.ToLower(path.Ext(name))) }
