package browser

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// A declaration is the part of custom-elements.json that can be compared with
// the element.
type declaration struct {
	Attributes []struct{ Name, FieldName, Default string }
	Members    []struct {
		Name             string
		Static, Readonly bool
	}
	CSSParts, CSSProperties []struct{ Name string }
}

func declared(t *testing.T) (d declaration) {
	t.Helper()
	b, err := json.Marshal(firstElement(t, widget+"/custom-elements.json"))
	if err == nil {
		err = json.Unmarshal(b, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sorted formats a list as the page returns it.
func sorted(names []string) string {
	slices.Sort(names)
	return strings.Join(names, ",")
}

// The element observes exactly the declared attributes, with their defaults.
func TestDeclaredAttributes(t *testing.T) {
	page := publish(t, three(t)).embedUnder(t, "", script+"<board-view></board-view>")
	page.wait(`el.state`)
	var names []string
	for _, a := range declared(t).Attributes {
		names = append(names, a.Name)
		if a.FieldName != "" {
			page.wants("el."+a.FieldName+" === "+cmp.Or(a.Default, "''"), "true")
		}
	}
	page.wants(`el.constructor.observedAttributes.toSorted()`, sorted(names))
}

// The element has exactly the declared properties and methods, besides the
// inherited ones; all properties but the read-only ones can be set.
func TestDeclaredMembers(t *testing.T) {
	page := publish(t, three(t)).embedUnder(t, "", script+"<board-view></board-view>")
	page.wait(`el.state`)
	var names, readonly []string
	for _, m := range declared(t).Members {
		switch {
		case m.Static:
			page.wants("typeof el.constructor."+m.Name, "function")
		case m.Readonly:
			readonly = append(readonly, m.Name)
			fallthrough
		default:
			names = append(names, m.Name)
		}
	}
	const own = `Object.entries(Object.getOwnPropertyDescriptors(el.constructor.prototype)).filter(([name]) => !/^constructor$|Callback$/.test(name))`
	page.wants(own+`.map(([name]) => name).toSorted()`, sorted(names))
	page.wants(own+`.filter(([, { get, set }]) => get && !set).map(([name]) => name).toSorted()`, sorted(readonly))
}

// Every part that any layout or an open post shows is declared.
func TestDeclaredParts(t *testing.T) {
	page := publish(t, three(t)).embedUnder(t, "", script+element)
	page.wait(`el.state === "ready"`)
	page.run(`globalThis.parts = new Set()`)
	const look = `all("[part]").forEach(({ part }) => part.forEach((name) => parts.add(name)))`
	for _, layout := range []string{"list", "table", "cards", "tiles", "latest"} {
		page.run(`(el.layout = "` + layout + `", ` + look + `)`)
	}
	page.openRow("Secretary")
	page.run(look)
	var names []string
	for _, p := range declared(t).CSSParts {
		names = append(names, p.Name)
	}
	page.wants(`parts.size > 20 && [...parts].filter((name) => !"`+strings.Join(names, " ")+`".split(" ").includes(name))`, "")
}
