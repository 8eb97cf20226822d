package compose

import (
	"strings"
	"testing"
)

// preview is what the editor shows of a post as readers will see it.
func preview(t *testing.T, name, source string) *Document {
	t.Helper()
	var e Editor
	d := e.Open(name, source)
	if err := e.AddPage(d); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return d
}

// TestPreview: every post of the corpus has a preview, and so has one that readers
// would not see: a draft, one under embargo, one whose date cannot be read.
func TestPreview(t *testing.T) {
	for name, source := range corpus(t) {
		if d := preview(t, name, source); !strings.HasPrefix(d.Article, "<article") || !strings.HasPrefix(d.Page, "<!DOCTYPE html>") {
			t.Errorf("%s: got %.80q, %.80q", name, d.Article, d.Page)
		}
	}
	for _, line := range []string{"DRAFT yes", "EMBARGO 2999-01-01", "EXPIRES 2020-01-01", "DRAFT perhaps", "WITHDRAWN 2026-01-01 an error"} {
		if d := preview(t, "a.txt", "SUBJECT A visit\nDATE 2019-11-26\n"+line+"\n\nThe text.\n"); !strings.Contains(d.Article, "A visit") || !strings.Contains(d.Page, "A visit") {
			t.Errorf("%s: got %q", line, d.Page)
		}
	}
	if d := preview(t, "a.txt", "SUBJECT A visit\nDATE soon\n\nThe text.\n"); !strings.Contains(d.Page, "The text.") {
		t.Errorf("a date that cannot be read: got %q", d.Page)
	}
}
