package search

import (
	"io/fs"
	"math"
	"slices"
)

// Posts are the posts of a board by their places, which count from the oldest one.
type Posts struct {
	Len int

	// Made identifies what all documents are made of besides their posts, such as the
	// program; "" if it is not known.
	Made string

	// Header returns a document without its Text. Its Print identifies what else it is
	// made of. A withdrawn post has none. It may be called concurrently.
	Header func(place int) (d Document, ok bool)

	// Document returns a whole document, which takes much longer. It may be called
	// concurrently, too.
	Document func(place int) (Document, error)
}

// Update makes the files of an index. Of the posts that the files of an earlier index
// have as well, it takes over the terms, so that only the others are read. The
// result is the same as without these files, also if they are damaged, but not if somebody
// forged them: see Renderer.Earlier of package board. Nil stands for none.
func Update(earlier fs.FS, posts Posts) ([]File, error) { return updateWithin(usual, earlier, posts) }

func updateWithin(l limits, earlier fs.FS, posts Posts) ([]File, error) {
	known := readEarlier(earlier, posts.Made)
	kept := known.kept(posts)
	x, err := build(posts.Len, func(place int) (Analysed, error) {
		header, ok := posts.Header(place)
		if !ok || kept[place] {
			return Analysed{Document: header}, nil
		}
		d, err := posts.Document(place)
		if err != nil {
			return Analysed{}, err
		}
		d.Print = header.Print
		return Analyse(d), nil
	})
	if err != nil {
		return nil, err
	}
	x.made = posts.Made
	x.takeOver(known)
	if known.cards == nil {
		earlier = nil // another program may have compressed its files otherwise
	}
	return x.filesWithin(l, earlier)
}

// An earlierIndex is what an index that was written before knows of posts.
type earlierIndex struct {
	cards []Card
	lists map[string]*packedList
	moved []int // by place: that in the new index, or gone
}

const gone = -1

// readEarlier reads the files of an index. If they are not all there, or of another
// program, it knows nothing: an interrupted publishing may leave such files.
func readEarlier(files fs.FS, made string) earlierIndex {
	if files == nil || made == "" {
		return earlierIndex{}
	}
	r, err := Open(files)
	if err != nil || r.head.Made == "" {
		return earlierIndex{}
	}
	var e earlierIndex
	for place := range r.head.Places {
		c, err := r.Card(place)
		if err != nil {
			return earlierIndex{}
		}
		e.cards = append(e.cards, c)
	}
	if checksum(made, e.cards) != r.head.Made {
		return earlierIndex{}
	}
	if e.lists, err = r.lists(); err != nil {
		return earlierIndex{}
	}
	return e
}

// kept notes where the places of an earlier index are now, and returns which places
// have their terms from there.
func (e *earlierIndex) kept(posts Posts) []bool {
	kept := make([]bool, posts.Len)
	if e.cards == nil {
		return kept
	}
	type key struct{ id, print string }
	now := make(map[key]int, posts.Len)
	for place := range posts.Len {
		d, _ := posts.Header(place)
		now[key{d.ID, d.Print}] = place
	}
	e.moved = make([]int, len(e.cards))
	for place, c := range e.cards {
		e.moved[place] = gone
		if to, ok := now[key{c.ID, c.Print}]; ok && c.Print != "" {
			e.moved[place], kept[to] = to, true
		}
	}
	return kept
}

// lists reads all postings. The names of files say whether they are of this index.
func (r *Reader) lists() (map[string]*packedList, error) {
	lists := make(map[string]*packedList)
	for _, t := range r.head.tiers {
		for i := range t.first {
			content, err := read(r.files, t.name(i))
			if err != nil {
				return nil, err
			}
			if [3]byte(hash(content)) != t.hashes[i] {
				return nil, errBroken
			}
			entries, err := readLeaf(content, r.head.Places)
			if err != nil {
				return nil, err
			}
			for _, e := range entries {
				if err := r.addTo(lists, e); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, e := range r.head.recent {
		if err := r.addTo(lists, e); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// addTo adds the postings of an entry that are newer than those of the tiers before.
func (r *Reader) addTo(lists map[string]*packedList, e entry) error {
	list := lists[e.term]
	if list == nil {
		list = new(packedList)
		lists[e.term] = list
	}
	add := func(postings []posting) {
		for _, p := range slices.Backward(postings) {
			if list.n == 0 || p.place() > list.last {
				list.add(p)
			}
		}
	}
	for _, name := range slices.Backward(e.older) {
		content, err := read(r.files, name)
		if err != nil {
			return err
		}
		if chunkName(hash(content)[:6]) != name {
			return errBroken
		}
		postings, err := readChunk(content, r.head.Places)
		if err != nil {
			return err
		}
		add(postings)
	}
	add(e.list)
	return nil
}

// takeOver adds the terms of the posts that an earlier index has.
func (x *Index) takeOver(e earlierIndex) {
	still := e.firstMoved()
	var buffer []posting
	for term, old := range e.lists {
		added := x.lists[term]
		if old.last < still && added == nil {
			x.lists[term] = old
			continue
		}
		buffer = buffer[:0]
		for _, p := range old.appendTo(nil) {
			if to := e.moved[p.place()]; to != gone {
				buffer = append(buffer, posting(to<<1)|p&1)
			}
		}
		if added != nil {
			buffer = added.appendTo(buffer)
		}
		if len(buffer) > 0 {
			x.lists[term] = packed(buffer)
		}
	}
}

// firstMoved is the place before which all posts of an earlier index are where they were.
func (e *earlierIndex) firstMoved() int {
	for place, to := range e.moved {
		if to != place && e.cards[place].ID != "" {
			return place
		}
	}
	return math.MaxInt
}

// packed sorts postings and packs them.
func packed(postings []posting) *packedList {
	slices.Sort(postings)
	list := new(packedList)
	for _, p := range postings {
		list.add(p)
	}
	return list
}
