//go:build !js

// Command wasm is the engine of <board-view>, which runs in browsers only.
// Elsewhere, where go build ./... compiles it too, it says so and exits.
package main

import "log"

func main() {
	log.Fatal("wanted GOOS=js GOARCH=wasm: this is the engine of <board-view>, which go run ./wasm/build makes")
}
