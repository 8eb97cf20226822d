package sizes

import (
	"testing"

	"github.com/boardview/board/internal/arrows"
)

// TestHouse: no files need each other in a circle, and the package says what it is.
func TestHouse(t *testing.T) { arrows.Check(t, ".", nil, "./...") }
