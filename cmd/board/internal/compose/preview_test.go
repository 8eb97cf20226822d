package compose

import (
	"strings"
	"testing"
)

// TestPreview: every post of the corpus has a preview, and so has one that readers
// would not see: a draft, one under embargo, one whose date cannot be read.
func TestPreview(t *testing.T) {
	for name, source := range corpus(t) {
		s, err := Preview(name, source, true)
		if err != nil || !strings.HasPrefix(s.Article, "<article") || !strings.HasPrefix(s.Page, "<!DOCTYPE html>") {
			t.Errorf("%s: got %.80q, %.80q, %v", name, s.Article, s.Page, err)
		}
	}
	for _, line := range []string{"DRAFT yes", "EMBARGO 2999-01-01", "EXPIRES 2020-01-01", "DRAFT perhaps", "WITHDRAWN 2026-01-01 an error"} {
		s, err := Preview("a.txt", "SUBJECT A visit\nDATE 2019-11-26\n"+line+"\n\nThe text.\n", true)
		if err != nil || !strings.Contains(s.Article, "A visit") || !strings.Contains(s.Page, "A visit") {
			t.Errorf("%s: got %q, %v", line, s.Page, err)
		}
	}
	if s, err := Preview("a.txt", "SUBJECT A visit\nDATE soon\n\nThe text.\n", true); err != nil || !strings.Contains(s.Page, "The text.") {
		t.Errorf("a date that cannot be read: got %q, %v", s.Page, err)
	}
}
