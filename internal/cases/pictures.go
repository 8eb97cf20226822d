package cases

import (
	"embed"
	"path"
	"strings"
)

// pictures has a small picture of each format that can be cleaned. ExifTool wrote
// into each what telephones, cameras and programs write, with the word of
// [Secret] in every text, and a thumbnail into those that can have one; the end
// of some is followed by more.
//
//go:embed pictures
var pictures embed.FS

// Secret is in the metadata of each [Picture], and must be in no file that is
// published.
const Secret = "SECRET"

// Formats are the extensions of pictures.
var Formats = []string{".jpg", ".png", ".gif", ".webp", ".avif", ".heic", ".ico"}

// picture is the content of a file of a case that stands for a picture.
const picture = "(picture)\n"

// Picture returns a picture with metadata, of the format that an extension names,
// in place of a content that stands for one.
func Picture(name string, content []byte) []byte {
	if string(content) != picture {
		return content
	}
	ext := strings.ToLower(path.Ext(name))
	b, err := pictures.ReadFile("pictures/picture" + ext)
	if err != nil {
		panic("cases: there is no picture " + ext)
	}
	return b
}

// NewPicture returns a picture with metadata of the format of an extension.
func NewPicture(ext string) []byte { return Picture(ext, []byte(picture)) }
