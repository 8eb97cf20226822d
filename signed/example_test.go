package signed_test

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"testing/fstest"
	"time"

	"github.com/boardview/board"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
)

// A program signs what Publish returns, and a mirror verifies it by the public key.
func Example() {
	posts := fstest.MapFS{"talks.txt": {Data: []byte("SUBJECT Talks begin\nDATE 2026-11-20\n\nThe talks begin.\n")}}
	r := &board.Renderer{BaseURL: "./"}
	b, err := r.Load(posts)
	if err != nil {
		fmt.Println(err)
	}
	site, err := r.Publish(b)
	if err != nil {
		fmt.Println(err)
	}

	_, private, _ := ed25519.GenerateKey(nil) // or a crypto.Signer that keeps the key to itself
	signer, err := signed.NewSigner("secretariat.example/news", private)
	if err != nil {
		fmt.Println(err)
	}
	site, err = signed.FS(site, nil, signed.Options{Signers: []note.Signer{signer}, Now: time.Now(), Valid: 7 * 24 * time.Hour})
	if err != nil {
		fmt.Println(err)
	}

	key, err := signed.NewVerifier(signer.Key()) // the text that partners have in their pages
	if err != nil {
		fmt.Println(err)
	}
	checkpoint, err := signed.Verify(site, key)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(checkpoint.Origin, "has logged", checkpoint.Size, "entries")

	mirror := fstest.MapFS{}
	_, err = signed.Verify(mirror, key)
	fmt.Println(errors.Is(err, signed.ErrSignature))
	// Output:
	// secretariat.example/news has logged 2 entries
	// true
}
