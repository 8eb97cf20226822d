package browser

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what assistive technology is told into testdata/tree")

// The accessibility tree of the list, a table, a post and a failure equals
// the files in testdata/tree, where a person can read what a screen reader
// announces.
func TestAccessibilityTree(t *testing.T) {
	page := publish(t, equipped()).withPictures().embed(t, strings.Replace(element, "<board-view", `<board-view search limit="3"`, 1))
	page.wait(`el.state === "ready" && shown(part("search")) && shown(part("year")) && inWords()`)
	page.tells(t, "list")
	page.run(`(el.layout = "table", true)`)
	page.wait(`shown(part("pages"))`)
	page.tells(t, "table")
	page.openRow("Gallery")
	page.wait(`part("translations") && part("pictures")`)
	page.tells(t, "post")
	board := publish(t, three(t)).withPictures()
	board.instead("/feed.json", broken)
	page = board.embed(t, element)
	page.wait(`el.state === "error"`)
	page.tells(t, "error")
}

// tells compares the accessibility tree with its golden file.
func (p *page) tells(t *testing.T, name string) {
	t.Helper()
	got, file := p.tree(), filepath.Join("testdata/tree", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; go test -run Tree -update writes it (-want +got):\n%s", file, diff)
	}
}

// tree formats the accessibility tree, a line for each node with a role;
// nodes that only serve the layout have none.
func (p *page) tree() string {
	p.Helper()
	result, err := chromedp.Call(p.needsCDP("the accessibility tree"), accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		p.Fatal(err)
	}
	nodes := make(map[accessibility.NodeID]*accessibility.Node)
	for _, n := range result.Nodes {
		nodes[n.NodeID] = n
	}
	var lines []string
	var walk func(n *accessibility.Node, above string, depth int)
	walk = func(n *accessibility.Node, above string, depth int) {
		if line := describe(n); line != "" && (told(n.Role) != "StaticText" || told(n.Name) != above) {
			lines = append(lines, strings.Repeat("  ", depth)+line)
			above = told(n.Name)
			depth++
		}
		for _, id := range n.ChildIDs {
			if child := nodes[id]; child != nil {
				walk(child, above, depth)
			}
		}
	}
	walk(result.Nodes[0], "", 0)
	return strings.Join(lines, "\n") + "\n"
}

// silent lists the roles that add no information, and the roles whose names
// differ between versions of Chromium.
var silent = strings.Fields("generic none InlineTextBox LineBreak ListMarker MenuListPopup sectionheader sectionfooter Figcaption")

// describe formats a node's role, name and properties.
func describe(n *accessibility.Node) string {
	role := told(n.Role)
	if n.Ignored || role == "" || slices.Contains(silent, role) {
		return ""
	}
	words := []string{role}
	if name := strings.TrimSpace(told(n.Name)); name != "" {
		words = append(words, `"`+name+`"`)
	}
	for _, p := range n.Properties {
		if p.Name == "live" || p.Name == "level" && role == "heading" {
			words = append(words, string(p.Name)+"="+told(p.Value))
		}
	}
	return strings.Join(words, " ")
}

func told(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if json.Unmarshal(v.Value, &s) != nil {
		return string(v.Value)
	}
	return s
}
