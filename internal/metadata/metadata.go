// Package metadata takes out of pictures what tells of a place, a person, a
// device or a program: Exif, XMP, IPTC, maker notes, comments, thumbnails, dates,
// and whatever stands behind the end. It decodes no pixel. Publish calls it.
//
// Of each format, the parts of the file that may stay are on an allow-list, so
// that what nobody has thought of goes, too. The colour profile stays, and so
// does the orientation, in an Exif block that holds nothing else.
//
// No library in Go does that for all these formats without encoding the picture
// anew, which would cost quality and time.
package metadata

import (
	"fmt"
	"path"
	"strings"
)

// Clean returns the picture without metadata. It returns an error if the file is
// not a whole picture of a format that can be cleaned.
func Clean(picture []byte) ([]byte, error) {
	f := formatOf(picture)
	if f.clean == nil {
		return nil, fmt.Errorf("wanted a picture in JPEG, PNG, GIF, WebP, AVIF, HEIC or ICO, found %s", f.name)
	}
	clean, err := f.clean(picture)
	if err != nil {
		return nil, fmt.Errorf("wanted a whole picture in %s, found %w", f.name, err)
	}
	return clean, nil
}

// IsPicture reports whether a file is a picture, by its name or by how it begins
// (mimesniff.spec.whatwg.org § 6.1): browsers show one whatever its name is.
func IsPicture(name string, start []byte) bool {
	return strings.Contains(extensions, " "+strings.ToLower(path.Ext(name))+" ") || formatOf(start).name != unknown
}

// extensions lists the file name extensions of pictures that browsers, cameras and
// image editors write.
const extensions = " .jpg .jpeg .jpe .jfif .png .apng .gif .webp .avif .heic .heif .hif .bmp .dib .ico .cur .tif .tiff .jxl .jp2 .j2k .jpx .psd .dng .raw .arw .cr2 .cr3 .nef .orf .raf .rw2 .pef .srw "

// SniffSize is how much of a file [IsPicture] wants to see.
const SniffSize = 32

type format struct {
	name   string
	starts []string // a dot stands for any byte
	clean  func([]byte) ([]byte, error)
}

const unknown = "none of them"

var formats = []format{
	{"JPEG", []string{"\xff\xd8\xff"}, cleanJPEG},
	{"PNG", []string{pngSignature}, cleanPNG},
	{"GIF", []string{"GIF87a", "GIF89a"}, cleanGIF},
	{"WebP", []string{"RIFF....WEBP"}, cleanWebP},
	{"ICO", []string{"\x00\x00\x01\x00"}, cleanICO},
	{"AVIF", []string{"....ftypavi", "....ftypma1"}, cleanHEIF},
	{"HEIC", []string{"....ftyphei", "....ftyphev", "....ftypmif", "....ftypmsf"}, cleanHEIF},
	{"TIFF or a raw picture", []string{"II*\x00", "MM\x00*", "II+\x00", "MM\x00+", "IIRO", "IIU\x00", "FUJIFILMCCD-RAW", "....ftypcrx"}, nil},
	{"BMP", []string{"BM....\x00\x00\x00\x00"}, nil},
	{"JPEG XL", []string{"\xff\x0a", "\x00\x00\x00\x0cJXL "}, nil},
	{"JPEG 2000", []string{"\x00\x00\x00\x0cjP  ", "\xff\x4f\xff\x51"}, nil},
	{"PSD", []string{"8BPS"}, nil},
}

// formatOf finds the format of a file by how it begins.
func formatOf(start []byte) format {
	for _, f := range formats {
		for _, s := range f.starts {
			if beginsWith(start, s) {
				return f
			}
		}
	}
	return format{name: unknown}
}
