package phone

import (
	"strings"
	"testing"
)

// An edit of the README must not silently remove the widget from the pages.
func TestDocumented(t *testing.T) {
	d, err := readDocumented("../..")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.head, `src="{{board}}/widget/board-view.js"`) || !strings.Contains(d.element, `src="{{board}}/feed.json"`) {
		t.Errorf("README.md: wanted the lines that load and place the widget, found\n%s\n%s", d.head, d.element)
	}
}
