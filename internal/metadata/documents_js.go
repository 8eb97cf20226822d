package metadata

// The widget's engine publishes nothing, and archive/zip would make it a
// twenty-fifth larger. See documents.go for the other programs.

// IsDocument reports that no file is a document.
func IsDocument(string) bool { return false }

// Discloses says nothing.
func Discloses([]byte) []string { return nil }
