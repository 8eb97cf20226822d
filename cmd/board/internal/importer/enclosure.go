package importer

import (
	"cmp"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/boardview/board"
)

var imageRE = regexp.MustCompile(`(?i)\.(jpe?g|png|gif|webp|avif|svg)$`)

func isImage(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	return imageRE.MatchString(address)
}

// sizeOf parses "120394", "120.5K" and "1.2 MB" as bytes, and returns 0 if s
// is no size.
func sizeOf(s string) int64 {
	s = strings.ToUpper(strings.ReplaceAll(strings.ReplaceAll(s, ",", ""), " ", ""))
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "S"), "YTE"), "B")
	factor := 1.0
	for unit, f := range map[string]float64{"K": 1e3, "M": 1e6, "G": 1e9, "К": 1e3, "М": 1e6} {
		if cut, ok := strings.CutSuffix(s, unit); ok {
			s, factor = cut, f
			break
		}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 || n*factor > 1e15 {
		return 0
	}
	return int64(n * factor)
}

// enclose adds a picture to the photos, and any other file to the attachments.
func (d *draft) enclose(address, title, mediaType, size string) {
	switch address = strings.TrimSpace(address); {
	case address == "":
	case strings.HasPrefix(mediaType, "image/") || mediaType == "" && isImage(address):
		d.leads = append(d.leads, board.Photo{URL: address, Caption: plainText(title)})
	default:
		d.files = append(d.files, file{board.Attachment{
			URL: address, Title: cmp.Or(plainText(title), fileName(address)), Type: mediaType, Size: sizeOf(size),
		}, d.at})
	}
}

// fileName returns the last part of an address.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:]
}
