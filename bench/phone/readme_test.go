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
	if !strings.Contains(d.fastHead, `href="{{board}}/feed.json"`) || !strings.Contains(d.signed, ` key="`) || !strings.Contains(d.signedHead, `href="{{board}}/signed/checkpoint"`) {
		t.Errorf("wasm/README.md: wanted the preload lines of a board, the preload lines of a signed board, and its element, found\n%s\n%s\n%s", d.fastHead, d.signedHead, d.signed)
	}
	if !strings.Contains(d.head, `src="{{board}}/widget/board-view.js"`) || !strings.Contains(d.element, `src="{{board}}/feed.json"`) {
		t.Errorf("README.md: wanted the lines that load and place the widget, found\n%s\n%s", d.head, d.element)
	}
}
