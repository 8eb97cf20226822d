// Package search makes and reads the index of a published board: files of which a
// reader fetches only those that a query needs, however many posts there are. It
// works on plain values and knows nothing of posts and boards. wasm/js/search reads
// the same files by the same rules; testdata has what both must find.
//
// # Files
//
// All files are compressed with gzip, so that any server can send them. Numbers are
// varints (encoding/binary), texts UTF-8. The posts stand in places, counted from
// the oldest one; a withdrawn post leaves its place empty.
//
//	head.bin         summary, terms of the newest 64 posts, the leaves of each tier
//	a<n>-<hash>.bin  a leaf: terms from one to before another, with their postings
//	b<n>-<hash>.bin  likewise of the middle tier, on boards of more than 12,288 posts
//	c-<hash>.bin     older postings of a term that more than 16,383 posts have
//	cards-<n>.bin    what a list of results shows of 32 places
//
// head.bin begins with "BVS1" and has then
//
//	length, JSON     {"places", "made": what all posts are made of, "gaps": [place, counted from the one before],
//	                 "years": [[year, first place, posts]], "tags": [[name, posts]], "authors",
//	                 "cards" of the newest places, which fill no file yet}
//	length, leaf     of the newest 64 places
//	tiers            for each a letter, the number of leaves, and for each leaf the text that
//	                 its terms do not precede, written as a term is, and 3 bytes of its name
//
// A leaf is
//
//	end              its postings are of places before this one
//	terms            for each: bytes shared with the term before, further bytes, these bytes;
//	                 twice the postings that follow, plus 1 if there are older ones:
//	                 then the number of their files, and 6 bytes of the name of each, oldest first;
//	                 the postings, newest first: twice the gap to the place before, plus 1 if the
//	                 term is in the subject
//
// A file of older postings is an end, and postings. A file of cards is a JSON array
// of [ID, subject, date, author, label, language, print], without the empty ones at the end,
// and 0 for a gap. An ID that the day and the words of the subject begin with, joined by
// hyphens in lower case, is written as the number of its characters. Terms that begin with "\x00t" and "\x00a" are tags and authors.
//
// # What a new post changes
//
// Leaf n of a tier ends at the newest place that leaves the remainder n when it is
// divided by the tier's period. So the leaves take turns: a new post is in the head
// at once, and each leaf takes up the posts of a whole period when its turn comes.
// All of this is a function of the posts alone, and the index of the same posts is the
// same. [Update] takes over the terms of posts from the files of the index before:
// the print of a card says what its post was made of, and "made", a checksum of the
// prints and of what all posts are made of, such as the program, that the files belong
// together. Readers need neither.
package search

import "errors"

// An index comes from a server that is not trusted. Nothing allocates by a
// number that stands in it: what a file may become is bounded by maxFile, and each
// term, posting and leaf takes bytes of it.

const (
	maxFile   = 4 << 20 // bytes of a file, when it is unpacked
	maxLeaves = 1 << 17
	maxBytes  = 4 * 4 * maxTerm // of a term: a filter's value has up to 64 characters
)

var errBroken = errors.New("search: wanted an index, found a broken one")
