package corpus

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func realPost(t *testing.T) string {
	b, err := os.ReadFile("../../testdata/posts/000_87e2552730f4f6e4.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Results of two runs are comparable only if both measured the same texts.
func TestSamePosts(t *testing.T) {
	real := realPost(t)
	if !slices.Equal(New(real).Mixed(100), New(real).Mixed(100)) {
		t.Error("two generators with the same real post generated different posts")
	}
}

// RESULTS.md describes the mixed posts by their size and their raw HTML.
func TestMixed(t *testing.T) {
	raw := 0
	for _, p := range New(realPost(t)).Mixed(200) {
		if len(p.Body) < 2000 || len(p.Body) > 4200 {
			t.Errorf("%s: wanted 2 to 4 kB, found %d bytes", p.Subject, len(p.Body))
		}
		if strings.Contains(p.Body, "<b>") {
			raw++
		}
	}
	if raw != 10 {
		t.Errorf("wanted raw HTML in 10 of 200 posts, found it in %d", raw)
	}
}
