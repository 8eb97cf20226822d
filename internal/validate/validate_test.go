package validate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestPages: the Nu Html Checker finds no error in the pages and the style
// sheet.
func TestPages(t *testing.T) {
	run(t, "java", "-jar", module(t, "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--also-check-css", "--skip-non-html", site(t))
}

// TestFeeds: the RSS and Atom feeds and the index of the sitemap match their
// grammars.
func TestFeeds(t *testing.T) {
	for schema, pattern := range map[string]string{"rss.rnc": "feed.xml", "atom.rnc": "atom.xml", "siteindex.rnc": "sitemap.xml"} {
		args := []string{"-cp", module(t, "vnu-jar/build/dist/vnu.jar"), "nu.validator.vendor.thaiopensource.relaxng.util.Driver", "-c", "testdata/" + schema}
		run(t, "java", append(args, files(t, pattern)...)...)
	}
}

// TestSitemap: the parts of the sitemap match the schema of the protocol.
func TestSitemap(t *testing.T) {
	run(t, "xmllint", append([]string{"--nonet", "--noout", "--schema", module(t, "sitemap/schema/sitemap.xsd")}, files(t, "sitemap-*.xml")...)...)
}

// TestJSON: feeds, items, oEmbed responses and the linked data of pages have
// the types of their specifications.
func TestJSON(t *testing.T) {
	var source strings.Builder
	source.WriteString("import type { Feed, Item, OEmbed } from './formats.js';\nimport type { NewsArticle, WithContext } from 'schema-dts';\n")
	declare := func(kind, src string) {
		fmt.Fprintf(&source, "export const value%d: %s = %s;\n", source.Len(), kind, src)
	}
	for _, name := range files(t, "feed.json") {
		declare("Feed", read(t, name))
	}
	for _, name := range files(t, "*.json") {
		switch filepath.Base(filepath.Dir(name)) {
		case "posts":
			declare("Item", read(t, name))
		case "oembed":
			declare("OEmbed", read(t, name))
		}
	}
	articles := 0
	for _, name := range files(t, "index.html") {
		for _, src := range linkedData(read(t, name)) {
			declare("WithContext<NewsArticle>", src)
			articles++
		}
	}
	if articles < 50 {
		t.Errorf("wanted the linked data of 50 posts or more, found %d", articles)
	}
	dir := tools(t)
	write(t, filepath.Join(dir, "formats.d.ts"), read(t, "testdata/formats.d.ts"))
	write(t, filepath.Join(dir, "values.ts"), source.String())
	run(t, module(t, "typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "esnext", filepath.Join(dir, "values.ts"))
}

// linkedData returns the JSON-LD of a page, found by an HTML tokenizer.
func linkedData(page string) (list []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if t := z.Token(); t.Data == "script" && kind == html.StartTagToken {
			z.Next()
			list = append(list, string(z.Text()))
		}
	}
	return list
}

// TestMicroformats: a post's page is one h-entry with the properties that
// readers use, and the list is one h-feed.
func TestMicroformats(t *testing.T) {
	dir := tools(t)
	write(t, filepath.Join(dir, "microformats.mjs"), read(t, "testdata/microformats.mjs"))
	front, post := filepath.Join(site(t), "index.html"), filepath.Join(site(t), "posts", "hard-2", "index.html")
	lines := strings.Split(strings.TrimSpace(run(t, "node", filepath.Join(dir, "microformats.mjs"), front, post)), "\n")
	if len(lines) != 2 {
		t.Fatalf("wanted a line for each of two pages, found %q", lines)
	}
	var feed, entry []struct {
		Type       string
		Properties map[string][]any
		Children   int
	}
	if err := errors.Join(json.Unmarshal([]byte(lines[0]), &feed), json.Unmarshal([]byte(lines[1]), &entry)); err != nil {
		t.Fatal(err)
	}
	if len(feed) != 1 || feed[0].Type != "h-feed" || feed[0].Children < 20 {
		t.Errorf("wanted an h-feed of 20 entries or more, found %v", feed)
	}
	if len(entry) != 1 || entry[0].Type != "h-entry" {
		t.Fatalf("wanted one h-entry, found %v", entry)
	}
	for _, name := range []string{"name", "url", "uid", "published", "updated", "content", "author", "category"} {
		if len(entry[0].Properties[name]) == 0 {
			t.Errorf("h-entry: wanted the property %s, found %v", name, entry[0].Properties)
		}
	}
}

// A shownPost has the properties of a post that a newsreader shows.
type shownPost struct {
	ID, Link, Title, HTML, Published, By string
	Tags                                 []string
}

// TestReader: a newsreader shows the same posts for all three formats of a
// feed.
func TestReader(t *testing.T) {
	names := slices.Sorted(slices.Values(slices.Concat(files(t, "feed.xml"), files(t, "atom.xml"), files(t, "feed.json"))))
	dir := tools(t)
	write(t, filepath.Join(dir, "reader.mjs"), read(t, "testdata/reader.mjs"))
	lines := strings.Split(strings.TrimSpace(run(t, "node", append([]string{filepath.Join(dir, "reader.mjs")}, names...)...)), "\n")
	if len(lines) != len(names) {
		t.Fatalf("wanted a line for each of %d feeds, found %d", len(names), len(lines))
	}
	byFolder := make(map[string][]shownPost)
	total := 0
	for i, line := range lines {
		var posts []shownPost
		if err := json.Unmarshal([]byte(line), &posts); err != nil {
			t.Fatal(err)
		}
		folder := filepath.Dir(names[i])
		if first, ok := byFolder[folder]; !ok {
			byFolder[folder] = posts
		} else if fmt.Sprint(first) != fmt.Sprint(posts) {
			t.Errorf("%s: wanted the same posts as in the other feeds of the folder, found\n%v\n%v", names[i], first, posts)
		}
		total += len(posts)
	}
	if total < 3*60 {
		t.Errorf("wanted 60 posts or more in each format, found %d in all", total)
	}
}

// files returns the files of the site whose names match the pattern. The test
// fails if there are none.
func files(t *testing.T, pattern string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(site(t), func(name string, d fs.DirEntry, err error) error {
		if ok, _ := filepath.Match(pattern, filepath.Base(name)); ok && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted files named %s, found none (%v)", pattern, err)
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}
