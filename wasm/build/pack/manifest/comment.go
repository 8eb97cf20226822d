package manifest

import (
	"regexp"
	"strings"
)

// A tag is a line “@name {type} rest” of a comment.
type tag struct {
	name, typ, rest string
	at              int
}

var (
	tagged = regexp.MustCompile(`^@(\w+)(?: \{(.+?)\})?(?: (.+))?$`)
	named  = regexp.MustCompile(`^(?:([^\s\[]\S*)|\[(\S+?)=(.+?)\]) - (.+)$`) // name - description, or [name=default] - description
)

// comment reads the text of a comment, and the tags below it.
func (f file) comment(at int, comment string) (text string, tags []tag, err error) {
	var words []string
	for line := range strings.SplitSeq(comment, "\n") {
		bare := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "*"))
		found := tagged.FindStringSubmatch(bare)
		switch {
		case found != nil:
			tags = append(tags, tag{found[1], found[2], found[3], at + strings.Index(line, bare)})
		case len(tags) > 0 && bare != "":
			return "", nil, f.errorf(at+strings.Index(line, bare), "wanted words above the tags, found %q", bare)
		default:
			words = append(words, bare)
		}
		at += len(line) + 1
	}
	return strings.TrimSpace(strings.Join(words, "\n")), tags, nil
}

// value returns the text after the tag of that name, "" if there is no such
// tag.
func value(tags []tag, name string) string {
	for _, t := range tags {
		if t.name == name {
			return t.rest
		}
	}
	return ""
}

// describe reads the comment above the class.
func (f file) describe(e *Element, at int, comment string) error {
	text, tags, err := f.comment(at, comment)
	if err != nil {
		return err
	}
	e.Description, e.TagName = text, value(tags, "tagname")
	lists := map[string]*[]Item{
		"attr": &e.Attributes, "fires": &e.Events, "slot": &e.Slots, "csspart": &e.CSSParts, "cssprop": &e.CSSProperties,
	}
	for _, t := range tags {
		list := lists[t.name]
		if list == nil {
			continue
		}
		item, err := f.item(t)
		if err != nil {
			return err
		}
		*list = append(*list, item)
	}
	return nil
}

// item reads a tag that declares an attribute, event, slot, part or property.
func (f file) item(t tag) (Item, error) {
	if fallback, ok := strings.CutPrefix(t.rest, "- "); ok { // the slot without a name
		return Item{Description: fallback}, nil
	}
	found := named.FindStringSubmatch(t.rest)
	if found == nil {
		return Item{}, f.errorf(t.at, "wanted “@%s name - description”, found %q", t.name, t.rest)
	}
	item := Item{Name: found[1] + found[2], Default: found[3], Description: found[4]}
	if t.typ != "" {
		item.Type = &Type{t.typ}
	}
	return item, nil
}
