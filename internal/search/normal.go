//go:build !js

package search

import "golang.org/x/text/unicode/norm"

func decompose(text string) string { return norm.NFKD.String(text) }

func compose(text string) string { return norm.NFC.String(text) }
