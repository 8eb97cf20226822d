package metadata

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/gif"
	_ "image/jpeg"
	_ "image/png"
	"strings"
	"testing"

	"github.com/boardview/board/internal/cases"
)

// TestClean: what ExifTool has written into a picture of each format is gone, and
// the picture is the same.
func TestClean(t *testing.T) {
	for _, ext := range cases.Formats {
		t.Run(ext, func(t *testing.T) {
			dirty := cases.NewPicture(ext)
			if !bytes.Contains(dirty, []byte(cases.Secret)) {
				t.Fatal("there is nothing to take out")
			}
			if clean := checkClean(t, dirty); pixels(t, dirty) != pixels(t, clean) {
				t.Error("the picture has changed")
			}
			if ext != ".heic" && ext != ".avif" && ext != ".gif" && ext != ".ico" { // those are turned in another way, or never
				clean, _ := Clean(dirty)
				if got := orientation(clean[max(bytes.Index(clean, []byte("MM\x00*")), 0):]); got != 6 {
					t.Errorf("wanted a picture that is turned by 90 degrees, found the orientation %d", got)
				}
			}
		})
	}
}

// checkClean cleans a picture and returns it.
func checkClean(t *testing.T, dirty []byte) []byte {
	t.Helper()
	clean, err := Clean(dirty)
	if err != nil {
		t.Fatal(err)
	}
	if at := bytes.Index(clean, []byte(cases.Secret)); at >= 0 {
		t.Errorf("found at byte %d: %q", at, clean[at:min(at+20, len(clean))])
	}
	if again, err := Clean(clean); err != nil || !bytes.Equal(again, clean) {
		t.Errorf("cleaned again, the picture is another one (%v)", err)
	}
	return clean
}

// pixels describes the picture, if Go can decode it: the others are compared in a
// browser, in wasm/browser.
func pixels(t *testing.T, picture []byte) string {
	t.Helper()
	if bytes.HasPrefix(picture, []byte("GIF")) {
		g, err := gif.DecodeAll(bytes.NewReader(picture))
		if err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprint(g.Delay, g.LoopCount, g.Disposal)
		for _, frame := range g.Image {
			text += fmt.Sprint(*frame)
		}
		return text
	}
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil && err != image.ErrFormat {
		t.Fatal(err)
	}
	return fmt.Sprint(img)
}

// TestPlanted: a secret is gone wherever a format has room for one, not only where
// programs put metadata.
func TestPlanted(t *testing.T) {
	secret := []byte(cases.Secret + "!")
	planted := make(map[string][]byte)
	jpeg := checkClean(t, cases.NewPicture(".jpg"))
	for marker := 0xe0; marker <= 0xfe; marker++ {
		for _, name := range []string{"", "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x02", "JFXX\x00", "Exif\x00\x00", "Exif\x00\x00II*\x00\x08\x00\x00\x00", "ICC_PROFIL", "MPF\x00", "Adobe\x00d\x00\x00\x00\x00\x00", "http://ns.adobe.com/xap/1.0/\x00"} {
			segment := append([]byte(name), secret...)
			head := binary.BigEndian.AppendUint16([]byte{0xff, byte(marker)}, uint16(len(segment)+2))
			planted[fmt.Sprintf("JPEG %X %q", marker, name)] = insert(jpeg, 2, append(head, segment...))
		}
	}
	planted["JPEG end"] = append(bytes.Clone(jpeg), secret...)
	png := checkClean(t, cases.NewPicture(".png"))
	for _, kind := range []string{"tEXt", "zTXt", "iTXt", "eXIf", "tIME", "sPLT", "prVt", "caBX", "iCCP"} {
		content := bytes.Clone(secret)
		if kind == "iCCP" {
			content = append(content, "\x00\x00\x78\x9c\x03\x00\x00\x00\x00\x01"...)
		}
		planted["PNG "+kind] = insert(png, len(pngSignature)+25, appendChunk(nil, kind, content))
	}
	gif := checkClean(t, cases.NewPicture(".gif"))
	for name, block := range map[string]string{
		"comment":   "\x21\xfe\x07" + string(secret) + "\x00",
		"text":      "\x21\x01\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x01\x01\x07" + string(secret) + "\x00",
		"program":   "\x21\xff\x0bSECRETPROGR\x07" + string(secret) + "\x00",
		"repeating": "\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x07" + string(secret) + "\x00",
		"control":   "\x21\xf9\x04\x00\x00\x00\x00\x07" + string(secret) + "\x00",
		"other":     "\x21\x42\x07" + string(secret) + "\x00",
	} {
		planted["GIF "+name] = insert(gif, len(gif)-1, []byte(block))
	}
	webp := checkClean(t, cases.NewPicture(".webp"))
	for _, kind := range []string{"EXIF", "XMP ", "META", "VP9 "} {
		b := append(bytes.Clone(webp), appendWebP(nil, kind, secret)...)
		binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8))
		planted["WebP "+kind] = b
	}
	planted["WebP end"] = append(bytes.Clone(webp), secret...)
	for _, ext := range []string{".avif", ".heic"} {
		heif := checkClean(t, cases.NewPicture(ext))
		for _, kind := range []string{"uuid", "free", "skip", "udta", "mdat", "jumb", "xxxx"} {
			w := &boxWriter{b: bytes.Clone(heif)}
			w.box(kind, func() { w.copy(secret) })
			planted[ext+" "+kind] = w.b
		}
	}
	originals := map[string]string{"JPEG": pixels(t, jpeg), "PNG": pixels(t, png), "GIF": pixels(t, gif)}
	for name, dirty := range planted {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(dirty, secret) {
				t.Fatal("there is nothing to take out")
			}
			clean := checkClean(t, dirty)
			format, _, _ := strings.Cut(name, " ")
			if was, ok := originals[format]; ok && was != pixels(t, clean) {
				t.Error("the picture has changed")
			}
		})
	}
}

func insert(b []byte, at int, more []byte) []byte {
	return append(append(bytes.Clone(b[:at]), more...), b[at:]...)
}

// TestOrientation: the orientation stays in either byte order, and what is no
// orientation does not.
func TestOrientation(t *testing.T) {
	for v := range byte(10) {
		want := v
		if v < 1 || v > 8 {
			want = upright
		}
		little := []byte{'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, v, 0, 0, 0, 0, 0, 0, 0}
		for _, exif := range [][]byte{little, append([]byte("Exif\x00\x00"), little...)} {
			if got := orientation(exif); got != want {
				t.Errorf("wanted the orientation %d, found %d", want, got)
			}
		}
		if exif := exifOf(want); orientation(exif) != want || want == upright && exif != nil {
			t.Errorf("wanted the orientation %d, found %x", want, exif)
		}
	}
}

// TestCutOff: a picture that ends early, anywhere, is cleaned or refused.
func TestCutOff(t *testing.T) {
	for _, ext := range cases.Formats {
		dirty := cases.NewPicture(ext)
		for n := range dirty {
			clean, err := Clean(dirty[:n])
			if bytes.Contains(clean, []byte(cases.Secret)) || clean == nil && err == nil {
				t.Fatalf("%s of %d bytes: found a secret, or no error", ext, n)
			}
		}
	}
}

// TestOtherFormats: what cannot be cleaned is refused, and says what it is.
func TestOtherFormats(t *testing.T) {
	for start, want := range map[string]string{
		"II*\x00": "TIFF", "\xff\x0a": "JPEG XL", "8BPS": "PSD", "BM\x00\x00\x00\x00\x00\x00\x00\x00": "BMP", "<svg>": "none of them", "": "none of them",
	} {
		if _, err := Clean([]byte(start + "rest")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: wanted an error with %q, found %v", start, want, err)
		}
	}
	for name, want := range map[string]bool{"a.JPG": true, "a.dng": true, "a.txt": false, "a": false, "a.jpgx": false} {
		if IsPicture(name, nil) != want {
			t.Errorf("%s is a picture: wanted %v", name, want)
		}
	}
}

// FuzzClean: any bytes give a picture that is clean already, or an error.
func FuzzClean(f *testing.F) {
	for _, ext := range cases.Formats {
		f.Add(cases.NewPicture(ext))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		clean, err := Clean(src)
		if err != nil {
			return
		}
		if len(clean) > len(src)+100 {
			t.Errorf("%d bytes became %d", len(src), len(clean))
		}
		if again, err := Clean(clean); err != nil || !bytes.Equal(again, clean) {
			t.Errorf("cleaned again: %v\n%s\n%s", err, base64.StdEncoding.EncodeToString(clean), base64.StdEncoding.EncodeToString(again))
		}
	})
}
