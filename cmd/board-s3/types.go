package main

import (
	"path"
	"strings"
)

// types are the media types by extension. They do not depend on this machine,
// since another machine would upload everything again.
var types = map[string]string{
	".avif": "image/avif",
	".css":  "text/css; charset=utf-8",
	".csv":  "text/csv; charset=utf-8",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".gif":  "image/gif",
	".html": "text/html; charset=utf-8",
	".hwp":  "application/x-hwp",
	".ico":  "image/vnd.microsoft.icon",
	".ics":  "text/calendar; charset=utf-8",
	".jpeg": "image/jpeg",
	".jpg":  "image/jpeg",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/feed+json",
	".md":   "text/markdown; charset=utf-8",
	".mp3":  "audio/mpeg",
	".mp4":  "video/mp4",
	".odt":  "application/vnd.oasis.opendocument.text",
	".pdf":  "application/pdf",
	".png":  "image/png",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".svg":  "image/svg+xml",
	".ts":   "text/plain; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",
	".webm": "video/webm",
	".webp": "image/webp",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml":  "application/xml",
	".zip":  "application/zip",
}

// named are the media types of files whose extension says too little.
var named = map[string]string{
	"atom.xml": "application/atom+xml",
	"feed.xml": "application/rss+xml",
	"LICENSE":  "text/plain; charset=utf-8",
}

// mediaType returns the Content-Type of a file. Browsers save a file of an
// unknown type instead of showing it.
func mediaType(name string) string {
	if t := named[path.Base(name)]; t != "" {
		return t
	}
	ext := strings.ToLower(path.Ext(name))
	if ext == ".json" && (strings.HasPrefix(name, "oembed/") || strings.HasPrefix(name, "widget/")) {
		return "application/json"
	}
	if t := types[ext]; t != "" {
		return t
	}
	return "application/octet-stream"
}
