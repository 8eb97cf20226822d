package importer

import (
	"cmp"
	"strings"

	"github.com/boardview/board"
)

// readXML reads an RSS or Atom feed.
func (r *reader) readXML() *feed {
	f := r.split()
	if !f.isFeed() {
		r.at(0, board.FileError, "wanted an RSS or Atom feed, found <%s>", f.root)
		return nil
	}
	wellFormed := &reader{Importer: r.Importer} // what is wrong around the items is told once
	head := wellFormed.openTags(f.opened)
	out := r.readShell(f)
	for i, at := range f.items {
		if most := r.maxItems(); i == most {
			r.at(at.start, board.LeftOut, "wanted at most %d items, found %d: the rest was not read", most, len(f.items))
			break
		}
		if p := r.readItem(f, head, at); p != nil {
			out.posts = append(out.posts, p)
		}
	}
	return out
}

// openTags repairs the start tags around the items, without closing them.
func (r *reader) openTags(tags string) string {
	r.setText(tags)
	whole := r.repair(0, len(tags))
	return whole[:strings.Index(whole+"</", "</")]
}

// readShell reads the fields of the feed itself, without its items.
func (r *reader) readShell(f feedFile) *feed {
	var text strings.Builder
	for _, s := range f.shell {
		text.WriteString(r.text[s.start:s.end])
	}
	shell := &reader{Importer: r.Importer, name: r.name}
	shell.setText(text.String())
	source := shell.repair(0, text.Len())
	r.around(f, shell.errs)
	out := new(feed)
	var err error
	if f.root == "feed" {
		err = r.atomShell(out, source)
	} else {
		err = r.rssShell(out, source)
	}
	if err != nil {
		r.at(0, board.Guessed, "wanted what the feed says about itself, found: %v", err)
	}
	r.lang = out.lang
	return out
}

// around reports findings outside of items. Before the first item the places
// are those of the file.
func (r *reader) around(f feedFile, errs board.ErrorList) {
	for _, e := range errs {
		if len(f.items) == 0 || e.Line <= strings.Count(r.text[:f.items[0].start], "\n") {
			r.errs = append(r.errs, e)
		} else {
			r.at(f.items[0].start, board.Guessed, "around the items: %s", e.Msg)
		}
	}
}

// readItem reads an item inside the tags around all items.
func (r *reader) readItem(f feedFile, head string, at span) *board.Post {
	if at.end-at.start > maxItem {
		r.at(at.start, board.LeftOut, "wanted an item of at most %d bytes, found %d: it was not read", maxItem, at.end-at.start)
		return nil
	}
	d := &draft{at: at.start, lang: cmp.Or(langOf(r.text[at.start:at.end]), r.lang)}
	source := plainXHTML(head + r.repair(at.start, at.end) + f.closed)
	var err error
	if f.root == "feed" {
		err = r.atomItem(d, source)
	} else {
		err = r.rssItem(d, source)
	}
	if err != nil {
		r.at(at.start, board.Guessed, "wanted an item, found: %v: it is kept as text", err)
		d.title, d.text = "", r.text[at.start:at.end]
	}
	if plainText(d.title+d.html+d.text) == "" && len(d.files)+len(d.leads) == 0 && d.url == "" {
		r.at(at.start, board.LeftOut, "wanted an item, found an empty one: it was left out")
		return nil
	}
	return r.post(d)
}
