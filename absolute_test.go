package board_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/boardview/board"
)

// TestAbsolute: a board that knows its address writes only absolute ones
// where they are read elsewhere than beside its files.
func TestAbsolute(t *testing.T) {
	source := "SUBJECT A\nDATE 2024-01-01\nID a\nTAGS b\nLANG en\nATTACHMENT [x](files/x.pdf)\n\nPHOTO: c\n![d](pictures/e.png =3x2)\n\n[f](posts/g/index.html) ![h](i.png)\n"
	b, err := board.Load(fstest.MapFS{
		"a.txt": {Data: []byte(source)},
		"g.txt": {Data: []byte("SUBJECT G\nDATE 2024-01-02\nID g\nLANG ko\nTRANSLATES a\nALIAS j\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.URL = "https://board.example/news"
	site, err := new(board.Renderer).Publish(b)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for name, content := range contents(t, site) {
		for _, address := range addresses(t, name, content) {
			if found++; !strings.HasPrefix(address, "https://board.example/news/") {
				t.Errorf("%s has the address %q", name, address)
			}
		}
	}
	if found < 100 {
		t.Errorf("wanted to see 100 addresses, saw %d", found)
	}
}

// addresses are those in a file that is read by machines.
func addresses(t *testing.T, name, content string) (list []string) {
	t.Helper()
	switch path.Ext(name) {
	case ".json":
		var v any
		if err := json.Unmarshal([]byte(content), &v); err != nil {
			t.Fatal(err)
		}
		return inJSON("", v)
	case ".xml":
		return inXML(t, content)
	case ".html":
		for _, m := range metaRE.FindAllStringSubmatch(content, -1) {
			list = append(list, m[1]+m[2])
		}
	}
	return list
}

var (
	metaRE = regexp.MustCompile(`<link rel="(?:canonical|alternate" hreflang="[a-z]*|alternate" type="application/json\+oembed" title="[^"]*)" href="([^"]*)"|property="og:(?:url|image)" content="([^"]*)"`)
	htmlRE = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
)

// inJSON gives the values whose names say that they are addresses. What is
// under _board is as its author wrote it, but for the translations.
func inJSON(key string, v any) (list []string) {
	switch v := v.(type) {
	case string:
		if key == "image" || key == "url" || strings.HasSuffix(key, "_url") {
			return []string{v}
		}
		if key == "content_html" {
			return inHTML(v)
		}
	case []any:
		for _, v := range v {
			list = append(list, inJSON(key, v)...)
		}
	case map[string]any:
		for key, v := range v {
			if ours, ok := v.(map[string]any); ok && key == "_board" {
				v = ours["translations"]
			}
			list = append(list, inJSON(key, v)...)
		}
	}
	return list
}

func inHTML(source string) (list []string) {
	for _, m := range htmlRE.FindAllStringSubmatch(source, -1) {
		list = append(list, m[1])
	}
	return list
}

func inXML(t *testing.T, source string) (list []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(source))
	var inside string
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local
			for _, a := range token.Attr {
				if a.Name.Local == "href" || a.Name.Local == "url" {
					list = append(list, a.Value)
				}
			}
		case xml.CharData:
			switch text := strings.TrimSpace(string(token)); {
			case text == "":
			case inside == "loc", inside == "link":
				list = append(list, text)
			case inside == "encoded", inside == "content":
				list = append(list, inHTML(text)...)
			}
		}
	}
}
