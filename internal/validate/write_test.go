package validate

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boardview/board"
	"go.yaml.in/yaml/v4"
)

const (
	cmsConfig = "../../docs/write/config.yml"
	decap     = "decap-cms-core@3.19.1"
)

// TestCMS: the configuration that our users copy is right by the schemas of Sveltia CMS
// and Decap CMS, which also find a widget and a collection that are wrong.
func TestCMS(t *testing.T) {
	source := read(t, cmsConfig)
	if printed, err := judgeCMS(t, source); err != nil {
		t.Errorf("%v\n%s", err, printed)
	}
	for _, judge := range []string{"Sveltia", "Decap"} {
		wrong := strings.Replace(source, "    folder: posts\n", "", 1)
		if printed, err := judgeCMS(t, wrong); err == nil || !strings.Contains(printed, judge) {
			t.Errorf("%s overlooks a collection without a folder: %v\n%s", judge, err, printed)
		}
	}
}

func judgeCMS(t *testing.T, source string) (printed string, err error) {
	t.Helper()
	var config any
	if err := yaml.Unmarshal([]byte(source), &config); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("testdata/cms.mjs")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", script, module(t, "@sveltia/cms/schema/sveltia-cms.json"), decapSchema(t))
	cmd.Dir, cmd.Stdin = tools(t), strings.NewReader(string(b))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// decapSchema returns the path of the schema in Decap's package. The package is unpacked
// without the hundreds that it depends on.
func decapSchema(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(tools(t), "decap")
	file := filepath.Join(dir, "package/src/constants/configSchema.js")
	if _, err := os.Stat(file); err == nil {
		return file
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"npm", "pack", "--silent", decap}, {"tar", "--extract", "--gzip", "--file", strings.Replace(decap, "@", "-", 1) + ".tgz"}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			missing(t, fmt.Errorf("%q: %w\n%s", args, err, out))
		}
	}
	return file
}

// TestCMSFields: what a CMS writes with this configuration is a post without findings: each
// of the fields has a meaning.
func TestCMSFields(t *testing.T) {
	var config struct {
		Collections []struct {
			Fields []struct {
				Name, Widget string
				Fields       []struct{ Name string }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, cmsConfig)), &config); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{
		"title": "A visit", "date": "2026-11-26", "draft": false, "tags": []string{"visits"}, "pinned": true,
		"name": "Press office", "email": "press@secretariat.example", "url": "pictures/hall.jpg", "alt": "A hall", "caption": "The hall",
	}
	entry, n := map[string]any{}, 0
	for _, f := range config.Collections[0].Fields {
		if f.Name == "body" {
			continue
		}
		n++
		entry[f.Name] = values[f.Name]
		if f.Fields != nil {
			item := map[string]any{}
			for _, inner := range f.Fields {
				item[inner.Name] = values[inner.Name]
			}
			entry[f.Name] = []any{item}
		}
		if entry[f.Name] == nil {
			t.Errorf("the field %s has no value in this test", f.Name)
		}
	}
	front, err := yaml.Marshal(entry)
	if err != nil {
		t.Fatal(err)
	}
	p, err := board.Parse("2026-11-26-a-visit.md", []byte("---\n"+string(front)+"---\nThe text.\n"))
	if err != nil || n < 6 {
		t.Errorf("%d fields: %v", n, err)
	}
	if p.Subject != "A visit" || p.By.Email == "" || len(p.Photos) != 1 || len(p.Attachments) != 1 || !p.Pinned || len(p.Tags) != 1 {
		t.Errorf("got %+v", p)
	}
}
