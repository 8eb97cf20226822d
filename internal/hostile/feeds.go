package hostile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// items are items of a JSON Feed that together have every field that is read:
// one as most feeds have them, one that only has the fields that are read if
// others are missing, and one of ours. %n is another number in each item.
var items = []string{
	`{
		"id": "%n", "url": "%n.html", "title": "Subject %n", "content_html": "<p>Words.</p>",
		"image": "a.png", "banner_image": "b.png", "date_published": "2024-03-01T12:00:00Z", "date_modified": "2024-03-02T12:00:00Z",
		"authors": [{"name": "A", "url": "a.html"}], "tags": ["b"], "language": "en", "_source": "SUBJECT %n", "_name": "a.txt", "file": "a.txt",
		"attachments": [{"url": "a.pdf", "mime_type": "application/pdf", "title": "A", "size_in_bytes": 10}]
	}`,
	`{
		"id": "%n", "external_url": "%n.html", "summary": "Subject %n", "content_text": "Words.",
		"author": {"name": "A", "url": "a.html"}
	}`,
	`{
		"id": "tag:%n", "external_url": "a.html", "title": "Subject %n",
		"_board": {
			"id": "%n", "label": "A", "date": "2024-03-01", "updated": "2024-03-02", "expires": "2924-03-01", "pinned": true, "body": "Words.",
			"by": {"name": "A", "url": "a.html", "email": "a@b.example"},
			"photos": [{"url": "a.png", "caption": "A", "alt": "B", "width": 10, "height": 10}],
			"attachments": [{"url": "a.pdf", "mime_type": "application/pdf", "title": "A", "size_in_bytes": 10}],
			"meta": {"a": ["b"]}
		}
	}`,
}

// head has the fields of the feed itself.
const head = `{
	"version": "https://jsonfeed.org/version/1.1", "title": "A", "home_page_url": "./", "feed_url": "feed.json", "next_url": "feed-1.json",
	"description": "A", "user_comment": "A", "icon": "a.png", "favicon": "a.ico", "language": "en", "expired": false,
	"authors": [{"name": "A", "url": "a.html", "avatar": "a.png"}], "hubs": [{"type": "A", "url": "a"}], "_board": {"total": 1}
}`

// wrong are values of types that no field has.
var wrong = []string{
	`null`, `true`, `3`, `-1e300`, `""`, `"<b onclick=alert(1)>"`, `"\ud800"`, `[]`, `{}`, `[["<img src=x onerror=alert(1)>"]]`,
	`{"toString": "alert(1)", "valueOf": 1, "length": -1, "constructor": {"prototype": {"won": 1}}, "__proto__": {"won": 1, "toJSON": 1}}`,
	strings.Repeat("[", 20) + strings.Repeat("]", 20),
}

// A Feed is a JSON Feed that has attacks in it.
type Feed struct {
	Name  string
	Items []json.RawMessage
	JSON  []byte
}

// Feeds yields feeds that have every payload in each text of an item, values of
// the wrong type in each field of an item, or a payload in each text of the
// feed itself.
func Feeds(yield func(Feed) bool) {
	for i, template := range items {
		texts, others := paths(decode(template))
		for _, group := range groups(texts) {
			values := append(encoded(), wrong...)
			if !yield(newFeed(fmt.Sprint("item ", i, group), decode(head), attacked(template, group, values))) {
				return
			}
		}
		for _, path := range others {
			if !yield(newFeed(fmt.Sprint("item ", i, path), decode(head), attacked(template, [][]string{path}, wrong))) {
				return
			}
		}
	}
	texts, _ := paths(decode(head))
	for p, payload := range encoded() {
		f := decode(head)
		for _, path := range texts {
			set(f, path, json.RawMessage(payload))
		}
		if !yield(newFeed(fmt.Sprintf("payload %d in the feed's own fields", p), f, []any{decode(items[0])})) {
			return
		}
	}
}

func newFeed(name string, head any, items []any) Feed {
	f := Feed{Name: name}
	for _, item := range items {
		f.Items = append(f.Items, encode(item))
	}
	head.(map[string]any)["items"] = items
	f.JSON = encode(head)
	return f
}

// groups divides fields into groups of three that are attacked at once. Fields
// of a group are far from each other: a bad address removes the picture, and
// its alternative text would then not be tried.
func groups(paths [][]string) [][][]string {
	all := make([][][]string, (len(paths)+2)/3)
	for i, path := range paths {
		all[i%len(all)] = append(all[i%len(all)], path)
	}
	return all
}

// attacked makes copies of an item, each with one of the values at all paths.
func attacked(template string, paths [][]string, values []string) (all []any) {
	for n, value := range values {
		item := decode(strings.ReplaceAll(template, "%n", strconv.Itoa(n)))
		for _, path := range paths {
			set(item, path, json.RawMessage(distinct(path, value, n)))
		}
		all = append(all, item)
	}
	return all
}

// distinct makes the value of an id unique: of two items with one id, a board
// shows only one.
func distinct(path []string, value string, n int) string {
	text, isText := strings.CutSuffix(value, `"`)
	if !isText || path[len(path)-1] != "id" {
		return value
	}
	return text + " " + strconv.Itoa(n) + `"`
}

// encoded gives, as JSON, the payloads that are short enough for any field.
func encoded() (all []string) {
	for _, payload := range payloads {
		if len(payload) < 1000 {
			all = append(all, string(encode(payload)))
		}
	}
	return all
}

// paths gives the paths to all nodes of a JSON tree, in order: those of texts
// and those of other nodes. Of an array it follows the first element only.
func paths(tree any) (texts, others [][]string) {
	for _, name := range slices.Sorted(maps.Keys(children(tree))) {
		child := children(tree)[name]
		if _, ok := child.(string); ok {
			texts = append(texts, []string{name})
			continue
		}
		t, o := paths(child)
		texts = append(texts, under(name, t)...)
		others = append(others, under(name, append(o, nil))...)
	}
	return texts, others
}

// under prepends a step to every path.
func under(name string, paths [][]string) (all [][]string) {
	for _, path := range paths {
		all = append(all, append([]string{name}, path...))
	}
	return all
}

func children(tree any) map[string]any {
	switch tree := tree.(type) {
	case map[string]any:
		return tree
	case []any:
		return map[string]any{"0": tree[0]}
	}
	return nil
}

// set replaces the node at a path of a tree and returns the tree.
func set(tree any, path []string, value json.RawMessage) any {
	if len(path) == 0 {
		return value
	}
	switch tree := tree.(type) {
	case map[string]any:
		tree[path[0]] = set(tree[path[0]], path[1:], value)
	case []any:
		tree[0] = set(tree[0], path[1:], value)
	}
	return tree
}

func decode(source string) (tree any) {
	if err := json.Unmarshal([]byte(source), &tree); err != nil {
		panic(err)
	}
	return tree
}

func encode(tree any) []byte {
	b, err := json.Marshal(tree)
	if err != nil {
		panic(err)
	}
	return b
}
