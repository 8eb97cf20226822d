package validate

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/boardview/board/internal/sbom"
)

// TestSBOM: the bill of materials of a program is valid by CycloneDX's schema, and
// names what the go command has put into it.
func TestSBOM(t *testing.T) {
	program := filepath.Join(t.TempDir(), "program")
	if printed, err := exec.Command("go", "build", "-o", program, "github.com/boardview/board/examples/directory").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	bill, err := sbom.Write(time.Unix(1e9, 0), program)
	if err != nil {
		t.Fatal(err)
	}
	if wrong := schemaErrors(t, string(bill)); wrong != "" {
		t.Errorf("wanted a valid document, found\n%s\n%s", wrong, bill)
	}
	if wrong := schemaErrors(t, strings.Replace(string(bill), `"type": "library"`, `"type": "book"`, 1)); wrong == "" {
		t.Error("the judge overlooks a component that is a book")
	}
	var bom struct {
		Components []struct{ Name, Version, PURL string }
	}
	if err := json.Unmarshal(bill, &bom); err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string)
	for _, c := range bom.Components {
		found[c.Name] = c.PURL
	}
	for _, name := range []string{"std", "github.com/yuin/goldmark", "golang.org/x/net"} {
		if !strings.HasPrefix(found[name], "pkg:golang/"+name+"@") {
			t.Errorf("wanted %s among the components, found %v", name, found)
		}
	}
}

// schemaErrors is what the schema says of a document; "" if it is valid.
func schemaErrors(t *testing.T, document string) string {
	t.Helper()
	dir := tools(t)
	script := filepath.Join(dir, "sbom.mjs")
	write(t, script, read(t, "testdata/sbom.mjs"))
	cmd := exec.Command("node", script)
	cmd.Stdin = strings.NewReader(document)
	printed, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node sbom.mjs: %v\n%s", err, printed)
	}
	return strings.TrimSpace(string(printed))
}
