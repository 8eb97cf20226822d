package board

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/boardview/board/internal/plaintext"
	"github.com/boardview/board/internal/weburl"
)

// imageRE is a Markdown image, with its size after the address if known:
// ![alt](photo.jpg =1200x675 "title").
var imageRE = regexp.MustCompile(`!` + textRE + `\(\s*` + destRE + `(?:\s+=(\d{1,5})x(\d{1,5}))?(?:\s+"([^"]*)")?\s*\)`)

// photo reads the figure that starts at the next line: "PHOTO: caption",
// and in the same paragraph a Markdown image or an image's address.
func (p *parser) photo() {
	first := p.lines[0]
	_, caption, _ := splitField(first.text)
	var rest []string
	for p.lines = p.lines[1:]; len(p.lines) > 0 && !p.lines[0].blank(); p.lines = p.lines[1:] {
		rest = append(rest, p.lines[0].text)
	}
	photos := readPhotos(caption, rest)
	if len(photos) == 0 {
		p.report(first.num, 1, "wanted a caption or an image after PHOTO:, found neither")
	}
	for _, photo := range photos {
		if strings.Contains(photo.Caption, "![") {
			p.report(first.num, 1, "wanted an image such as ![what it shows](address), found %q", photo.Caption)
		}
	}
	p.addPhotos(photos, place{first.num, 1})
}

// addPhotos keeps where each photo comes from, for what is found later.
func (p *parser) addPhotos(photos []Photo, at place) {
	for _, photo := range photos {
		p.seen[item("photo", len(p.post.Photos))] = at
		p.post.Photos = append(p.post.Photos, photo)
	}
}

// item names one of a field's many values: "photo 1".
func item(field string, i int) string { return field + " " + strconv.Itoa(i+1) }

// readPhotos makes a figure of a caption and the images in it and below it.
// More than one image is more than one figure; the first has the caption.
func readPhotos(caption string, rest []string) []Photo {
	var photos []Photo
	words := []string{caption}
	for _, text := range rest {
		if address := strings.TrimFunc(text, plaintext.IsSpace); isImageAddress(address) {
			photos = append(photos, Photo{URL: address})
		} else {
			words = append(words, text)
		}
	}
	caption = plaintext.OneLine(dropZeroWidth(strings.Join(words, " ")))
	if strings.Contains(caption, "![") {
		for _, m := range imageRE.FindAllStringSubmatch(caption, -1) {
			photos = append(photos, newPhoto(m))
		}
		caption = plaintext.OneLine(imageRE.ReplaceAllString(caption, " $6 "))
		if imageRE.MatchString(caption) { // an image in an image: one is enough
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

func dropZeroWidth(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\ufeff", " "), "\u200b", " ")
}

func newPhoto(m []string) Photo {
	return Photo{
		Alt: plaintext.OneLine(unescape(m[1])), URL: strings.TrimSpace(m[2] + m[3]),
		Width: pixels(m[4]), Height: pixels(m[5]),
	}
}

// maxPixels bounds widths and heights; more is absurd.
const maxPixels = 1<<15 - 1

// pixels reads a width or height; what is none, or absurd, is unknown.
func pixels(s string) int {
	n, err := strconv.ParseUint(s, 10, 15)
	if err != nil {
		return 0
	}
	return int(n)
}

// bareImages takes the words of a caption that are web addresses of images.
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

// hasBareImage looks at no other words of a line than those around "://".
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

// isImageAddress reports whether a line is nothing but an image's address:
// one word with an image's file name extension, or any web address.
func isImageAddress(s string) bool {
	if strings.ContainsAny(s, " \t<>()[]") {
		return false
	}
	address, _, _ := strings.Cut(s, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg":
		return len(address) > len(path.Ext(address))
	}
	return false
}
