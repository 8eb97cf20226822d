package svg

import (
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/boardview/board/internal/hostile"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the results into testdata")

// TestPictures compares what comes of each picture in testdata with what should.
func TestPictures(t *testing.T) {
	const name = "testdata/pictures.txtar"
	c, err := txtar.ParseFile(name)
	if err != nil || len(c.Files) == 0 || len(c.Files)%2 != 0 {
		t.Fatalf("wanted pictures with what comes of them in %s, found %v", name, err)
	}
	for i := 0; i < len(c.Files); i += 2 {
		picture, want := c.Files[i], &c.Files[i+1]
		got := describe([]byte(strings.TrimSuffix(string(picture.Data), "\n")))
		if *update {
			want.Data = []byte(got)
		} else if diff := cmp.Diff(string(want.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", picture.Name, diff)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(c), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func describe(source []byte) string {
	picture, removed, err := Sanitize(source)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	s := string(picture) + "\n"
	if len(removed) > 0 {
		s += "removed: " + strings.Join(removed, ", ") + "\n"
	}
	return s
}

// TestAttacks puts each payload of the attacks on posts into a picture, as an
// element, an attribute and a text. Nothing that acts comes out.
func TestAttacks(t *testing.T) {
	pictures := 0
	for _, payload := range hostile.Payloads() {
		for _, source := range []string{
			`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + payload + `</svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg"><rect style="` + html.EscapeString(payload) + `" href="` + html.EscapeString(payload) + `"/></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg"><style>` + html.EscapeString(payload) + `</style><text>` + html.EscapeString(payload) + `</text></svg>`,
		} {
			if check(t, source) {
				pictures++
			}
		}
	}
	if pictures < 2*len(hostile.Payloads()) {
		t.Errorf("wanted most payloads in pictures, found %d", pictures)
	}
}

// TestDrawn: a picture that refers to itself so often that a browser would not come
// to an end is none. A symbol that a map has a thousand times is fine, and so is
// a circle, which browsers do not follow.
func TestDrawn(t *testing.T) {
	nested := func(level, refer string) string {
		s := `<g id="l0"><rect width="9" height="9"/></g>`
		for i := 1; i < 7; i++ {
			s += fmt.Sprintf(level, i, strings.Repeat(fmt.Sprintf(refer, i-1), 10))
		}
		return s
	}
	once := func(level string) string {
		s := `<g id="l0"><rect width="9" height="9"/></g>`
		for i := 1; i < 7; i++ {
			s += fmt.Sprintf(level, i, i-1)
		}
		return s
	}
	circles := `<g id="b0"/><use href="#a1"/><use href="#a2"/><use href="#a3"/><use href="#a4"/>` // each b is counted while its a is, without it
	for i := 1; i < 5; i++ {
		circles += fmt.Sprintf(`<g id="a%d"><use href="#b%[1]d"/>%s</g><g id="b%[1]d"><use href="#a%[1]d"/></g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#b%d"/>`, i-1), 30))
	}
	var row strings.Builder
	for i := 200_000; i > 0; i-- {
		fmt.Fprintf(&row, `<g id="l%d"><use href="#l%d"/></g>`, i, i-1)
	}
	for name, c := range map[string]struct {
		inside string
		fine   bool
	}{
		"uses of uses":               {nested(`<g id="l%d">%s</g>`, `<use href="#l%d"/>`), false},
		"in the way of SVG 1.1":      {nested(`<g id="l%d">%s</g>`, `<use xlink:href="#l%d"/>`), false},
		"with an escape":             {nested(`<g id="l%d">%s</g>`, `<use href="#%%6c%d"/>`), false},
		"patterns of patterns":       {nested(`<pattern id="l%d">%s</pattern>`, `<rect fill="url(#l%d)"/>`), false},
		"masks in styles":            {nested(`<mask id="l%d">%s</mask>`, `<rect style="mask: URL( '#l%d' )"/>`), false},
		"inherited patterns":         {once(`<pattern id="l%d"><g fill="url(#l%d)">` + strings.Repeat(`<rect/>`, 10) + `</g></pattern>`), false},
		"inherited in a style":       {once(`<pattern id="l%d"><g style="opacity:1; stroke :url(#l%d)">` + strings.Repeat(`<rect/>`, 10) + `</g></pattern>`), false},
		"markers of many points":     {once(`<marker id="l%d"><path marker-mid="url(#l%d)" d="M0,0 1,1h2-3e5V1.5.5z4 4 4 4 4 4 4 4 4"/></marker>`), false},
		"gradients of many shapes":   {`<linearGradient id="a">` + strings.Repeat(`<stop/>`, 9) + `</linearGradient><radialGradient id="b" href="#a"/>` + strings.Repeat(`<path fill="url(#b)"/>`, 9000), true},
		"a filter of a large group":  {`<filter id="a">` + strings.Repeat(`<feOffset/>`, 9) + `</filter><g style="opacity:1; filter:url(#a)">` + strings.Repeat(`<path/>`, 9000) + `</g>`, true},
		"a long row":                 {row.String() + `<g id="l0"/>`, false},
		"a symbol, a thousand times": {`<symbol id="s"><path d="M0 0"/><path d="M1 1"/></symbol>` + strings.Repeat(`<use href="#s" x="1"/>`, 1000), true},
		"many elements":              {strings.Repeat(`<path d="M0 0"/>`, 50_000), true},
		"circles within each other":  {circles, false},
		"a circle":                   {`<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#b"/></g>`, true},
	} {
		_, _, err := Sanitize([]byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">` + c.inside + `</svg>`))
		if (err == nil) != c.fine {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzSanitize(f *testing.F) {
	c, err := txtar.ParseFile("testdata/pictures.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range c.Files {
		f.Add(string(file.Data))
	}
	f.Fuzz(func(t *testing.T, source string) { check(t, source) })
}

// check sanitises a picture, and reports whether it is one. What comes out is
// well-formed, has nothing but what the allow-list has, and is not changed by
// sanitising it again.
func check(t *testing.T, source string) (isPicture bool) {
	t.Helper()
	picture, _, err := Sanitize([]byte(source))
	if err != nil {
		return false
	}
	again, removed, err := Sanitize(picture)
	if err != nil || len(removed) > 0 || string(again) != string(picture) {
		t.Errorf("%q became %q, and that %q without %q (%v)", source, picture, again, removed, err)
	}
	d := xml.NewDecoder(strings.NewReader(string(picture)))
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return true
		}
		if err != nil {
			t.Fatalf("%q became %q: %v", source, picture, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if lookUp().elements[strings.ToLower(token.Name.Local)] != token.Name.Local || token.Name.Space != "" {
				t.Errorf("%q became %q, which has <%s>", source, picture, token.Name.Local)
			}
			for _, a := range token.Attr {
				checkAttribute(t, picture, a)
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Errorf("%q became %q, which has %T", source, picture, token)
		}
	}
}

func checkAttribute(t *testing.T, picture []byte, a xml.Attr) {
	t.Helper()
	name, value := strings.ToLower(a.Name.Local), strings.ToLower(a.Value)
	switch {
	case strings.HasPrefix(name, "on"):
	case strings.Contains(value, "url(") && !strings.HasPrefix(name, "aria-") && strings.Count(value, "url(") != strings.Count(strings.NewReplacer(" ", "", "'", "", `"`, "", "\t", "", "\n", "", "\r", "").Replace(value), "url(#"):
	case name == "href" && !strings.HasPrefix(strings.TrimSpace(value), "#") && !strings.HasPrefix(strings.TrimSpace(value), "data:image/"):
	default:
		return
	}
	t.Errorf("%q has %s=%q", picture, a.Name.Local, a.Value)
}
