package main

import (
	"testing"

	"github.com/boardview/board/internal/arrows"
)

// TestHouse: in every package of this module the arrows from file to file form
// no circle, and a package comment says what the package is.
func TestHouse(t *testing.T) { arrows.Check(t, ".", nil, "./...") }
