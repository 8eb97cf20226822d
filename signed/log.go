package signed

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/boardview/board/internal/lazyfs"
	"golang.org/x/mod/sumdb/tlog"
)

// An Entry of the log says what happened to a file, or that the tree has changed.
type Entry struct {
	Time     time.Time // of signing
	Kind     Kind
	Replaces int64 // index of the entry about the same file before, -1 if there is none
	Hash     Hash  // of the file; zero if it is gone
	Path     string
}

// A Kind says what happened to a file.
type Kind string

// The kinds of entries. Of the last two, the publisher has not said why.
const (
	New       Kind = "new"
	Corrected Kind = "corrected" // the source has another UPDATED than before
	Withdrawn Kind = "withdrawn" // the source has WITHDRAWN
	Expired   Kind = "expired"   // it is gone, as its EXPIRES said
	Renamed   Kind = "renamed"   // only ID and ALIAS of the source are others
	Tree      Kind = "tree"      // of the root of the list of files, after the entries about files; the path is listPath and its height
	Changed   Kind = "changed"
	Removed   Kind = "removed"
)

var entryForm = regexp.MustCompile(`^` + timePattern + ` (new|corrected|withdrawn|expired|renamed|tree|changed|removed) (-|0|[1-9]\d{0,14}) (-|[0-9a-f]{64}) ([^\n]+)$`)

// String is the entry as it stands in the log.
func (e Entry) String() string {
	replaces, hash := "-", "-"
	if e.Replaces >= 0 {
		replaces = strconv.FormatInt(e.Replaces, 10)
	}
	if e.Hash != (Hash{}) {
		hash = fmt.Sprintf("%x", e.Hash[:])
	}
	return fmt.Sprintf("%s %s %s %s %s", e.Time.UTC().Format(timeForm), e.Kind, replaces, hash, e.Path)
}

func parseEntry(text string) (e Entry, err error) {
	m := entryForm.FindStringSubmatch(text)
	if m == nil || !validPath(m[5]) {
		return e, fmt.Errorf("wanted time, kind, index, hash and path, found %.200q", text)
	}
	if e.Time, err = time.Parse(timeForm, m[1]); err != nil {
		return e, err
	}
	e.Kind, e.Replaces, e.Path = Kind(m[2]), -1, m[5]
	if m[3] != "-" {
		e.Replaces, _ = strconv.ParseInt(m[3], 10, 64)
	}
	if m[4] != "-" {
		e.Hash = parseHash(m[4])
	}
	if (e.Kind == Tree) != treePath.MatchString(e.Path) {
		return e, fmt.Errorf("wanted %s/HEIGHT as the path of a tree, and of nothing else, found %.200q", listPath, text)
	}
	return e, nil
}

// listPath begins the path of entries about the list of all files. The height is
// part of it, because parts with files and parts with parts look the same.
const listPath = Folder + "/files"

var treePath = regexp.MustCompile(`^` + listPath + `/\d$`)

// A root is what an entry says about the list of all files.
type root struct {
	path string
	hash Hash
}

func (s State) root() root { return root{fmt.Sprintf("%s/%d", listPath, s.Height), s.Files} }

// A log is all entries, with the hashes of its Merkle tree.
type log struct {
	entries []string
	hashes  []tlog.Hash      // as package tlog stores them
	last    map[string]int64 // index of the last entry about a path
	heads   map[string]Hash  // its hash, of files
	roots   []root           // of the versions of the tree
	time    time.Time        // of the last entry
}

func newLog() *log { return &log{last: make(map[string]int64), heads: make(map[string]Hash)} }

// ReadHashes implements [tlog.HashReader].
func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = l.hashes[index]
	}
	return hashes, nil
}

func (l *log) size() int64 { return int64(len(l.entries)) }

// append appends an entry that has the right index to replace.
func (l *log) append(e Entry) error {
	if last, ok := l.last[e.Path]; ok != (e.Replaces >= 0) || ok && last != e.Replaces {
		return fmt.Errorf("entry %d: wanted the index of the entry before about %q, found %d", l.size(), e.Path, e.Replaces)
	}
	if e.Time.Before(l.time) {
		return fmt.Errorf("entry %d: wanted one of %s or later, found one of %s", l.size(), l.time.Format(timeForm), e.Time.Format(timeForm))
	}
	text := e.String()
	more, err := tlog.StoredHashes(l.size(), []byte(text), l)
	if err != nil {
		return err
	}
	l.hashes = append(l.hashes, more...)
	l.last[e.Path] = l.size()
	if e.Kind == Tree {
		l.roots = append(l.roots, root{e.Path, e.Hash})
	} else {
		l.heads[e.Path] = e.Hash
	}
	l.entries, l.time = append(l.entries, text), e.Time
	return nil
}

// add appends an entry about a path.
func (l *log) add(now time.Time, kind Kind, h Hash, name string) error {
	e := Entry{now, kind, -1, h, name}
	if last, ok := l.last[name]; ok {
		e.Replaces = last
	}
	return l.append(e)
}

// version is the last version of the tree but some; zero if there were not so many.
func (l *log) version(back int) (r root) {
	if i := len(l.roots) - 1 - back; i >= 0 {
		r = l.roots[i]
	}
	return r
}

func (l *log) root(size int64) (Hash, error) { return tlog.TreeHash(size, l) }

// Tiles: c2sp.org/tlog-tiles. Package tlog names them with their height.

const (
	tileHeight = 8
	maxBundle  = 2048 << tileHeight // bytes; a path has at most half of that
)

func tileName(t tlog.Tile) string {
	name := strings.TrimPrefix(t.Path(), "tile/8/")
	return Folder + "/tile/" + strings.Replace(name, "data/", "entries/", 1)
}

// addTo adds the tiles of the log at a size. Of the partial ones, it adds the last.
func (l *log) addTo(own lazyfs.Dir, size int64) {
	for _, t := range tlog.NewTiles(tileHeight, 0, size) {
		own.Add(tileName(t), lazyfs.File(func() ([]byte, error) { return l.tile(t) }))
		if data := t; t.L == 0 {
			data.L = -1
			own.Add(tileName(data), lazyfs.File(func() ([]byte, error) { return l.tile(data) }))
		}
	}
}

// bundle has the entries of a tile, each behind its length.
func (l *log) bundle(t tlog.Tile) (b []byte) {
	start := t.N << tileHeight
	for _, text := range l.entries[start : start+int64(t.W)] {
		b = binary.BigEndian.AppendUint16(b, uint16(len(text)))
		b = append(b, text...)
	}
	return b
}

// readLog reads all entries of a log and verifies that they are those of a note.
// The tiles with hashes are for others, who need not read all entries; they are
// verified, too, if whole is set.
func readLog(fsys fs.FS, c *Checkpoint, whole bool) (*log, error) {
	l := newLog()
	for l.size() < c.Size { // a note can say that the log is longer than all memory
		t := tlog.Tile{H: tileHeight, L: -1, N: l.size() >> tileHeight, W: int(min(c.Size-l.size(), 1<<tileHeight))}
		if err := l.readBundle(fsys, t); err != nil {
			return nil, err
		}
	}
	if l.time.After(c.Signed) {
		return nil, fmt.Errorf("%s/tile: %w: wanted entries of %s or earlier, found one of %s", Folder, ErrMismatch, c.Signed.Format(timeForm), l.time.Format(timeForm))
	}
	if root, err := l.root(c.Size); err != nil || root != c.Root {
		return nil, fmt.Errorf("%s/tile: %w: wanted a log with the root %x, found %x", Folder, ErrMismatch, c.Root[:], root[:])
	}
	if whole {
		return l, l.compareTiles(fsys, c.Size)
	}
	return l, nil
}

func (l *log) readBundle(fsys fs.FS, t tlog.Tile) error {
	name := tileName(t)
	b, err := readFile(fsys, name, maxBundle)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	for range t.W {
		if len(b) < 2 || len(b) < 2+int(binary.BigEndian.Uint16(b)) {
			return fmt.Errorf("%s: %w: wanted %d entries, found fewer", name, ErrMismatch, t.W)
		}
		end := 2 + int(binary.BigEndian.Uint16(b))
		e, err := parseEntry(string(b[2:end]))
		if err == nil && e.String() != string(b[2:end]) {
			err = fmt.Errorf("wanted %q, found %q", e.String(), b[2:end])
		}
		if err == nil {
			err = l.append(e)
		}
		if err != nil {
			return fmt.Errorf("%s: %w: %w", name, ErrMismatch, err)
		}
		b = b[end:]
	}
	if len(b) > 0 {
		return fmt.Errorf("%s: %w: wanted %d entries, found more", name, ErrMismatch, t.W)
	}
	return nil
}

func (l *log) compareTiles(fsys fs.FS, size int64) error {
	for _, t := range tlog.NewTiles(tileHeight, 0, size) {
		if err := l.compareTile(fsys, t); err != nil {
			return err
		}
	}
	return nil
}

func (l *log) compareTile(fsys fs.FS, t tlog.Tile) error {
	want, err := l.tile(t)
	if err != nil {
		return fmt.Errorf("%s: %w", tileName(t), err)
	}
	found, err := readFile(fsys, tileName(t), len(want))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	if !bytes.Equal(want, found) {
		return fmt.Errorf("%s: %w", tileName(t), ErrMismatch)
	}
	return nil
}

// tile is the content of a tile, or of its entries.
func (l *log) tile(t tlog.Tile) ([]byte, error) {
	if t.L < 0 {
		return l.bundle(t), nil
	}
	return tlog.ReadTileData(t, l)
}

// holds reports whether a tile is one of the log, of its present size or an earlier
// one: its last hash is of entries that the log has.
func (l *log) holds(t tlog.Tile) bool {
	return t.H == tileHeight && t.L < 8 && (t.N<<tileHeight+int64(t.W))<<(tileHeight*max(t.L, 0)) <= l.size()
}

// parseTileName is the reverse of tileName.
func parseTileName(name string) (tlog.Tile, error) {
	name = strings.TrimPrefix(name, Folder+"/tile/")
	if rest, ok := strings.CutPrefix(name, "entries/"); ok {
		name = "data/" + rest
	}
	return tlog.ParseTilePath("tile/8/" + name)
}

// Which files the log is about.

// isLogged reports whether the log is about a file: a post's source, or a file
// that the board has not made, such as a document. All others follow from these.
func isLogged(name string) bool {
	folder, _, inside := strings.Cut(name, "/")
	switch {
	case folder == "posts":
		return path.Ext(name) == ".txt"
	case inside:
		return !made[folder] && !oldPage.MatchString(folder) && !isCopy(name)
	}
	return !made[name] && !sitemap.MatchString(name) && !strings.HasPrefix(name, ".") && !isCopy(name)
}

var (
	made = map[string]bool{
		"archive": true, "tags": true, "lang": true, "oembed": true, "widget": true, "search": true,
		"index.html": true, "404.html": true, "feed.json": true, "feed.xml": true, "atom.xml": true, "board.css": true,
		"favicon.svg": true, "robots.txt": true, "_headers": true, "web.config": true, "nginx.conf": true,
	}
	oldPage = regexp.MustCompile(`^page-\d+$`)
	sitemap = regexp.MustCompile(`^sitemap.*\.xml$`)
	copied  = regexp.MustCompile(`\.(480|960|1600)\.(avif|gif|jpe?g|png|webp)$`)
)

// isCopy reports whether a file is a smaller copy of a picture: meeting.480.jpg.
func isCopy(name string) bool { return copied.MatchString(name) }

// What a source says.

// A source is the source of a post, as the board writes it.
type source struct {
	withdrawn, updated, expires string
	rest                        string // without ID and ALIAS
}

// readSource reads the header of a source: its lines up to the first empty one. Lines
// may end as those of Windows do.
func readSource(text []byte) (s source) {
	header, body, _ := strings.Cut("\n"+strings.ReplaceAll(string(text), "\r\n", "\n"), "\n\n")
	var rest strings.Builder
	for l := range strings.Lines(header + "\n") {
		name, value, _ := strings.Cut(strings.TrimSuffix(l, "\n"), " ")
		switch name {
		case "WITHDRAWN":
			s.withdrawn = dated(value)
		case "UPDATED":
			s.updated = dated(value)
		case "EXPIRES":
			s.expires = dated(value)
		case "ID", "ALIAS":
			continue
		}
		rest.WriteString(l)
	}
	s.rest = rest.String() + "\n" + body
	return s
}

// dated is a value that begins with a date; "" if it does not: the board shows
// readers nothing of such a line.
func dated(value string) string {
	day, _, _ := strings.Cut(value, " ")
	if _, err := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))]); err != nil {
		return ""
	}
	return value
}

// kindOf says what happened to a source that has been replaced.
func kindOf(old, now []byte) Kind {
	was, is := readSource(old), readSource(now)
	switch {
	case is.withdrawn != "" && was.withdrawn == "":
		return Withdrawn
	case is.updated != "" && is.updated != was.updated:
		return Corrected
	case is.rest == was.rest && len(old) > 0:
		return Renamed
	}
	return Changed
}

// goneKind says why a source is gone at a time.
func goneKind(old []byte, now time.Time) Kind {
	// Nowhere does a day end later than 12 hours after it has ended in UTC.
	if end, _, _ := strings.Cut(readSource(old).expires, " "); end != "" && end <= now.UTC().Add(14*time.Hour).Format(time.DateOnly) {
		return Expired
	}
	return Removed
}
