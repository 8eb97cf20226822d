package manifest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/boardview/board/internal/cases"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "update the expected results in the cases")

// TestCases compares the manifest and the tables that are made from the
// declaration of each case, or the error, with what the case expects.
func TestCases(t *testing.T) {
	all, err := cases.Read(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		t.Run(c.Name, func(t *testing.T) {
			e, err := Read(c.File, c.Source)
			if err != nil {
				expect(t, c, "error", err.Error()+"\n")
				return
			}
			list, err := e.JSON("a.js", "b.js")
			if err != nil {
				t.Fatal(err)
			}
			expect(t, c, "custom-elements.json", string(list))
			expect(t, c, "tables", e.Tables())
		})
	}
}

func expect(t *testing.T, c *cases.Case, name, got string) {
	t.Helper()
	if *update {
		c.Set(name, got)
		if err := os.WriteFile(filepath.Join("testdata/cases", c.Name), c.Format(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, _ := c.Want(name); want != got {
		t.Errorf("%s (-want +got):\n%s\n%s", name, cmp.Diff(want, got), c.Why)
	}
}
