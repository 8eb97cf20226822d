package board

// A dress is what our own pages add to an article: the class names of
// microformats (microformats.org/wiki/h-entry), dates written out, and where
// the pages of its tags are. Nobody else's page gets a class of ours.
type dress struct {
	date func(Date) string
	tag  func(tag string) (address string)
}
