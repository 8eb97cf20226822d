package board

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/boardview/board/internal/dates"
	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// From header fields to a Post: what each value means and whether it can be
// used. The parser calls postBuilder.set for each field; feeds use the same
// limits. This file must know neither front matter nor where in a file a header
// ends.

// A postBuilder gives a post its fields and remembers where they stand.
type postBuilder struct {
	source
	post   *Post
	places [fieldPhoto + 1]place // of the fields that have a value
	items  map[fieldAt]place     // of photos and attachments

	unpublished bool // "published: no"

	lang      string // of the header, whose line may stand below the one that is set
	langKnown bool
}

// placeOf is where a field or one of its values stands, zero if it is not there.
func (b *postBuilder) placeOf(f fieldAt) place {
	if f.index > 0 {
		return b.items[f]
	}
	return b.places[f.field]
}

// has reports whether the post has a value for the field.
func (b *postBuilder) has(f field) bool { return b.places[f] != place{} }

// set gives the post the value of a field. A value that cannot be used is
// reported and goes to Meta under the field's name, as do unknown fields.
func (b *postBuilder) set(f headerField) {
	switch {
	case f.field == fieldMeta:
		if !isExtension(f.name) {
			b.noteStray(f)
		}
		b.post.addMeta(f.name, f.value)
	case f.field == fieldHeld:
		b.report(f.at, HeldBack, "%s: the post is held back", f.value)
		if !slices.Contains(b.post.Meta[f.name], f.value) { // what Format has written may still be so
			b.post.addMeta(f.name, f.value)
		}
	case f.field == fieldPhoto:
		b.addPhotos(f.photos(), f.at)
	case b.has(f.field) && !f.field.repeats():
		b.refuse(f, "wanted one "+strings.ToUpper(f.name)+", found another")
	default:
		if want := b.assign(f); want != "" {
			b.refuse(f, want)
		} else {
			b.places[f.field] = f.at
		}
	}
}

// stray is the finding about a field without a meaning.
func (f *headerField) stray(file string) *Error {
	return f.at.finding(file, UnknownField, "unknown field %q, kept: %q", f.name, f.value)
}

// isExtension reports whether a name begins with X-: such a field belongs to
// another program, and is kept without a finding.
func isExtension(name string) bool { return strings.HasPrefix(name, "x-") }

// repeats reports whether a header may have the field more than once.
func (f field) repeats() bool {
	return f == fieldBy || f == fieldTags || f == fieldAttachment || f == fieldAlias || f == fieldEmbargo
}

// refuse keeps a value in Meta. If nobody knows whether the post may be shown
// without it, the post is held back.
func (b *postBuilder) refuse(f headerField, want string) {
	value := f.text()
	if f.field.decides() && value != "" && !isHarmless(f.name, value, b.language()) {
		b.report(f.at, HeldBack, "%s: %q: the post is held back", want, value)
	} else {
		b.report(f.at, BadValue, "%s: %q", want, value)
	}
	if value != "" {
		b.post.addMeta(f.name, value)
	}
}

// addItem remembers where the value of a field with many values stands.
func (b *postBuilder) addItem(f field, index int, at place) {
	if b.items == nil {
		b.items = make(map[fieldAt]place)
	}
	b.items[fieldAt{f, index}] = at
}

// text is the value as a line of the text format has it.
func (f *headerField) text() string {
	switch {
	case f.parts == nil:
		return f.value
	case f.field == fieldBy:
		return formatAuthor(Author{f.part("name").value, f.part("email").value, f.part("url").value})
	}
	return formatAttachment(f.attachment())
}

// assign puts a value into the post, or returns what was wanted instead.
func (b *postBuilder) assign(f headerField) (want string) {
	post, value := b.post, f.value
	switch f.field {
	case fieldSubject:
		return setChecked(&post.Subject, value, value != "", "wanted a subject, found")
	case fieldLabel:
		post.Label = value
	case fieldDate:
		return b.setDate(f, &post.Date)
	case fieldEmbargo:
		return b.setEmbargo(f)
	case fieldUpdated:
		return b.setDate(f, &post.Updated)
	case fieldExpires:
		return b.setDate(f, &post.Expires)
	case fieldPublished:
		return b.setPublished(f)
	case fieldWithdrawn:
		b.setWithdrawn(f)
	case fieldBy:
		return b.setBy(f)
	case fieldTags:
		post.Tags = append(post.Tags, f.items()...)
	case fieldLang:
		value = languageTag(value)
		return setChecked(&post.Lang, value, plaintext.IsLanguage(value), "wanted a language tag such as ko, found")
	case fieldURL:
		return setChecked(&post.URL, value, weburl.IsWeb(value), "wanted an address such as https://parliament.example/, found")
	case fieldID:
		return b.setID(&post.ID, value, f.at)
	case fieldTranslates:
		return b.setID(&post.Translates, value, f.at)
	case fieldAlias:
		return b.addAliases(f)
	case fieldPinned:
		return setBool(&post.Pinned, value)
	case fieldDraft:
		return setBool(&post.Draft, value)
	case fieldFolder:
		return setChecked(&post.Folder, value, isFolder(value), "wanted a folder below the board's such as 2019-11-26-fair/, found")
	case fieldAttachment:
		return b.addAttachment(f)
	}
	return ""
}

// isFolder reports whether s names a folder below the board's directory.
func isFolder(s string) bool {
	name, ok := strings.CutSuffix(s, "/")
	return ok && name != "." && fs.ValidPath(name)
}

func setChecked(to *string, value string, ok bool, want string) string {
	if !ok {
		return want
	}
	*to = value
	return ""
}

// setDate sets a date. Of two readings it takes the first for a date that readers
// see, and otherwise the one that shows less of the post: the later for an
// embargo, the earlier for the end. A post whose date has two readings is held
// until both are past.
func (b *postBuilder) setDate(f headerField, to *Date) (want string) {
	date, other, ok := b.readDate(f.value)
	if !ok {
		return "wanted a date such as 2019-11-26, found"
	}
	if !other.IsZero() {
		later, outcome := other.Time.After(date.Time), "the first is used"
		switch {
		case f.field == fieldDate && later:
			b.hold(other)
			fallthrough
		case f.field == fieldDate:
			outcome = "the post is shown when both are past"
		case f.field != fieldUpdated && later == (f.field == fieldEmbargo):
			date, other = other, date
		}
		b.report(f.at, Guessed, "wanted a date that can be read in one way, such as %s, found %q, which may be %s, too: %s", date, f.value, other, outcome)
	}
	*to = date
	return ""
}

func (b *postBuilder) setEmbargo(f headerField) (want string) {
	var until Date
	want = b.setDate(f, &until)
	b.hold(until)
	return want
}

// hold keeps the post back until a day, unless it is kept back for longer.
func (b *postBuilder) hold(until Date) {
	if until.Time.After(b.post.Embargo.Time) {
		b.post.Embargo = until
	}
}

// readDate reads a date in the language of the post. The other date is zero
// unless day and month may have changed places.
func (b *postBuilder) readDate(value string) (date, other Date, ok bool) {
	d, o, ok := dates.Read(value, b.language())
	return Date(d), Date(o), ok
}

// language returns the post's language: the first LANG that is a language tag, or
// else the first LANG, as in HeldBack. Its field may stand below the one that is set.
// It is looked up once: a header may have as many dates as it has lines.
func (b *postBuilder) language() string {
	for i := 0; i < len(b.fields) && !b.langKnown; i++ {
		f := &b.fields[i]
		switch {
		case f.field != fieldLang:
		case plaintext.IsLanguage(languageTag(f.value)):
			b.lang, b.langKnown = f.value, true
		case b.lang == "":
			b.lang = f.value
		}
	}
	b.langKnown = true
	return b.lang
}

func setBool(to *bool, value string) string {
	yes, ok := readBool(value)
	if !ok {
		return "wanted yes or no, found"
	}
	*to = yes
	return ""
}

// setPublished takes yes or no, as in Jekyll, or the day of publication, as in
// Hugo.
func (b *postBuilder) setPublished(f headerField) string {
	if yes, ok := readBool(f.value); ok {
		b.unpublished = !yes
		return ""
	}
	f.field = fieldEmbargo
	if b.setEmbargo(f) != "" {
		return "wanted yes, no or a date, found"
	}
	return ""
}

// splitList splits a value at its commas. An item with commas stands in
// quotation marks, and has two of them for one.
func splitList(value string) (items []string) {
	for value != "" {
		item, rest, _ := strings.Cut(value, ",")
		if strings.Contains(item, `"`) {
			item, rest = cutQuoted(item, rest, value)
		}
		if item = strings.TrimFunc(item, plaintext.IsSpace); item != "" {
			items = append(items, item)
		}
		value = rest
	}
	return items
}

// cutQuoted cuts an item in quotation marks off a list. If the list does not begin
// with one, it returns item and rest as they are. Quotation marks that no comma or
// quotation mark makes necessary belong to the item.
func cutQuoted(item, rest, list string) (string, string) {
	m := quotedRE.FindStringSubmatch(list)
	if m == nil {
		return item, rest
	}
	if m[1] == "" || strings.ContainsAny(m[1], `,"`) {
		return strings.ReplaceAll(m[1], `""`, `"`), list[len(m[0]):]
	}
	return `"` + m[1] + `"`, list[len(m[0]):]
}

// quotedRE is an item in quotation marks and the comma behind it. Its group is
// what stands between them.
var quotedRE = regexp.MustCompile(`^[\s\x{feff}\x{200b}]*"((?:[^"]|"")*)"\s*(?:,|$)`)

// items are the values of a field that may have many: those between commas, or
// one if the field is an item of a list itself.
func (f *headerField) items() []string {
	if f.item && f.value != "" {
		return []string{f.value}
	}
	return splitList(f.value)
}

// languageTag corrects a tag in the form of POSIX, zh_tw, to BCP 47's, zh-TW.
func languageTag(s string) string {
	head, region, ok := strings.Cut(s, "_")
	switch {
	case !ok:
		return s
	case len(region) == len("TW"):
		region = strings.ToUpper(region)
	}
	return head + "-" + strings.ReplaceAll(region, "_", "-")
}

// setID makes an ID safe as a file name, and reports that if it changed it.
func (b *postBuilder) setID(to *string, value string, at place) (want string) {
	if value == "" {
		return "wanted an ID, found"
	}
	*to = plaintext.Slug(value)
	if *to != value {
		b.report(at, Changed, "wanted an ID of lower-case letters, digits and hyphens, found %q: %q is used", value, *to)
	}
	return ""
}

// addAliases reads IDs with commas between them. Other programs write paths,
// /posts/old/: the ID is their last element.
func (b *postBuilder) addAliases(f headerField) (want string) {
	aliases := f.items()
	if len(aliases) == 0 {
		return "wanted an ID, found"
	}
	for _, alias := range aliases {
		id, _ := plaintext.LastName(alias)
		if strings.Contains(alias, "/") {
			id = plaintext.Slug(id) // nobody meant that to be an ID
		}
		b.setID(&id, id, f.at)
		b.post.Aliases = append(b.post.Aliases, id)
	}
	return ""
}

// setWithdrawn reads "2019-11-26 The figures were wrong." Without a date that
// can be read the post is withdrawn at once: showing it would be worse.
func (b *postBuilder) setWithdrawn(f headerField) {
	value := f.value
	var yes bool
	if setBool(&yes, value) == "" {
		value = ""
		if !yes {
			return
		}
	}
	if !b.setWithdrawal(f, value) {
		b.report(f.at, HeldBack, "wanted a date such as 2019-11-26 and a reason, found %q: the post is withdrawn", value)
		b.post.Withdrawn = Withdrawal{undated, value}
	}
}

// maxDateWords is how many words the date of a withdrawal may have.
const maxDateWords = 8

// setWithdrawal takes as many words as a date needs, and the rest as the reason.
func (b *postBuilder) setWithdrawal(f headerField, value string) bool {
	w := &b.post.Withdrawn
	words := strings.SplitAfterN(value, " ", maxDateWords+1)
	for n := range words {
		f.value = strings.TrimSpace(strings.Join(words[:n+1], ""))
		if b.setDate(f, &w.Date) == "" {
			w.Reason = strings.Join(words[n+1:], "")
			return true
		}
	}
	return false
}

// setBy takes "Name (contact)", or a map that has these. A contact is an e-mail
// address, a link, or both; what is neither stays in the name.
func (b *postBuilder) setBy(f headerField) (want string) {
	if m := linkRE.FindStringSubmatch(f.value); m != nil && weburl.IsWeb(m[2]+m[3]) {
		b.addAuthor(Author{Name: plaintext.OneLine(unescape(m[1])), URL: inParentheses.Replace(m[2] + m[3])}, f.at)
		return ""
	}
	if f.parts == nil {
		return b.setByline(f.value, f.at)
	}
	by := Author{Name: f.part("name").value}
	rest := by.setContact(f.part("email").value + " " + inParentheses.Replace(f.part("url").value))
	if by.Email == "" && by.URL == "" {
		return b.setByline(f.text(), f.at)
	}
	if rest != "" {
		b.report(f.at, Guessed, "wanted an e-mail address or a link, found %q", rest)
		by.Name = strings.TrimSpace(by.Name + " (" + rest + ")")
	}
	b.addAuthor(by, f.at)
	return ""
}

// maxCompared is how many authors of a post are told apart.
const maxCompared = 200

// addAuthor adds one of the post's authors. The first is Post.By. Front matter
// may name one twice, as author and in authors; comparing all of many authors
// with each other would take too long.
func (b *postBuilder) addAuthor(a Author, at place) {
	post := b.post
	for i := -1; i < min(len(post.CoAuthors), maxCompared); i++ {
		if i < 0 && post.By == a || i >= 0 && post.CoAuthors[i] == a {
			return
		}
	}
	if post.By == (Author{}) {
		post.By = a
	} else {
		post.CoAuthors = append(post.CoAuthors, a)
	}
	b.addItem(fieldBy, 1+len(post.CoAuthors), at)
}

// linkRE is a Markdown link and nothing else, [Ann Lee](https://parliament.example/ann).
var linkRE = regexp.MustCompile(`^` + textRE + `\(` + destRE + `\)$`)

// inParentheses percent-encodes an address for the parentheses of a BY line.
var inParentheses = strings.NewReplacer("(", "%28", ")", "%29")

// setByline reads "Name (contact)".
func (b *postBuilder) setByline(value string, at place) (want string) {
	name := trimEmpty(value)
	if cut := value[len(name):]; cut != "" {
		b.reportContact(value, len(value)-1, at, "found the end: the contact is cut off")
	}
	contact, closed := strings.CutSuffix(name, ")")
	open := strings.LastIndexByte(contact, '(')
	by := Author{Name: name}
	switch {
	case name == "":
		return "wanted a name, found"
	case open < 0 || strings.Contains(contact[open:], ")"):
	case !closed: // the file was cut off
		b.reportContact(name, open, at, "found the end: the contact is cut off")
	default:
		by = b.author(contact, open, at)
	}
	b.addAuthor(by, at)
	return ""
}

// trimEmpty drops parentheses with nothing in them from the end.
func trimEmpty(s string) string {
	for {
		inside := strings.TrimRightFunc(strings.TrimSuffix(s, ")"), betweenContacts)
		outside, empty := strings.CutSuffix(inside, "(")
		if !empty {
			return s
		}
		s = strings.TrimRightFunc(outside, plaintext.IsSpace)
	}
}

func betweenContacts(r rune) bool { return plaintext.IsSpace(r) || r == ',' || r == ';' }

// author reads the name, up to the parenthesis, and the contact behind it.
func (b *postBuilder) author(value string, open int, at place) Author {
	by := Author{Name: strings.TrimRight(value[:open], " ")}
	if rest := by.setContact(value[open+1:]); rest != "" {
		b.reportContact(value, open+1, at, "found "+strconv.Quote(rest))
		by.Name = strings.TrimSpace(by.Name + " (" + rest + ")")
	}
	return by
}

func (b *postBuilder) reportContact(value string, i int, at place, found string) {
	at.col += utf8.RuneCountInString(value[:i])
	b.report(at, Guessed, "wanted an e-mail address or a link in parentheses, %s", found)
}

// setContact takes the addresses out of s and returns the other words. A word
// like "contact:" in front of an address may be lost.
func (a *Author) setContact(s string) (rest string) {
	var words []string
	for word := range strings.FieldsFuncSeq(s, betweenContacts) {
		address := strings.Trim(word, "<>")
		email := strings.TrimPrefix(address, "mailto:")
		switch {
		case a.Email == "" && weburl.IsEmail(email):
			a.Email = email
		case a.URL == "" && weburl.IsWeb(address):
			a.URL = address
		default:
			words = append(words, word)
		}
	}
	if len(words) == 1 && strings.HasSuffix(words[0], ":") && (a.Email != "" || a.URL != "") {
		return ""
	}
	return strings.Join(words, " ")
}

// Regular expressions for a Markdown link's text and destination. Groups: the
// text; the destination in angle brackets, or bare.
const (
	textRE = `\[((?:\\.|[^\[\]\\])*)\]`
	destRE = `(?:<([^<>]*[^<>\s][^<>]*)>|((?:[^\s()<>]|\([^\s()<>]*\))+))`
)

const mediaTypePattern = `[a-z]+/[\w.+-]+`

var (
	attachmentRE = regexp.MustCompile(`^(?:` + textRE + `\(` + destRE + `\)|([^\s()<>\[\]]+))(?:\s+(` + mediaTypePattern + `))?(?:\s+(\d{1,15}))?$`)
	mediaTypeRE  = regexp.MustCompile(`^` + mediaTypePattern + `$`)
)

// noAngles percent-encodes an address for angle brackets.
var noAngles = strings.NewReplacer("<", "%3C", ">", "%3E")

// addAttachment takes "[Title](address) type size" or a map with these; all
// but the address may be missing.
func (b *postBuilder) addAttachment(f headerField) (want string) {
	a := readAttachment(f.value)
	if f.parts != nil {
		a = f.attachment()
	}
	if a.URL == "" {
		return "wanted [title](address) type size, found"
	}
	if f.parts != nil {
		a.Type = b.checkPart(f, "type", mediaTypeRE.MatchString, "wanted a media type such as application/pdf, found")
		b.checkPart(f, "size", isFileSize, "wanted a number of bytes, found")
	}
	b.post.Attachments = append(b.post.Attachments, a)
	b.addItem(fieldAttachment, len(b.post.Attachments), f.at)
	return ""
}

// readAttachment returns no URL if the value cannot be read.
func readAttachment(value string) Attachment {
	m := attachmentRE.FindStringSubmatch(value)
	if m == nil {
		return Attachment{}
	}
	return Attachment{
		URL: strings.TrimSpace(m[2] + m[3] + m[4]), Title: plaintext.OneLine(unescape(m[1])), Type: m[5], Size: fileSize(m[6]),
	}
}

// attachment is what the map of a field says of a file, unchecked.
func (f *headerField) attachment() Attachment {
	return Attachment{
		URL: noAngles.Replace(f.part("url").value), Title: f.part("title").value,
		Type: f.part("type").value, Size: fileSize(f.part("size").value),
	}
}

// checkPart returns a value of the field's map. One that cannot be used is
// reported and goes to Meta under a dotted name.
func (b *postBuilder) checkPart(f headerField, key string, ok func(string) bool, want string) string {
	part := f.part(key)
	if part.value == "" || ok(part.value) {
		return part.value
	}
	b.refuse(headerField{name: f.name + "." + key, value: part.value, at: part.at}, want)
	return ""
}

// isFileSize accepts what attachmentRE does.
func isFileSize(s string) bool {
	_, err := strconv.ParseUint(s, 10, 64)
	return err == nil && len(s) <= 15
}

// fileSize returns 0 for what is no size.
func fileSize(s string) int64 {
	if !isFileSize(s) {
		return 0
	}
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// imageRE is a Markdown image, with its size behind the address if known:
// ![alt](photo.jpg =1200x675 "title").
var imageRE = regexp.MustCompile(`!` + textRE + `\(\s*` + destRE + `(?:\s+=(\d{1,5})x(\d{1,5}))?(?:\s+"([^"]*)")?\s*\)`)

func (b *postBuilder) addPhotos(photos []Photo, at place) {
	for _, photo := range photos {
		b.post.Photos = append(b.post.Photos, photo)
		b.addItem(fieldPhoto, len(b.post.Photos), at)
	}
}

// photos are those of a field in front matter: an address, or a map. A caption
// may have images in it, as below PHOTO.
func (f *headerField) photos() []Photo {
	photos := readPhotos(f.part("caption").value, nil)
	address := f.value
	for _, key := range []string{"path", "image", "src", "url"} {
		address = cmp.Or(f.part(key).value, address)
	}
	if address != "" {
		photo := Photo{
			URL: noAngles.Replace(address), Alt: f.part("alt").value,
			Width: pixels(f.part("width").value), Height: pixels(f.part("height").value),
		}
		if len(photos) > 0 {
			photo.Caption, photos[0].Caption = photos[0].Caption, ""
		}
		photos = append([]Photo{photo}, photos...)
	}
	return slices.DeleteFunc(photos, func(p Photo) bool { return p == Photo{} })
}

// readPhotos makes figures of a caption and of the images in it and below it.
// Each image is a figure; the first has the caption.
func readPhotos(caption string, below []string) []Photo {
	var photos []Photo
	words := []string{caption}
	for _, text := range below {
		if address := strings.TrimFunc(text, plaintext.IsSpace); isImageAddress(address) {
			photos = append(photos, Photo{URL: address})
		} else {
			words = append(words, text)
		}
	}
	caption = plaintext.OneLine(spaceZeroWidth(strings.Join(words, " ")))
	if strings.Contains(caption, "![") {
		for _, m := range imageRE.FindAllStringSubmatch(caption, -1) {
			photos = append(photos, newPhoto(m))
		}
		caption = plaintext.OneLine(imageRE.ReplaceAllString(caption, " $6 "))
		if imageRE.MatchString(caption) { // an image in an image: the outer one is not shown
			caption = strings.ReplaceAll(caption, "![", "! [")
		}
	}
	caption, photos = bareImages(caption, photos)
	if len(photos) == 0 && caption != "" {
		return []Photo{{Caption: caption}}
	}
	if len(photos) > 0 {
		photos[0].Caption = caption
	}
	return photos
}

// spaceZeroWidth replaces zero-width spaces by spaces.
func spaceZeroWidth(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\ufeff", " "), "\u200b", " ")
}

// newPhoto takes the groups of imageRE.
func newPhoto(m []string) Photo {
	return Photo{
		Alt: plaintext.OneLine(unescape(m[1])), URL: strings.TrimSpace(m[2] + m[3]),
		Width: pixels(m[4]), Height: pixels(m[5]),
	}
}

// maxPixels bounds the width and height of a picture.
const maxPixels = 1<<15 - 1

// pixels reads a width or height. What is no number, or beyond maxPixels,
// counts as unknown.
func pixels(s string) int {
	n, err := strconv.ParseUint(s, 10, 15)
	if err != nil {
		return 0
	}
	return int(n)
}

// bareImages takes words out of a caption that are web addresses of images.
func bareImages(caption string, photos []Photo) (string, []Photo) {
	if !hasBareImage(caption) {
		return caption, photos
	}
	var words []string
	for _, word := range strings.Fields(caption) {
		if isBareImage(word) {
			photos = append(photos, Photo{URL: word})
		} else {
			words = append(words, word)
		}
	}
	return strings.Join(words, " "), photos
}

// hasBareImage looks only at the words around "://": most captions have none.
func hasBareImage(line string) bool {
	for i := strings.Index(line, "://"); i >= 0; i = strings.Index(line, "://") {
		word, rest, _ := strings.Cut(line[strings.LastIndexByte(line[:i], ' ')+1:], " ")
		if isBareImage(word) {
			return true
		}
		line = rest
	}
	return false
}

func isBareImage(s string) bool { return isImageAddress(s) && weburl.IsWeb(s) }

// isImageAddress reports whether s is one word that ends in the file name
// extension of a picture, with or without a query.
func isImageAddress(s string) bool {
	if strings.ContainsAny(s, "<>()[]") || plaintext.OneLine(s) != s || strings.ContainsFunc(s, plaintext.IsSpace) {
		return false
	}
	address, _, _ := strings.Cut(s, "?")
	ext := path.Ext(address)
	return isPicture(strings.ToLower(ext)) && len(address) > len(ext)
}

// isPicture reports whether pictures have this extension, in lower case.
func isPicture(ext string) bool {
	switch ext {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg":
		return true
	}
	return false
}
