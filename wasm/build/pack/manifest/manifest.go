// Package manifest reads the element's declaration, board-view.d.ts, and
// makes of it what is to say the same: custom-elements.json, which editors
// and catalogues read (schema 1.0.0 of webcomponents/custom-elements-manifest),
// and the tables of the package's README.
//
// It reads the plain style in which that file is written, not TypeScript. A
// line that it does not understand is an error. That it understands the rest
// rightly is checked against @custom-elements-manifest/analyzer in
// wasm/browser.
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

// An Item is anything of an element that has a name.
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
	Details     []Item  `json:"-"` // of an event; the schema has no place for them
}

// A Type is a type as TypeScript writes it.
type Type struct {
	Text string `json:"text"`
}

// A Result is what a method returns.
type Result struct {
	Type Type `json:"type"`
}

// JSON is custom-elements.json. The modules are the package's entries: the
// first registers the element, both have its class.
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
