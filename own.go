package board

import (
	"maps"
	"slices"
	"strings"
)

// own copies all words of p but its body: what is cut out of a file's text
// keeps all of the text in memory. (IDs are not: slug makes them.)
func (p *Post) own() {
	own(&p.Label, &p.Subject, &p.Withdrawn.Reason, &p.By.Name, &p.By.Email, &p.By.URL, &p.Lang, &p.URL)
	ownAll(p.Tags)
	for i := range p.Photos {
		photo := &p.Photos[i]
		own(&photo.URL, &photo.Caption, &photo.Alt)
	}
	for i := range p.Attachments {
		file := &p.Attachments[i]
		own(&file.URL, &file.Title, &file.Type)
	}
	for _, name := range slices.Collect(maps.Keys(p.Meta)) {
		values := p.Meta[name]
		ownAll(values)
		delete(p.Meta, name) // a key stays what it was when another is set
		p.Meta[strings.Clone(name)] = values
	}
}

func own(texts ...*string) {
	for _, s := range texts {
		*s = strings.Clone(*s)
	}
}

func ownAll(texts []string) {
	for i := range texts {
		own(&texts[i])
	}
}
