package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
)

// snapshot is different when a file of the directory is: another name,
// another size, another time.
func snapshot(dir string) [sha256.Size]byte {
	var list []byte
	fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		list = fmt.Append(list, name, err, "\n")
		if err != nil {
			return nil // a folder that went away while we looked at it
		}
		info, err := d.Info()
		if err == nil {
			list = fmt.Append(list, info.Size(), info.ModTime().UnixNano(), "\n")
		}
		return nil
	})
	return sha256.Sum256(list)
}
