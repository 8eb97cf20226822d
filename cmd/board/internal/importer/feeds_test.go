package importer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/boardview/board/cmd/board/internal/htmltree"
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
)

// valid: a strict parser accepts a feed that the board publishes, and it has
// the elements that newsreaders need.
func valid(t *testing.T, name string, src []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f.Title == "" || !absolute(f.Link) || f.FeedLink != home+(&url.URL{Path: name}).String() {
		t.Errorf("%s: wanted a title and two addresses, found %q, %q and %q", name, f.Title, f.Link, f.FeedLink)
	}
	seen := make(map[string]bool)
	for _, it := range f.Items {
		if seen[it.GUID] || !strings.HasPrefix(it.GUID, "tag:parliament.example,") {
			t.Errorf("%s: wanted a tag URI of its own, found %q", name, it.GUID)
		}
		seen[it.GUID] = true
		if it.Title == "" || !absolute(it.Link) || it.PublishedParsed == nil {
			t.Errorf("%s: %s: wanted a title, an address and a date, found %q, %q, %q", name, it.GUID, it.Title, it.Link, it.Published)
		}
	}
	if strings.Contains(name, "atom") {
		validAtom(t, name, src)
		return
	}
	for _, it := range f.Items { // in RSS a description is HTML
		summary := strings.TrimSuffix(letters(it.Description), "…")
		if text := letters(it.Content); !strings.Contains(text, summary) {
			t.Errorf("%s: %s: wanted the beginning of %q, found %q", name, it.GUID, text, summary)
		}
	}
}

// letters returns the text of HTML without spaces, and without what a summary
// has in their place: "·" between items, the numbers of footnotes.
func letters(source string) string {
	return strings.Join(strings.Fields(betweenRE.ReplaceAllString(htmltree.TextOf(source), " ")), "")
}

var betweenRE = regexp.MustCompile(`·|\[\d+\]`)

func absolute(address string) bool { return strings.HasPrefix(address, home) }

// validAtom checks the requirements of RFC 4287 § 4.1.1 and § 4.1.2.
func validAtom(t *testing.T, name string, src []byte) {
	t.Helper()
	f, err := new(atom.Parser).Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	if f.ID == "" || f.UpdatedParsed == nil || len(f.Authors) != 1 {
		t.Errorf("%s: wanted an id, a time and an author, found %q, %q and %v", name, f.ID, f.Updated, f.Authors)
	}
	for _, e := range f.Entries {
		alternates := make(map[string]bool)
		for _, link := range e.Links {
			if key := link.Type + " " + link.Hreflang; link.Rel == "alternate" {
				if alternates[key] {
					t.Errorf("%s: %s: two alternates are %q", name, e.ID, key)
				}
				alternates[key] = true
			}
		}
		if e.UpdatedParsed == nil {
			t.Errorf("%s: %s: wanted a time, found %q", name, e.ID, e.Updated)
		}
	}
}
