package weburl

import (
	"cmp"
	"path"
	"strings"
)

// MediaTypes maps the file name extensions of pictures and documents to their
// media types, for feeds and lists of attachments.
var MediaTypes = map[string]string{
	".avif": "image/avif", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png",
	".svg": "image/svg+xml", ".webp": "image/webp",
	".csv": "text/csv", ".ics": "text/calendar", ".pdf": "application/pdf", ".zip": "application/zip",
	".doc": "application/msword", ".hwp": "application/x-hwp", ".hwpx": "application/hwp+zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".mp3":  "audio/mpeg", ".mp4": "video/mp4",
}

// MediaType returns the media type of a file by its name.
func MediaType(address string) string {
	return cmp.Or(MediaTypes[strings.ToLower(path.Ext(address))], "application/octet-stream")
}
