package phone

import (
	"strings"
	"testing"
)

// The README's lines for a partner's page are found, wherever they stand.
func TestDocumented(t *testing.T) {
	d, err := readDocumented("../..")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.head, `src="{{board}}/widget/board-view.js"`) || !strings.Contains(d.element, `src="{{board}}/feed.json"`) {
		t.Errorf("wanted the lines that load and place the widget, found\n%s\n%s", d.head, d.element)
	}
}
