package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// HeadName is the name of the file that a reader reads first.
const HeadName = "head.bin"

const (
	magic      = "BVS1"
	newest     = 64 // places that the head has the terms of
	cardsSize  = 32 // places in a file of cards
	maxPlaces  = 1 << 24
	maxChoices = 100 // values of a filter
)

// limits decide what is cut where. Readers do not know them.
type limits struct {
	leaf  int // bytes of a leaf before compression, about
	chunk int // postings in a file of older ones
	small int // places up to which no middle tier is needed
}

// usual makes leaves of some 12 KB. Up to 12,288 posts a new one then changes three of
// them without a middle tier.
var usual = limits{leaf: 24_000, chunk: 8_192, small: 12_288}

// A File is a file of the index. Only the content of the head and of the newest files
// of cards ever changes under a name.
type File struct {
	Name    string
	Content []byte // compressed with gzip
}

// Files returns the files of the index, the head last: it names the others.
func (x *Index) Files() ([]File, error) { return x.filesWithin(usual, nil) }

// filesWithin returns files within limits. Those that an earlier index has as well
// need not be compressed again.
func (x *Index) filesWithin(l limits, earlier fs.FS) ([]File, error) {
	if x.Len() > maxPlaces {
		return nil, fmt.Errorf("search: wanted at most %d posts, found %d", maxPlaces, x.Len())
	}
	w := writer{Index: x, limits: l, earlier: earlier, sorted: x.terms()}
	tiers := w.tiers()
	for i := range tiers {
		w.leaves(&tiers[i])
	}
	full := x.Len() / cardsSize
	for i := range full {
		w.add(cardsName(i), cardsOf(x.cards[i*cardsSize:(i+1)*cardsSize]))
	}
	w.add(HeadName, w.head(tiers))
	return w.files, nil
}

// cardsName is the name of the file with the cards of the nth 32 places.
func cardsName(n int) string { return "cards-" + strconv.Itoa(n) + ".bin" }

type writer struct {
	*Index
	limits
	earlier fs.FS    // an index that was written before; nil if there is none
	sorted  []string // terms
	files   []File
}

// add compresses a file and adds it.
func (w *writer) add(name string, content []byte) {
	w.files = append(w.files, File{name, w.pack(name, content)})
}

func (w *writer) pack(name string, content []byte) []byte {
	if w.earlier != nil {
		file, err := readFile(w.earlier, name)
		if before, broken := unpack(file); err == nil && broken == nil && bytes.Equal(before, content) && !bytes.Equal(file, content) {
			return file
		}
	}
	return pack(content)
}

// readFile reads a file of an index as it is. Something else of its name is not opened:
// a named pipe would block.
func readFile(files fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, fmt.Errorf("%s: wanted a file of at most %d bytes, found something else", name, maxFile)
	}
	return fs.ReadFile(files, name)
}

// Tiers.

// A tier is a list of all terms, cut into leaves. The nth leaf of a tier has the
// postings of window places, or of all, up to an end that advances by one period at a
// time; the ends of the leaves are spread over the period, so that each new post
// changes only few leaves. What is newer stands in the next tier: one of the last
// places in leaves, then the head.
type tier struct {
	letter byte // which begins the names of its files
	period int
	window int // 0 for all
	first  []string
	hashes [][3]byte
}

// tiers returns the tiers of an index of this size.
func (w *writer) tiers() []tier {
	n := w.Len()
	if n <= w.small {
		return []tier{w.cut(tier{letter: 'a', period: newest})}
	}
	period := 1 << bits.Len(uint(n/128-1)) // so that a new post changes two leaves at most
	return []tier{w.cut(tier{letter: 'a', period: period}), w.cut(tier{letter: 'b', period: newest, window: period})}
}

// end returns the place before which the postings of the nth leaf stand.
func (t *tier) end(leaf, places int) int {
	behind := ((places-leaf)%t.period + t.period) % t.period
	return max(places-behind, 0)
}

// cut decides where the leaves of a tier begin: where the index of a size that stays
// the same for long had leaves of nearly equal size. So a new post moves no
// boundary, until the index has grown by a sixteenth.
func (w *writer) cut(t tier) tier {
	step := max(newest, 1<<bits.Len(uint(w.Len()))>>5)
	end := w.Len() / step * step
	start := 0
	if t.window > 0 {
		start = max(end-t.window, 0)
	}
	size, before := 0, ""
	t.first = []string{""}
	for _, term := range w.sorted {
		if size >= w.limits.leaf {
			t.first = append(t.first, separator(before, term))
			size = 0
		}
		if taken := w.lists[term].sizeBetween(start, end); taken > 0 {
			size += 3 + len(term)/2 + taken
		}
		before = term
	}
	return t
}

// sizeBetween returns the bytes that the postings from a place to another take.
func (l *packedList) sizeBetween(start, end int) int {
	if start == 0 && l.last < end {
		return len(l.packed)
	}
	if l.last < start {
		return 0
	}
	place, size := uint64(0), 0
	for rest := l.packed; len(rest) > 0; {
		gap, n := binary.Uvarint(rest)
		place += gap >> 1
		rest = rest[n:]
		if int(place) >= start && int(place) < end {
			size += n
		}
	}
	return size
}

// separator returns the shortest text that is not before a term, but behind the term before it.
func separator(before, term string) string {
	for i, r := range term {
		if head := term[:i+utf8.RuneLen(r)]; head > before {
			return head
		}
	}
	return term
}

// Leaves.

// leaves writes the leaves of a tier.
func (w *writer) leaves(t *tier) {
	for i, first := range t.first {
		from, _ := slices.BinarySearch(w.sorted, first)
		to := len(w.sorted)
		if i+1 < len(t.first) {
			to, _ = slices.BinarySearch(w.sorted, t.first[i+1])
		}
		end := t.end(i, w.Len())
		start := 0
		if t.window > 0 {
			start = max(end-t.window, 0)
		}
		content := w.leaf(w.sorted[from:to], start, end)
		t.hashes = append(t.hashes, [3]byte(hash(content)))
		w.add(t.name(i), content)
	}
}

// name is the name of a leaf.
func (t *tier) name(leaf int) string {
	return fmt.Sprintf("%c%d-%x.bin", t.letter, leaf, t.hashes[leaf])
}

// leaf writes terms with their postings from a place to before another.
func (w *writer) leaf(terms []string, start, end int) []byte {
	content := binary.AppendUvarint(nil, uint64(end))
	var postings []posting
	before := ""
	for _, term := range terms {
		list := w.lists[term]
		if list.last < start {
			continue
		}
		postings = list.appendTo(postings[:0])
		from, _ := slices.BinarySearchFunc(postings, start, comparePlace)
		to, _ := slices.BinarySearchFunc(postings, end, comparePlace)
		inside := postings[from:to]
		if len(inside) == 0 {
			continue
		}
		content = appendShared(content, before, term)
		before = term
		chunks := max(len(inside)/w.chunk-1, 0)
		if start > 0 {
			chunks = 0 // a window is small
		}
		content = w.postings(content, inside, chunks, end)
	}
	return content
}

func comparePlace(p posting, place int) int { return cmp.Compare(p.place(), place) }

// postings writes the newest postings of a term, and older ones into files of their
// own, counted from the oldest so that they stay.
func (w *writer) postings(content []byte, list []posting, chunks, end int) []byte {
	inline := list[chunks*w.chunk:]
	more := uint64(0)
	if chunks > 0 {
		more = 1
	}
	content = binary.AppendUvarint(content, uint64(len(inline))<<1|more)
	if chunks > 0 {
		content = binary.AppendUvarint(content, uint64(chunks))
		for i := range chunks {
			content = append(content, w.older(list[i*w.chunk:(i+1)*w.chunk])...)
		}
	}
	return appendPostings(content, inline, end)
}

// older writes a file of older postings, and returns the hash in its name.
func (w *writer) older(list []posting) []byte {
	end := list[len(list)-1].place() + 1
	content := appendPostings(binary.AppendUvarint(nil, uint64(end)), list, end)
	name := hash(content)[:6]
	w.add(chunkName(name), content)
	return name
}

// hash tells one content of a file from another. It need not withstand anybody: all of
// them come from one publisher.
func hash(content []byte) []byte {
	h := fnv.New128a()
	h.Write(content)
	return h.Sum(nil)[10:]
}

func chunkName(hash []byte) string { return "c-" + hex.EncodeToString(hash) + ".bin" }

// appendShared writes a term as what it shares with the one before, and the rest.
func appendShared(content []byte, before, term string) []byte {
	shared := 0
	for shared < min(len(before), len(term)) && before[shared] == term[shared] {
		shared++
	}
	content = binary.AppendUvarint(content, uint64(shared))
	content = binary.AppendUvarint(content, uint64(len(term)-shared))
	return append(content, term[shared:]...)
}

// appendPostings writes postings, newest first, as the gaps between their places.
func appendPostings(content []byte, list []posting, end int) []byte {
	for _, p := range slices.Backward(list) {
		content = binary.AppendUvarint(content, uint64(end-p.place())<<1|uint64(p&1))
		end = p.place()
	}
	return content
}

// The head.

// A summary is the part of the head that is JSON.
type summary struct {
	Places  int               `json:"places"`
	Made    string            `json:"made,omitempty"`    // see checksum
	Gaps    []int             `json:"gaps,omitempty"`    // each counted from the one before
	Years   [][3]int          `json:"years,omitempty"`   // year, first place, posts
	Tags    [][2]any          `json:"tags,omitempty"`    // name, posts; most posts first
	Authors [][2]any          `json:"authors,omitempty"` // likewise
	Cards   []json.RawMessage `json:"cards,omitempty"`   // of the newest places, which no file has yet
}

// head writes the head: a summary, the newest postings, and the leaves of the tiers.
func (w *writer) head(tiers []tier) []byte {
	text, err := json.Marshal(w.summary())
	if err != nil {
		panic(err) // it has only numbers and strings
	}
	recent := w.leaf(w.sorted, max(w.Len()-newest, 0), w.Len())
	content := appendBlock([]byte(magic), text)
	content = appendBlock(content, recent)
	content = binary.AppendUvarint(content, uint64(len(tiers)))
	for _, t := range tiers {
		content = append(content, t.letter)
		content = binary.AppendUvarint(content, uint64(len(t.first)))
		before := ""
		for i, first := range t.first {
			content = append(appendShared(content, before, first), t.hashes[i][:]...)
			before = first
		}
	}
	return content
}

func appendBlock(content, block []byte) []byte {
	return append(binary.AppendUvarint(content, uint64(len(block))), block...)
}

func (w *writer) summary() summary {
	s := summary{Places: w.Len(), Made: checksum(w.made, w.cards), Tags: choices(w.tags), Authors: choices(w.authors)}
	last := 0
	for place, c := range w.cards {
		if c.ID == "" {
			s.Gaps = append(s.Gaps, place-last)
			last = place
		}
	}
	for _, y := range w.years {
		s.Years = append(s.Years, [3]int{y.year, y.place, y.count})
	}
	for _, c := range w.cards[w.Len()/cardsSize*cardsSize:] {
		s.Cards = append(s.Cards, c.json())
	}
	return s
}

// checksum identifies what the documents of an index are made of; "" if it is not known.
func checksum(made string, cards []Card) string {
	if made == "" {
		return ""
	}
	h := fnv.New128a()
	h.Write([]byte(made))
	for _, c := range cards {
		h.Write([]byte(c.ID + "\x00" + c.Print + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// choices returns the values that most posts have.
func choices(values map[string]*value) (list [][2]any) {
	var sorted []*value
	for _, v := range values {
		sorted = append(sorted, v)
	}
	slices.SortFunc(sorted, func(a, b *value) int { return cmp.Or(b.count-a.count, strings.Compare(a.name, b.name)) })
	for _, v := range sorted[:min(len(sorted), maxChoices)] {
		list = append(list, [2]any{v.name, v.count})
	}
	return list
}

// Cards.

// cardsOf writes cards as a JSON array.
func cardsOf(cards []Card) []byte {
	content := []byte("[")
	for i, c := range cards {
		if i > 0 {
			content = append(content, ",\n"...)
		}
		content = append(content, c.json()...)
	}
	return append(content, ']')
}

// json writes a card as an array without the empty strings at its end, or as 0 for a
// gap. Most IDs are the beginning of the card's slug: of these, only the length is
// written.
func (c Card) json() json.RawMessage {
	if c.ID == "" {
		return json.RawMessage("0")
	}
	fields := []any{c.ID, c.Subject, c.Date, c.By, c.Label, c.Lang, c.Print}
	for fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	if strings.HasPrefix(c.slug(), c.ID) && !strings.ContainsAny(c.Subject, "İΣ") { // JavaScript has other small letters for these
		fields[0] = utf8.RuneCountInString(c.ID)
	}
	text, err := json.Marshal(fields)
	if err != nil {
		panic(err) // strings can be written
	}
	return text
}

// slug is the day and the subject of a card as an ID usually has them.
func (c Card) slug() string {
	words := strings.FieldsFunc(strings.ToLower(c.Subject), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	return firstCharacters(c.Date, 10) + "-" + strings.Join(words, "-")
}
