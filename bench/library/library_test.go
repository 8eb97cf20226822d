package library

import (
	"bytes"
	"strings"
	"testing"

	"github.com/boardview/board"
)

// A contestant that left out part of the job would look fast.
func TestContestants(t *testing.T) {
	post := &board.Post{Subject: "A subject", Body: "A *word* and a [link](https://a.example/).\n\n- [x] an item\n"}
	for _, c := range Contestants() {
		var b bytes.Buffer
		if err := c.Render(&b, post); err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		for _, want := range []string{"<em>word</em>", `href="https://a.example/"`, "<li>"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: wanted %s, found\n%s", c.Name, want, b.String())
			}
		}
	}
}
