package board

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/boardview/board/internal/assets"
	"github.com/boardview/board/internal/confinedfs"
	"github.com/boardview/board/internal/fingerprint"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// From a file system to a Board: which files are posts, reading them in
// parallel, how much of them stays in memory, and the settings of the board. This file must know neither
// HTML nor publishing: Renderer.Load passes in what else there is to check.

// Load reads every *.txt, *.md and *.markdown file of fsys, in all its folders,
// as a post; some files in parallel. A bad post never hides the others: the board
// is always usable, and the error is nil or an [ErrorList] of all findings. A
// field without a meaning is one finding for the whole board, with the number of
// posts that have it.
//
// A file _board.txt in the topmost folder is no post. It has the board's own
// settings, a line each, as a post has fields: TITLE, DESCRIPTION, URL, FIRST-URL,
// LANG and ZONE; LOGO, ICON and STYLE, which are files beside the posts;
// DIRECTORY-URLS; and, as often as they are needed, FILE and LINK, "LINK
// [Imprint](https://parliament.example/imprint) foot". They fill the fields of the
// board, and Board.Meta keeps the others. A mistake in it is a finding, and hides
// no post.
//
// Files and folders that are hidden, whose names begin with a full stop or a
// tilde, are not read. Nor are those that begin with an underscore: site
// generators keep layouts, parts of pages and their output in these. Two of
// Jekyll's folders are read, _posts, and _drafts as drafts.
//
// The directory need not be trusted. Load and the published board open regular
// files only, read no more of a source than [Parse] does, and follow a link only
// inside the directory, and only if fsys is an [fs.ReadLinkFS], as those of
// [os.DirFS] and [os.Root] are. Whatever else has a name is a finding of the kind
// [FileError]: a link that leads out, a named pipe, a socket, a device, what is in
// more than 31 folders within each other, a file beside the posts of more than 256
// MiB. If others can change the directory while it is read, use os.Root, which also
// notices a folder that becomes a link.
//
// Load is to [Renderer.Load] what [Parse] is to [Renderer.Check]: it reports
// only what is wrong with the sources. What the policy leaves out, and which
// pictures are missing, shows only when a post is rendered. Load does not render
// and takes less than half the time; a program that publishes a board renders it
// later anyway.
func Load(fsys fs.FS) (*Board, error) {
	return load(fsys, func(*Board, *parser) {})
}

// load reads a board, and calls check for each post when it is parsed, with the
// settings of the board and the files beside the post: from several goroutines,
// and while the parser has the places of its fields.
func load(fsys fs.FS, check func(*Board, *parser)) (*Board, error) {
	b := &Board{fsys: confinedfs.New(fsys)}
	sources, beside, hasSettings, aside := findSources(b.fsys)
	if hasSettings {
		aside = append(aside, b.readSettings()...)
	}
	b.beside = beside
	l := loader{board: b, check: check, stray: make(map[string]*strayField)}
	l.idle.New = func() any { return new(reader) }
	inParallel(len(sources), func(i int) { l.load(sources[i]) })
	var posts []*Post
	errs := append(aside, l.strays()...)
	origins := make(map[*Post]*origin, len(sources))
	bodies := make(map[*Post]bodySource)
	for _, f := range sources {
		errs = append(errs, f.errs...)
		if f.post != nil {
			posts, origins[f.post] = append(posts, f.post), &f.origin
		}
		if f.post != nil {
			bodies[f.post] = f.body
		}
	}
	b.bodies = bodies
	return b, append(errs, b.fill(posts, origins)...).err()
}

// A sourceFile is a file that should be a post, and what was read from it.
type sourceFile struct {
	origin
	post *Post // nil if the file cannot be read
	body bodySource
	errs ErrorList
}

// unreadable is a finding about a file or folder that cannot be read.
func unreadable(name string, err error) *Error {
	e := fileStart.finding(name, FileError, "wanted a readable file, found: %v", err)
	e.Err = err
	return e
}

// findSources lists the files to read, and tells which files may be beside them,
// and whether one has settings. It reports the files and folders that cannot be
// read, and what is set aside, once a folder.
func findSources(files fs.FS) (sources []*sourceFile, beside assets.Extensions, hasSettings bool, errs ErrorList) {
	aside := make(counts)
	beside = make(assets.Extensions)
	fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch refused, isRefused := d.(confinedfs.Refused); {
		case err != nil:
			errs = append(errs, unreadable(name, err))
		case hidden(name):
			return skip(d)
		case d.IsDir():
			if assets.IsSource(name) {
				errs = append(errs, fileStart.finding(name, Guessed, "wanted a file, as the name is that of a post, found a folder: the posts in it are read"))
			}
		case name == assets.BoardSettings:
			hasSettings = true
		case !assets.IsSource(name):
			if beside.Add(name); isRefused {
				errs = append(errs, unreadable(name, refused.Err))
			}
		case partOfSite(name) == "":
			sources = append(sources, &sourceFile{origin: origin{file: name}})
		case path.Base(name) != "_index.md":
			aside[partOfSite(name)]++
		}
		return nil // one bad folder does not hide the others
	})
	return sources, beside, hasSettings, append(errs, aside.findings()...)
}

// skip makes [fs.WalkDir] pass over a file, or a folder and all that is in it.
func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// counts are numbers of files, by the file or folder with an underscore that they
// are in.
type counts map[string]int

func (c counts) findings() (errs ErrorList) {
	for part, n := range c {
		errs = append(errs, fileStart.finding(part, HeldBack,
			"wanted a name without an underscore in front, found %q: what is in it is held back (files: %d)", path.Base(part), n))
	}
	return errs
}

// partOfSite is the outermost file or folder on the way to a file whose name
// begins with an underscore: Jekyll, Hugo and Zola do not publish what is in
// there as a page (jekyllrb.com/docs/structure). It is "" if there is none.
func partOfSite(name string) string {
	for i, c := range name + "/" {
		if c == '/' {
			if base := path.Base(name[:i]); base[0] == '_' && base != "_posts" && base != draftFolder {
				return name[:i]
			}
		}
	}
	return ""
}

// hidden reports whether a file or folder is hidden, as .git is and the ~$… files
// that Word makes while it edits another.
func hidden(name string) bool {
	base := path.Base(name)
	return len(base) > 1 && (base[0] == '.' || base[0] == '~')
}

// maxBodies is how many bytes of bodies a board keeps in memory. The bodies of
// more posts are dropped, and read again when they are needed.
const maxBodies = 4 << 20

// A loader reads the posts of a board, in several goroutines.
type loader struct {
	board  *Board
	check  func(*Board, *parser)
	bodies atomic.Int64 // bytes of them
	idle   sync.Pool    // of readers

	mu    sync.Mutex
	stray map[string]*strayField // by name
}

// A strayField counts the posts that have a field without a meaning.
type strayField struct {
	posts int
	first *Error // in the order of files
}

// count counts the fields without a meaning in a post. Findings of their own
// would be most of what a board of another program is told.
func (l *loader) count(p *parser) {
	l.mu.Lock()
	defer l.mu.Unlock()
	seen := make(map[string]bool, len(p.strays))
	for i := range p.strays {
		f := &p.strays[i]
		if seen[f.name] {
			continue
		}
		seen[f.name] = true
		n := l.stray[f.name]
		if n == nil {
			n = new(strayField)
			l.stray[strings.Clone(f.name)] = n
		}
		if n.posts++; n.first == nil || p.file < n.first.File {
			n.first = f.stray(p.file)
		}
	}
}

// strays are the findings about fields without a meaning.
func (l *loader) strays() (errs ErrorList) {
	for _, name := range slices.Sorted(maps.Keys(l.stray)) {
		n := l.stray[name]
		if n.posts > 1 {
			n.first.Msg += " (" + strconv.Itoa(n.posts) + " posts have this field)"
		}
		errs = append(errs, n.first)
	}
	return errs
}

// A reader reads one file after another into the same memory.
type reader struct {
	file   bytes.Buffer
	parser parser
}

func (l *loader) load(f *sourceFile) {
	r := l.idle.Get().(*reader)
	defer l.idle.Put(r)
	src, err := readSource(l.board.fsys, f.file, &r.file)
	if err != nil {
		f.errs = ErrorList{unreadable(f.file, err)}
		return
	}
	p := &r.parser
	p.parse(f.file, src)
	l.check(l.board, p)
	l.count(p)
	f.post, f.errs, f.start = p.post, p.errs.all(p.file), p.startAt()
	f.id, f.alias, f.translates = p.places[fieldID], p.places[fieldAlias], p.places[fieldTranslates]
	f.body.file = f.file
	if l.bodies.Add(int64(len(f.post.Body))) > maxBodies {
		f.body.sum, f.body.text = fingerprint.OfBytes(src), fingerprint.OfBytes([]byte(f.post.Body))
		f.body.refers = l.board.beside.MayBeIn(p.text)
		f.post.Body = ""
		f.post.detach()
	}
}

// readSettings reads the settings of a directory. It reports what cannot be used,
// such as a file that is not there.
func (b *Board) readSettings() ErrorList {
	src, err := readSource(b.fsys, assets.BoardSettings, new(bytes.Buffer))
	if err != nil {
		return ErrorList{unreadable(assets.BoardSettings, err)}
	}
	return b.set(src, func(name string) bool {
		info, err := fs.Stat(b.fsys, name)
		return err == nil && info.Mode().IsRegular() && !slices.ContainsFunc(strings.Split(name, "/"), hidden)
	})
}

// set reads settings. It may check which files there are.
func (b *Board) set(src []byte, isFile func(name string) bool) ErrorList {
	p := new(parser)
	p.reset(assets.BoardSettings)
	p.decode(src)
	for _, notText := range p.fields {
		p.report(notText.at, BadValue, "%s", notText.value)
	}
	r := settingsReader{source: &p.source, board: b, isFile: isFile, damaged: len(p.fields) > 0, has: make(map[string]bool)}
	r.skipBlank()
	r.skipBanner()
	for _, l := range r.lines {
		if !l.blank() {
			r.setLine(l)
		}
	}
	return p.findings()
}

// A settingsReader gives a board its settings.
type settingsReader struct {
	*source
	board   *Board
	isFile  func(name string) bool
	damaged bool            // the file is not UTF-8
	has     map[string]bool // the settings that have a value, by name
}

func (r *settingsReader) setLine(l line) {
	f, ok := settingIn(l)
	switch {
	case !ok:
		r.report(l.at(len(l.text)-len(plaintext.TrimIndent(l.text))), BadValue, "wanted a setting such as TITLE News, found text, which is not used: %q", l.text)
		return
	case r.damaged && strings.ContainsRune(f.value, utf8.RuneError):
		r.report(f.at, BadValue, "wanted text, found what cannot be read, which is not used: %q", f.value)
	case !isSetting(f.name):
		if !isExtension(f.name) {
			r.noteStray(f)
		}
	case r.has[f.name] && f.name != "link" && f.name != "file":
		r.report(f.at, BadValue, "wanted one %s, found another: %q", strings.ToUpper(f.name), f.value)
	default:
		want := r.assign(f)
		if want == "" {
			r.has[f.name] = true
			return
		}
		r.report(f.at, BadValue, "%s: %q", want, f.value)
	}
	b := r.board
	if b.Meta == nil {
		b.Meta = make(map[string][]string)
	}
	b.Meta[f.name] = append(b.Meta[f.name], f.value)
}

// isSetting reports whether a name, in lower case, is that of a setting.
func isSetting(name string) bool {
	switch name {
	case "title", "description", "url", "first-url", "lang", "zone", "logo", "icon", "style", "directory-urls", "file", "link":
		return true
	}
	return false
}

// settingIn reads a line as a field. The name of a setting may be in any case, as
// that of a post's field.
func settingIn(l line) (f headerField, ok bool) {
	indent := len(l.text) - len(plaintext.TrimIndent(l.text))
	name, rest := cutName(l.text[indent:])
	if isSetting(plaintext.LowerASCII(name)) {
		l.text = l.text[:indent] + strings.ToUpper(name) + rest
	}
	return l.field()
}

// assign gives the board a setting, or returns what was wanted instead.
func (r *settingsReader) assign(f headerField) (want string) {
	b, value := r.board, f.value
	switch f.name {
	case "title":
		return setChecked(&b.Title, value, value != "", "wanted the name of the board, found")
	case "description":
		return setChecked(&b.Description, value, value != "", "wanted a sentence, found")
	case "url", "first-url":
		to := &b.URL
		if f.name == "first-url" {
			to = &b.FirstURL
		}
		return setChecked(to, value, isFolderURL(value), "wanted the address of a folder such as https://parliament.example/news/, found")
	case "lang":
		value = languageTag(value)
		return setChecked(&b.Lang, value, plaintext.IsLanguage(value), "wanted a language tag such as ko, found")
	case "zone":
		return b.setZone(value)
	case "logo":
		return r.setFile(&b.Logo, value, isPicture, "wanted the path of a picture beside the posts such as logo.svg, found")
	case "icon":
		return r.setFile(&b.Icon, value, isIcon, "wanted the path of a picture beside the posts such as icon.svg, found")
	case "style":
		return r.setFile(&b.Style, value, isStyleSheet, "wanted the path of a style sheet beside the posts such as style.css, found")
	case "directory-urls":
		return setBool(&b.DirectoryURLs, value)
	case "file":
		var name string
		want = r.setFile(&name, value, func(string) bool { return true }, "wanted the path of a file beside the posts, found")
		if want == "" {
			b.Files = append(b.Files, name)
		}
		return want
	}
	return r.addLink(f)
}

func (b *Board) setZone(value string) (want string) {
	location, err := time.LoadLocation(value)
	if err != nil || value == "" || value == "Local" {
		return "wanted a time zone such as Europe/Vienna, found"
	}
	b.Location = location
	return ""
}

// setFile takes the path of a file beside the posts.
func (r *settingsReader) setFile(to *string, value string, isRight func(ext string) bool, want string) string {
	name := strings.TrimPrefix(value, "./")
	ok := fs.ValidPath(name) && name != "." && isRight(strings.ToLower(path.Ext(name)))
	if ok && r.isFile != nil && !r.isFile(name) {
		return want + " no such file"
	}
	return setChecked(to, name, ok, want)
}

func isIcon(ext string) bool       { return isPicture(ext) || ext == ".ico" }
func isStyleSheet(ext string) bool { return ext == ".css" }

// maxLinks bounds the links of a board: all of them are on each page.
const maxLinks = 50

func (r *settingsReader) addLink(f headerField) (want string) {
	l := readLink(f.value)
	if len(r.board.Links) == maxLinks {
		return "wanted at most " + strconv.Itoa(maxLinks) + " links, found one more"
	}
	if l.Title == "" || l.URL == "" {
		return "wanted [Imprint](https://parliament.example/imprint) and menu or foot, found"
	}
	if _, refused := weburl.NewResolver("./", weburl.ImagesOff).Link(l.URL); refused != "" {
		return "wanted an address to follow, found one that is not (" + refused + ")"
	}
	if l.Place == "" {
		l.Place = Menu
		r.report(f.at, Guessed, "wanted menu or foot after a link, found neither: it is in the menu: %q", f.value)
	}
	r.board.Links = append(r.board.Links, l)
	return ""
}

// readLink reads "[Title](address) place" or "Title address place". The place may
// stand in front, or be missing.
func readLink(value string) (l Link) {
	words := strings.Split(value, " ")
	last := len(words) - 1
	if l.Place = placeNamed(words[last]); l.Place != "" {
		words = words[:last]
	} else if l.Place = placeNamed(words[0]); l.Place != "" {
		words = words[1:]
	}
	if m := linkRE.FindStringSubmatch(strings.Join(words, " ")); m != nil {
		l.Title, l.URL = plaintext.OneLine(unescape(m[1])), strings.TrimSpace(m[2]+m[3])
		return l
	}
	if last = len(words) - 1; last > 0 {
		address := strings.Trim(words[last], "()<>")
		if weburl.IsEmail(address) {
			address = "mailto:" + address
		}
		l.Title, l.URL = strings.Join(words[:last], " "), address
	}
	return l
}

func placeNamed(word string) LinkPlace {
	for _, place := range []LinkPlace{Menu, Foot} {
		if strings.EqualFold(word, string(place)) {
			return place
		}
	}
	return ""
}

// settingsAsRead holds the settings of a program to what a file could say: it
// replaces those that pages show by what is read when they are written.
func (b *Board) settingsAsRead() (errs ErrorList) {
	var read Board
	for _, e := range read.set(b.formatSettings(), nil) {
		errs = append(errs, fileStart.finding("Board", e.Kind, "%s", e.Msg))
	}
	b.Title, b.Description, b.Lang = read.Title, read.Description, read.Lang
	b.Logo, b.Icon, b.Style, b.Links = read.Logo, read.Icon, read.Style, read.Links
	return errs
}

// formatSettings writes the settings that pages show, as a file has them.
func (b *Board) formatSettings() []byte {
	var s bytes.Buffer
	write := func(name, value string) {
		if value = plaintext.OneLine(plaintext.Clean(value)); value != "" {
			s.WriteString(name + ": " + value + "\n")
		}
	}
	write("TITLE", b.Title)
	write("DESCRIPTION", b.Description)
	write("LANG", b.Lang)
	write("LOGO", b.Logo)
	write("ICON", b.Icon)
	write("STYLE", b.Style)
	for _, l := range b.Links {
		place := l.Place
		if place != Foot {
			place = Menu
		}
		write("LINK", "["+escapeBrackets(l.Title)+"](<"+noAngles.Replace(l.URL)+">) "+string(place))
	}
	return s.Bytes()
}

// inParallel calls f for 0 to n-1, from as many goroutines as there are
// processors.
func inParallel(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}
