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

// TestPages: the Nu Html Checker finds no error in any page, nor in the
// style sheet.
func TestPages(t *testing.T) {
	run(t, "java", "-jar", module(t, "vnu-jar/build/dist/vnu.jar"), "--errors-only", "--also-check-css", "--skip-non-html", site(t))
}

// TestFeeds: every RSS and Atom feed is as its grammar has it, and so is the
// index of the sitemap.
func TestFeeds(t *testing.T) {
	for schema, pattern := range map[string]string{"rss.rnc": "feed.xml", "atom.rnc": "atom.xml", "siteindex.rnc": "sitemap.xml"} {
		args := []string{"-cp", module(t, "vnu-jar/build/dist/vnu.jar"), "nu.validator.vendor.thaiopensource.relaxng.util.Driver", "-c", "testdata/" + schema}
		run(t, "java", append(args, files(t, pattern)...)...)
	}
}

// TestSitemap: the parts of the sitemap are as the protocol's schema has
// them.
func TestSitemap(t *testing.T) {
	run(t, "xmllint", append([]string{"--nonet", "--noout", "--schema", module(t, "sitemap/schema/sitemap.xsd")}, files(t, "sitemap-*.xml")...)...)
}

// TestJSON: feeds, items, oEmbed's answers and the linked data of the pages
// are of the types that their definitions give them.
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
		t.Errorf("wanted the linked data of 50 posts, found %d", articles)
	}
	dir := tools(t)
	write(t, filepath.Join(dir, "formats.d.ts"), read(t, "testdata/formats.d.ts"))
	write(t, filepath.Join(dir, "values.ts"), source.String())
	run(t, module(t, "typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "esnext", filepath.Join(dir, "values.ts"))
}

// linkedData gives the JSON-LD of a page, as a browser finds it.
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

// TestMicroformats: a post's page is one h-entry with all that readers want,
// and a list is a feed of them.
func TestMicroformats(t *testing.T) {
	dir := tools(t)
	write(t, filepath.Join(dir, "microformats.mjs"), read(t, "testdata/microformats.mjs"))
	front, post := filepath.Join(site(t), "index.html"), filepath.Join(site(t), "posts", "hard-2", "index.html")
	answers := strings.Split(strings.TrimSpace(run(t, "node", filepath.Join(dir, "microformats.mjs"), front, post)), "\n")
	var feed, entry []struct {
		Type       string
		Properties map[string][]any
		Children   int
	}
	if err := errors.Join(json.Unmarshal([]byte(answers[0]), &feed), json.Unmarshal([]byte(answers[1]), &entry)); err != nil {
		t.Fatal(err)
	}
	if len(feed) != 1 || feed[0].Type != "h-feed" || feed[0].Children < 20 {
		t.Errorf("wanted a feed of 20 entries or more, found %v", feed)
	}
	if len(entry) != 1 || entry[0].Type != "h-entry" {
		t.Fatalf("wanted one entry, found %v", entry)
	}
	for _, name := range []string{"name", "url", "uid", "published", "updated", "content", "author", "category"} {
		if len(entry[0].Properties[name]) == 0 {
			t.Errorf("the entry has no %s: %v", name, entry[0].Properties)
		}
	}
}

// A seen post is what a newsreader shows.
type seen struct {
	ID, Link, Title, HTML, Published, By string
	Tags                                 []string
}

// TestReader: a newsreader's library sees the same posts in all three
// formats of each feed.
func TestReader(t *testing.T) {
	names := slices.Sorted(slices.Values(slices.Concat(files(t, "feed.xml"), files(t, "atom.xml"), files(t, "feed.json"))))
	dir := tools(t)
	write(t, filepath.Join(dir, "reader.mjs"), read(t, "testdata/reader.mjs"))
	answers := strings.Split(strings.TrimSpace(run(t, "node", append([]string{filepath.Join(dir, "reader.mjs")}, names...)...)), "\n")
	byFolder := make(map[string][]seen)
	total := 0
	for i, answer := range answers {
		var posts []seen
		if err := json.Unmarshal([]byte(answer), &posts); err != nil {
			t.Fatal(err)
		}
		folder := filepath.Dir(names[i])
		if first, ok := byFolder[folder]; !ok {
			byFolder[folder] = posts
		} else if fmt.Sprint(first) != fmt.Sprint(posts) {
			t.Errorf("%s has other posts than the feeds beside it:\n%v\n%v", names[i], first, posts)
		}
		total += len(posts)
	}
	if total < 3*60 {
		t.Errorf("wanted 60 posts in each format, found %d in all", total)
	}
}

// files gives the files of the site whose names match; none is an error.
func files(t *testing.T, pattern string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(site(t), func(name string, d fs.DirEntry, err error) error {
		if ok, _ := filepath.Match(pattern, filepath.Base(name)); ok && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatalf("wanted files called %s, found none (%v)", pattern, err)
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
