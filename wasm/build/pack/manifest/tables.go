package manifest

import (
	"fmt"
	"strings"
)

// Tables returns the reference of the element for the package's README, as
// Markdown tables.
func (e *Element) Tables() string {
	var s strings.Builder
	table(&s, "attribute | property | values | default | what it does", e.Attributes, func(i Item) []string {
		return []string{code(i.Name), code(i.FieldName), code(i.Type.Text), code(i.Default), i.Description}
	})
	table(&s, "property or method | gives | what it does", alone(e.Members), func(i Item) []string {
		return []string{code(i.signature()), code(i.gives()), i.Description}
	})
	table(&s, "event | type | when", e.Events, func(i Item) []string {
		return []string{code(i.Name), code(i.Type.Text), i.Description}
	})
	table(&s, "in `detail` of | name | type | what it is", details(e.Events), func(i Item) []string {
		return []string{code(i.Kind), code(i.Name), code(i.Type.Text), i.Description}
	})
	table(&s, "variable | default | what it sets", e.CSSProperties, func(i Item) []string {
		return []string{code(i.Name), code(i.Default), i.Description}
	})
	table(&s, "part | what it is", e.CSSParts, func(i Item) []string {
		return []string{code(i.Name), i.Description}
	})
	return s.String()
}

func table(s *strings.Builder, head string, items []Item, row func(Item) []string) {
	fmt.Fprintf(s, "\n| %s |\n|%s\n", head, strings.Repeat("---|", 1+strings.Count(head, "|")))
	for _, i := range items {
		cells := row(i)
		for n, cell := range cells {
			cells[n] = strings.NewReplacer("|", `\|`, "\n", " ").Replace(cell)
		}
		fmt.Fprintf(s, "| %s |\n", strings.Join(cells, " | "))
	}
}

func code(text string) string {
	switch {
	case text == "":
		return ""
	case strings.Contains(text, "`"):
		return "`` " + text + " ``"
	}
	return "`" + text + "`"
}

// alone returns the members without an attribute.
func alone(members []Item) (items []Item) {
	for _, m := range members {
		if m.Attribute == "" {
			items = append(items, m)
		}
	}
	return items
}

// details returns the members of the events' details. Kind is the name of
// the event.
func details(events []Item) (items []Item) {
	for _, e := range events {
		for _, d := range e.Details {
			d.Kind = e.Name
			items = append(items, d)
		}
	}
	return items
}

// signature returns a member as it is called.
func (i Item) signature() string {
	if i.Kind == "field" {
		return i.Name
	}
	var names []string
	for _, p := range i.Parameters {
		names = append(names, p.Name)
	}
	return i.Name + "(" + strings.Join(names, ", ") + ")"
}

func (i Item) gives() string {
	if i.Return != nil {
		return i.Return.Type.Text
	}
	return i.Type.Text
}
