//go:build !js

// Command compose is the engine of the editor of posts, which runs in browsers
// only. Elsewhere, where go build ./... compiles it too, it says so and exits.
package main

import "log"

func main() {
	log.Fatal("wanted GOOS=js GOARCH=wasm: this is the engine of the editor, which go run ./wasm/build -editor DIR makes")
}
