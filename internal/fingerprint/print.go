package fingerprint

import "encoding/hex"

// A Print identifies a content, or what a content is made of. It is short because
// a board of 100,000 posts has half a million files.
type Print [16]byte

// String returns the print in hexadecimal digits.
func (p Print) String() string { return hex.EncodeToString(p[:]) }
