package deploy

import (
	"strings"
	"testing"
)

// TestValidNames: a name that leads out of the target, or that it cannot
// have, is skipped; the other names remain.
func TestValidNames(t *testing.T) {
	for _, c := range []struct {
		names     []string
		foldsCase bool
		want      string // the names skipped, and a part of the reason
	}{
		{[]string{"index.html", "posts/의장단.json", "a b", "Index.html"}, false, ""},
		{[]string{"index.html", "index.html.br"}, true, ""},
		{[]string{"a", "../index.html"}, false, "../index.html: leads out"},
		{[]string{"a", "posts/../../index.html"}, false, "posts/../../index.html: leads out"},
		{[]string{"/etc/passwd", "a"}, false, "/etc/passwd: leads out"},
		{[]string{"posts//a"}, false, "posts//a: leads out"},
		{[]string{"a\nb", "ab"}, false, "a\nb: cannot"},
		{[]string{"a\x00b"}, false, "a\x00b: cannot"},
		{[]string{".board/log/a"}, false, ".board/log/a: for the log"},
		{[]string{"posts/A.json", "posts/a.json"}, true, `posts/A.json: differs from others in more than case, as this disk does not tell them apart, found one like "posts/a.json"`},
		{[]string{"É.html", "é.html"}, true, "É.html: more than case"},
	} {
		skippedName, reason, _ := strings.Cut(c.want, ": ")
		names, skipped := validNames(c.names, c.foldsCase)
		for _, s := range skipped {
			if s.Name != skippedName || !strings.Contains(s.Why.Error(), reason) {
				t.Errorf("%q: skipped %q: %v, want %q", c.names, s.Name, s.Why, c.want)
			}
		}
		if (len(skipped) == 1) != (c.want != "") || len(names)+len(skipped) != len(c.names) {
			t.Errorf("%q: got the names %q and %d skipped, want %q", c.names, names, len(skipped), c.want)
		}
	}
}
