package main

import (
	"testing"

	"github.com/boardview/board/wasm/internal/modtest"
)

// TestPack runs the tests of the packer, which is another module.
func TestPack(t *testing.T) { modtest.Run(t, "pack") }
