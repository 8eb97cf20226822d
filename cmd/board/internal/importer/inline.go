package importer

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// pictureTypes are the types of embedded pictures, with file extensions.
var pictureTypes = map[string]string{
	"image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/avif": ".avif",
}

// inline makes a file of a picture in a data: URL, named by a hash of its
// content, and returns its address; "" if it is no picture.
func (r *reader) inline(address string) string {
	head, data, _ := strings.Cut(strings.TrimPrefix(address, "data:"), ",")
	mediaType, _, _ := strings.Cut(head, ";")
	ext := pictureTypes[strings.ToLower(strings.TrimSpace(mediaType))]
	if ext == "" || !strings.HasSuffix(head, ";base64") {
		return ""
	}
	if plain, err := url.PathUnescape(data); err == nil {
		data = plain
	}
	data = strings.TrimRight(strings.Join(strings.Fields(data), ""), "=")
	b, err := base64.RawStdEncoding.DecodeString(data)
	if err != nil || len(b) == 0 {
		return ""
	}
	sum := sha256.Sum256(b)
	name := fmt.Sprintf("pictures/%x%s", sum[:8], ext)
	if r.pictures == nil {
		r.pictures = make(map[string][]byte)
	}
	r.pictures[name] = b
	return r.finally(name)
}
