package board

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// isKnown reports whether a field has a meaning. All others go to Post.Meta.
func isKnown(name string) bool {
	switch name {
	case "subject", "label", "date", "updated", "expires", "by", "tags", "lang", "url", "id", "pinned", "draft",
		"attachment", "withdrawn", "translates", "alias":
		return true
	}
	return false
}

// aliases are what other programs call our fields in front matter.
var aliases = map[string]string{
	"title": "subject", "author": "by", "authors": "by", "language": "lang", "slug": "id", "tag": "tags",
	"categories": "tags", "lastmod": "updated", "modified": "updated", "expirydate": "expires",
	"photos": "photo", "image": "photo", "attachments": "attachment", "aliases": "alias",
}

// fieldName folds case in ASCII only: no other script's letters may turn
// into a name we know.
func fieldName(s string) string {
	name := []byte(s)
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			name[i] = c + 'a' - 'A'
		}
	}
	return string(name)
}

// set gives a field its value. A value that cannot be used is reported and
// kept in Meta under the field's name, as is every field nobody knows.
func (p *parser) set(name, value string, at place) {
	value = plaintext.OneLine(value)
	if isOwn(name) {
		p.hold(name, value)
		return
	}
	if many := name == "tags" || name == "attachment" || name == "alias"; p.has(name) && !many {
		p.keep(name, value, at, "wanted one "+strings.ToUpper(name)+", found another")
		return
	}
	if want := p.assign(name, value, at); want != "" {
		p.keep(name, value, at, want)
		return
	}
	p.seen[name] = at
}

// keep is for values that have no place in the post.
func (p *parser) keep(name, value string, at place, finding string) {
	p.report(at.line, at.col, "%s: %q", finding, value)
	if value != "" || !isKnown(name) {
		p.hold(name, value)
	}
}

// isOwn reports whether a field is somebody's own, and says so: a name that
// begins with X- is kept and is no finding.
func isOwn(name string) bool { return strings.HasPrefix(name, "x-") }

func (p *parser) hold(name, value string) {
	if p.post.Meta == nil {
		p.post.Meta = make(map[string][]string)
	}
	p.post.Meta[name] = append(p.post.Meta[name], value)
}

// assign puts a value into the post, or says what was wanted instead.
func (p *parser) assign(name, value string, at place) (want string) {
	post := p.post
	switch name {
	case "subject":
		return setChecked(&post.Subject, value, value != "", "wanted a subject, found")
	case "label":
		post.Label = value
	case "date":
		return setDate(&post.Date, value)
	case "updated":
		return setDate(&post.Updated, value)
	case "expires":
		return setDate(&post.Expires, value)
	case "withdrawn":
		return p.setWithdrawn(value, at)
	case "by":
		return p.setBy(value, at)
	case "tags":
		post.Tags = appendTags(post.Tags, value)
	case "lang":
		return setChecked(&post.Lang, value, plaintext.IsLanguage(value), "wanted a language tag such as ko, found")
	case "url":
		return setChecked(&post.URL, value, weburl.IsWeb(value), "wanted an address such as https://parliament.example/, found")
	case "id":
		return p.setID(&post.ID, value, at)
	case "translates":
		return p.setID(&post.Translates, value, at)
	case "alias":
		return p.addAliases(value, at)
	case "pinned":
		return setBool(&post.Pinned, value)
	case "draft":
		return setBool(&post.Draft, value)
	case "attachment":
		return p.setAttachment(value, at)
	default:
		return "unknown field " + strconv.Quote(name) + ", kept"
	}
	return ""
}

func setChecked(to *string, value string, ok bool, want string) string {
	if !ok {
		return want
	}
	*to = value
	return ""
}

func setDate(to *Date, value string) string {
	d, ok := ParseDate(value)
	if !ok {
		return "wanted a date such as 2019-11-26, found"
	}
	*to = d
	return ""
}

func setBool(to *bool, value string) string {
	switch strings.ToLower(value) {
	case "", "yes", "true", "on", "1":
		*to = true
	case "no", "false", "off", "0":
		*to = false
	default:
		return "wanted yes or no, found"
	}
	return ""
}

func appendTags(tags []string, value string) []string {
	for tag := range strings.SplitSeq(value, ",") {
		if tag = strings.TrimFunc(tag, plaintext.IsSpace); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// setID makes any ID safe as a file name, and says so if it had to.
func (p *parser) setID(to *string, value string, at place) string {
	if value == "" {
		return "wanted an ID, found"
	}
	*to = plaintext.Slug(value)
	if *to != value {
		p.report(at.line, at.col, "wanted an ID of lower-case letters, digits and hyphens, found %q: %q is used", value, *to)
	}
	return ""
}

// addAliases reads IDs with commas between them. Other programs write whole
// addresses, /posts/old/: the ID is their last part.
func (p *parser) addAliases(value string, at place) (want string) {
	aliases := appendTags(nil, value)
	if len(aliases) == 0 {
		return "wanted an ID, found"
	}
	for _, alias := range aliases {
		var id string
		p.setID(&id, path.Base(alias), at)
		p.post.Aliases = append(p.post.Aliases, id)
	}
	return ""
}

// setWithdrawn reads "2019-11-26 The figures were wrong." Whoever forgot the
// date wants the post gone all the same: see [forgotten].
func (p *parser) setWithdrawn(value string, at place) (want string) {
	var yes bool
	if setBool(&yes, value) == "" {
		value = ""
		if !yes {
			return ""
		}
	}
	day, reason, _ := strings.Cut(value, " ")
	date, ok := ParseDate(day)
	if !ok {
		p.report(at.line, at.col, "wanted a date such as 2019-11-26 and a reason, found %q: the post is withdrawn", value)
		date, reason = forgotten, value
	}
	p.post.Withdrawn = Withdrawal{date, reason}
	return ""
}

// forgotten stands for a date that is not known: long ago.
var forgotten = Date{Time: time.Unix(0, 0).UTC()}

// setBy reads "Name (contact)", where the contact is an e-mail address, a
// link, or both. What is neither stays in the name.
func (p *parser) setBy(value string, at place) (want string) {
	name := trimEmpty(value)
	if cut := value[len(name):]; cut != "" {
		p.reportContact(value, len(value)-1, at, "found the end: the contact is cut off")
	}
	contact, closed := strings.CutSuffix(name, ")")
	open := strings.LastIndexByte(contact, '(')
	switch {
	case name == "":
		return "wanted a name, found"
	case open < 0 || strings.Contains(contact[open:], ")"):
		p.post.By = Author{Name: name}
	case !closed: // where a page was cut off
		p.reportContact(name, open, at, "found the end: the contact is cut off")
		p.post.By = Author{Name: name}
	default:
		p.post.By = p.author(contact, open, at)
	}
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
func (p *parser) author(value string, open int, at place) Author {
	by := Author{Name: strings.TrimRight(value[:open], " ")}
	if rest := by.setContact(value[open+1:]); rest != "" {
		p.reportContact(value, open+1, at, fmt.Sprintf("found %q", rest))
		by.Name = strings.TrimSpace(by.Name + " (" + rest + ")")
	}
	return by
}

func (p *parser) reportContact(value string, i int, at place, found string) {
	p.report(at.line, at.col+utf8.RuneCountInString(value[:i]), "wanted an e-mail address or a link in parentheses, %s", found)
}

// setContact takes the addresses out of s and returns the words that are
// none; a word like "contact:" in front of an address is no loss.
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

// Markdown's link text and link destination, in their groups: text, then
// the destination in angle brackets or bare.
const (
	textRE = `\[((?:\\.|[^\[\]\\])*)\]`
	destRE = `(?:<([^<>]*[^<>\s][^<>]*)>|((?:[^\s()<>]|\([^\s()<>]*\))+))`
)

var attachmentRE = regexp.MustCompile(`^(?:` + textRE + `\(` + destRE + `\)|([^\s()<>\[\]]+))(?:\s+([a-z]+/[\w.+-]+))?(?:\s+(\d{1,15}))?$`)

// setAttachment reads "[Title](address) type size"; all but the address may
// be missing.
func (p *parser) setAttachment(value string, at place) string {
	m := attachmentRE.FindStringSubmatch(value)
	if m == nil {
		return "wanted [title](address) type size, found"
	}
	size, _ := strconv.ParseInt(m[6], 10, 64)
	p.seen[item("attachment", len(p.post.Attachments))] = at
	p.post.Attachments = append(p.post.Attachments, Attachment{
		URL: strings.TrimSpace(m[2] + m[3] + m[4]), Title: plaintext.OneLine(unescape(m[1])), Type: m[5], Size: size,
	})
	return ""
}

var escapeRE = regexp.MustCompile(`\\(.)`)

// unescape undoes Markdown's backslashes.
func unescape(s string) string { return escapeRE.ReplaceAllString(s, "$1") }
