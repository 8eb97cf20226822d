package importer

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board"
	"github.com/boardview/board/internal/plaintext"
)

// A reader reads one file and collects findings.
type reader struct {
	*Importer
	name     string
	text     string
	lines    []int // where each line of text starts
	errs     board.ErrorList
	base     *url.URL          // what relative addresses mean; nil if nobody knows
	lang     string            // of items that do not say theirs
	authors  []board.Author    // of items that name none
	pictures map[string][]byte // that stood in the file itself
	saved    []string          // files beside this one that its posts lead to
	final    map[string]bool   // relative addresses that are the board's
}

// maxFindings limits the findings that a hostile file can cause.
const maxFindings = 100

func (r *reader) setText(s string) {
	r.text, r.lines = s, []int{0}
	for i := range len(s) {
		if s[i] == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
}

// at reports a finding at an offset of the text. Of a long value it shows the
// start.
func (r *reader) at(offset int, kind board.Kind, format string, args ...any) {
	switch len(r.errs) {
	case maxFindings:
		return
	case maxFindings - 1:
		kind, format, args = board.LeftOut, "wanted fewer than %d findings, found more: the rest is not told", []any{maxFindings}
	}
	plaintext.Starts(args)
	offset = min(max(offset, 0), len(r.text))
	line := sort.Search(len(r.lines), func(i int) bool { return r.lines[i] > offset })
	start := 0
	if line > 0 {
		start = r.lines[line-1]
	}
	col := utf8.RuneCountInString(r.text[start:offset]) + 1
	r.errs = append(r.errs, &board.Error{File: r.name, Line: max(line, 1), Col: col, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}

// fileError reports why the file was not read.
func (r *reader) fileError(format string, args ...any) {
	err := fmt.Errorf(format+": the file was not read", args...)
	r.errs = append(r.errs, &board.Error{File: r.name, Line: 1, Col: 1, Kind: board.FileError, Msg: err.Error(), Err: err})
}

// err returns all findings in the order of the file, nil if there are none.
func (r *reader) err() error {
	if len(r.errs) == 0 {
		return nil
	}
	slices.SortStableFunc(r.errs, func(a, b *board.Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return r.errs
}

// resolve makes an address absolute if the base is known.
func (r *reader) resolve(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if address == "" || err != nil || r.base == nil || u.IsAbs() {
		return address
	}
	return r.base.ResolveReference(u).String()
}

func parseBase(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}
