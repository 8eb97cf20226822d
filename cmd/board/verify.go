package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/boardview/board/internal/app/cli"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

var verifyCommand = cli.Command{
	Name:     "board verify",
	Args:     []string{"SITE", "LATER"},
	Optional: true,
	Short:    "Verify the signature of a published board, or of two versions of it.",
	Long: `
SITE is the address of a board, or a directory with a copy of it. All of its files
are compared with what one of the keys has signed, except compressed copies (.br, .gz),
which a mirror should make itself.

With LATER, a later version of the same board, it also finds posts of SITE that were
rewritten or dropped there. A correction that says so (UPDATED), a withdrawal
(WITHDRAWN) and the end of a post (EXPIRES) are printed, and are no errors.

A signature that has expired is an error, unless -archive is given.`,
	Examples: []cli.Example{
		{Purpose: "verify a mirror", Line: "board verify -key secretariat.example/news+cfd4f110+AVkU… https://mirror.example/news/"},
		{Purpose: "verify a copy of last year", Line: "board verify -archive -key secretariat.example/news+cfd4f110+AVkU… backup/2025"},
		{Purpose: "find what was changed since then", Line: "board verify -archive -key secretariat.example/news+cfd4f110+AVkU… backup/2025 /var/www/news"},
	},
	Flags: func(flags *flag.FlagSet) func([]string, *cli.Printer) error {
		v := new(verification)
		keyFlag(flags, &v.keys, "the public `key` of the board, or a root key; give the flag once for each that may have signed it")
		flags.BoolVar(&v.archive, "archive", false, "accept a signature that has expired")
		return v.run
	},
}

type verification struct {
	keys    []string
	archive bool
}

// A verifiedEvent is the result of board verify, as JSON.
type verifiedEvent struct {
	Type    string    `json:"type"` // "verified"
	Origin  string    `json:"origin"`
	Signed  time.Time `json:"signed"`
	Expires time.Time `json:"expires"`
	Entries int64     `json:"entries"` // of the log
}

// An entryEvent is an entry that the log of the later version has more, as JSON.
type entryEvent struct {
	Type string `json:"type"` // "entry"
	signed.Entry
}

func (v *verification) run(args []string, out *cli.Printer) error {
	keys, err := verifiers(v.keys)
	if err == nil && len(keys) == 0 {
		err = cli.UsageError{Err: errors.New("wanted -key, the public key of the board, found none")}
	}
	if err != nil {
		return err
	}
	site := openSite(args[len(args)-1])
	if len(args) == 2 {
		entries, err := signed.Compare(openSite(args[0]), site, keys...)
		for _, e := range entries {
			out.Print(e.String(), entryEvent{"entry", e})
		}
		if err != nil {
			return err
		}
	}
	c, err := v.verify(site, keys, len(args) == 2)
	if err != nil {
		return fmt.Errorf("%s: %w", args[len(args)-1], err)
	}
	out.Print(fmt.Sprintf("signed by %s at %s, valid until %s; the log has %d entries", c.Origin, c.Signed.Format(time.RFC3339), c.Expires.Format(time.RFC3339), c.Size),
		verifiedEvent{"verified", c.Origin, c.Signed, c.Expires, c.Size})
	return nil
}

// verify verifies a site, or only its note if the rest is verified.
func (v *verification) verify(site fs.FS, keys []note.Verifier, isVerified bool) (c *signed.Checkpoint, err error) {
	if isVerified {
		c, err = signed.Open(site, keys...)
	} else {
		c, err = signed.Verify(site, keys...)
	}
	if err == nil && !v.archive {
		err = c.CheckTime(time.Now())
	}
	return c, err
}

// openSite opens a board at an address or in a directory.
func openSite(name string) fs.FS {
	u, err := url.Parse(name)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return os.DirFS(name)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return webFS{u}
}

// A webFS reads files from a web server, past caches. It cannot list folders.
type webFS struct{ base *url.URL }

const (
	maxAnswer  = 1 << 30 // bytes
	answerTime = 5 * time.Minute
)

// webClient follows no redirect: what another address sends is not the board.
var webClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// Open implements [fs.FS].
func (w webFS) Open(name string) (fs.File, error) {
	f, err := w.open(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

func (w webFS) open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	if name == "." {
		return nil, errors.ErrUnsupported
	}
	f, err := fetch(w.address(name).String())
	if folder, ok := strings.CutSuffix(name, "index.html"); ok && err == errMoved { // some servers send it at the address of the folder only
		return fetch(w.address(folder).JoinPath("/").String())
	}
	return f, err
}

func (w webFS) address(name string) *url.URL {
	var escaped []string // JoinPath takes a path that is: a%20b.pdf would be "a b.pdf"
	for segment := range strings.SplitSeq(name, "/") {
		escaped = append(escaped, url.PathEscape(segment))
	}
	return w.base.JoinPath(escaped...)
}

var errMoved = errors.New("wanted the status 200, found a redirect")

func fetch(address string) (fs.File, error) {
	ctx, cancel := context.WithTimeout(context.Background(), answerTime)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		cancel()
		return nil, err
	}
	request.Header.Set("Cache-Control", "no-cache")
	response, err := webClient.Do(request)
	if err != nil {
		cancel()
		return nil, err
	}
	if response.StatusCode == http.StatusOK {
		return &webFile{io.LimitReader(response.Body, maxAnswer), response, cancel}, nil
	}
	response.Body.Close()
	cancel()
	switch {
	case response.StatusCode == http.StatusNotFound:
		return nil, fs.ErrNotExist
	case response.StatusCode/100 == 3:
		return nil, errMoved
	}
	return nil, fmt.Errorf("wanted the status 200, found %s", response.Status)
}

// A webFile is the answer of a web server.
type webFile struct {
	io.Reader
	response *http.Response
	cancel   context.CancelFunc
}

// Stat implements [fs.File]. An answer has no name and no time.
func (f *webFile) Stat() (fs.FileInfo, error) { return nil, errors.ErrUnsupported }

// Close implements [fs.File].
func (f *webFile) Close() error {
	f.cancel()
	return f.response.Body.Close()
}
