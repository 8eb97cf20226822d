package manifest

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	class     = regexp.MustCompile(`(?ms)^/\*\*((?:[^*]|\*[^/])*)\*/\nexport class (\w+) extends (\w+) \{$(.*?)^\}`)
	commented = regexp.MustCompile(`(?s)^(\s*)/\*\*(.*?)\*/\s*([^\n]*)`)
	field     = regexp.MustCompile(`^(readonly )?(\w+): (.+);$`)
	method    = regexp.MustCompile(`^(static )?(\w+)\((.*)\): (.+);$`)
	param     = regexp.MustCompile(`^(\w+)(\?)?: (.+)$`)
)

// A file is the text of a declaration, with its name for error messages.
type file struct{ name, source string }

func (f file) errorf(at int, format string, args ...any) error {
	line := 1 + strings.Count(f.source[:at], "\n")
	column := at - strings.LastIndex(f.source[:at], "\n")
	return fmt.Errorf("%s:%d:%d: %s", f.name, line, column, fmt.Sprintf(format, args...))
}

// Read reads the class that a declaration exports. Errors begin with
// name:line:column.
func Read(name string, source []byte) (*Element, error) {
	f := file{name, string(source)}
	found := class.FindStringSubmatchIndex(f.source)
	if found == nil {
		return nil, f.errorf(0, "wanted a comment /** … */ and below it “export class Name extends Name {”, found none")
	}
	part := func(n int) string { return f.source[found[2*n]:found[2*n+1]] }
	e := &Element{Kind: "class", CustomElement: true, Name: part(2), Superclass: Item{Name: part(3)}}
	if err := f.describe(e, found[2], part(1)); err != nil {
		return nil, err
	}
	var err error
	if e.Members, err = f.members(found[8], part(4)); err != nil {
		return nil, err
	}
	e.Attributes = append(mirrors(e.Members), e.Attributes...)
	return e, f.details(e.Events)
}

// details reads the members of “detail” in the types of the events.
func (f file) details(events []Item) (err error) {
	for i := range events {
		name := events[i].Type.Text
		detail := regexp.MustCompile(`(?s)\nexport type ` + regexp.QuoteMeta(name) + ` = CustomEvent<\{\n(.*?)\n\}>;`).FindStringSubmatchIndex(f.source)
		if detail == nil {
			return f.errorf(0, "wanted “export type %s = CustomEvent<{”, found none", name)
		}
		if events[i].Details, err = f.members(detail[2], f.source[detail[2]:detail[3]]); err != nil {
			return err
		}
	}
	return nil
}

// members reads the body of a class or type: members, each below its comment.
func (f file) members(at int, body string) (items []Item, err error) {
	for strings.TrimSpace(body) != "" {
		found := commented.FindStringSubmatch(body)
		if found == nil {
			at += len(body) - len(strings.TrimLeft(body, " \n"))
			return nil, f.errorf(at, "wanted a comment /** … */ above each member, found none")
		}
		all, space, comment, code := found[0], found[1], found[2], found[3]
		text, tags, err := f.comment(at+len(space)+len("/**"), comment)
		if err != nil {
			return nil, err
		}
		m := Item{Description: text, Attribute: value(tags, "attr"), Default: value(tags, "default")}
		if err := f.member(&m, at+len(all)-len(code), code); err != nil {
			return nil, err
		}
		items = append(items, m)
		at, body = at+len(all), body[len(all):]
	}
	return items, nil
}

// member reads the line of a member.
func (f file) member(m *Item, at int, code string) (err error) {
	if found := field.FindStringSubmatch(code); found != nil {
		m.Kind, m.Readonly, m.Name, m.Type = "field", found[1] != "", found[2], &Type{found[3]}
		return nil
	}
	found := method.FindStringSubmatch(code)
	if found == nil {
		return f.errorf(at, "wanted “name: type;” or “name(parameters): type;”, found %q", code)
	}
	m.Kind, m.Static, m.Name, m.Return = "method", found[1] != "", found[2], &Result{Type{found[4]}}
	m.Parameters, err = f.parameters(at, found[3])
	return err
}

func (f file) parameters(at int, list string) (items []Item, err error) {
	if list == "" {
		return nil, nil
	}
	for p := range strings.SplitSeq(list, ", ") {
		found := param.FindStringSubmatch(p)
		if found == nil {
			return nil, f.errorf(at, "wanted parameters “name: type”, found %q", p)
		}
		items = append(items, Item{Name: found[1], Optional: found[2] != "", Type: &Type{found[3]}})
	}
	return items, nil
}

// mirrors returns the attributes that have a property.
func mirrors(members []Item) (items []Item) {
	for _, m := range members {
		if m.Attribute != "" {
			items = append(items, Item{Name: m.Attribute, FieldName: m.Name, Type: m.Type, Default: m.Default, Description: m.Description})
		}
	}
	return items
}
