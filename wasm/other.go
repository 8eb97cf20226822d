//go:build !js

package main

import "log"

// The engine is for browsers; go build ./... meets it elsewhere.
func main() {
	log.Fatal("wanted GOOS=js GOARCH=wasm: this is the engine of <board-view>, which go run ./wasm/build makes")
}
