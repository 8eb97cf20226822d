package board_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/boardview/board"
	"github.com/google/go-cmp/cmp"
)

// TestSecurityDoc keeps the table in SECURITY.md what the code does.
func TestSecurityDoc(t *testing.T) {
	const start, end = "<!-- policy: go test -run SecurityDoc -update -->\n", "<!-- end of policy -->"
	b, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), start)
	written, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("wanted the marks around the policy in SECURITY.md")
	}
	if *update {
		write(t, "SECURITY.md", []byte(before+start+policyTable()+end+after))
	} else if diff := cmp.Diff(policyTable(), written); diff != "" {
		t.Errorf("SECURITY.md is not what the code does; go test -update writes it (-want +got):\n%s", diff)
	}
}

func policyTable() string {
	var s strings.Builder
	s.WriteString("\n| element | attributes | level |\n|---|---|---|\n")
	for _, e := range board.Policy() {
		own := e.Attributes[:len(e.Attributes)-2] // lang and dir
		fmt.Fprintf(&s, "| `%s` | %s | %s |\n", e.Name, strings.Join(own, ", "), e.Level)
	}
	fmt.Fprintf(&s, "\nAddresses: %s.\n", strings.Join(board.Schemes(), ", "))
	s.WriteString("\n| what never comes out | because |\n|---|---|\n")
	for _, r := range board.Refusals() {
		fmt.Fprintf(&s, "| %s | %s |\n", strings.NewReplacer("<", "&lt;", "|", "\\|").Replace(r.What), r.Why)
	}
	return s.String() + "\n"
}
