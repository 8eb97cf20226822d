// Package manifest turns the element's type declarations, board-view.d.ts,
// into custom-elements.json, which editors and catalogues read (schema 1.0.0
// of webcomponents/custom-elements-manifest), and into the tables of the npm
// package's README. The packer calls it. It must not know the element's
// sources or the other files of the package.
//
// It reads the simple style in which that file is written, not all of
// TypeScript; a line that it does not understand is an error. A test in
// wasm/browser compares the result with @custom-elements-manifest/analyzer.
package manifest

import "encoding/json"

// An Element is the declaration of a custom element's class.
type Element struct {
	Kind          string `json:"kind"`
	Name          string `json:"name"`
	TagName       string `json:"tagName"`
	CustomElement bool   `json:"customElement"`
	Description   string `json:"description"`
	Superclass    Item   `json:"superclass"`
	Attributes    []Item `json:"attributes"`
	Members       []Item `json:"members"`
	Events        []Item `json:"events"`
	Slots         []Item `json:"slots"`
	CSSParts      []Item `json:"cssParts"`
	CSSProperties []Item `json:"cssProperties"`
}

// An Item is a part of an element that has a name, such as an attribute or
// an event.
type Item struct {
	Kind        string  `json:"kind,omitempty"` // of a member: field or method
	Name        string  `json:"name"`
	Static      bool    `json:"static,omitempty"`
	Readonly    bool    `json:"readonly,omitempty"`
	Optional    bool    `json:"optional,omitempty"`
	Type        *Type   `json:"type,omitempty"`
	Default     string  `json:"default,omitempty"`
	Description string  `json:"description,omitempty"`
	Attribute   string  `json:"attribute,omitempty"` // of a field
	FieldName   string  `json:"fieldName,omitempty"` // of an attribute
	Parameters  []Item  `json:"parameters,omitempty"`
	Return      *Result `json:"return,omitempty"`
	Details     []Item  `json:"-"` // of an event; the schema has no field for them
}

// A Type is a type as TypeScript writes it.
type Type struct {
	Text string `json:"text"`
}

// A Result is what a method returns.
type Result struct {
	Type Type `json:"type"`
}

// JSON returns the content of custom-elements.json. The arguments are the
// entry points of the package: the first registers the element, both export
// its class.
func (e *Element) JSON(entry, class string) ([]byte, error) {
	type object map[string]any
	declaration := object{"name": e.Name, "module": entry}
	exported := object{"kind": "js", "name": e.Name, "declaration": declaration}
	registered := object{"kind": "custom-element-definition", "name": e.TagName, "declaration": declaration}
	list, err := json.MarshalIndent(object{
		"schemaVersion": "1.0.0",
		"readme":        "README.md",
		"modules": []object{
			{"kind": "javascript-module", "path": entry, "declarations": []any{e}, "exports": []object{exported, registered}},
			{"kind": "javascript-module", "path": class, "exports": []object{exported}},
		},
	}, "", "\t")
	return append(list, '\n'), err
}
