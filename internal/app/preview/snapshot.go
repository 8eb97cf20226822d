package preview

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
)

// snapshot hashes the names, sizes and times of all files of a directory. It
// differs once a file was changed, added or removed.
func snapshot(dir string) [sha256.Size]byte {
	var list []byte
	fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		list = fmt.Append(list, name, err, "\n")
		if err != nil {
			return nil // a folder was removed meanwhile
		}
		info, err := d.Info()
		if err == nil {
			list = fmt.Append(list, info.Size(), info.ModTime().UnixNano(), "\n")
		}
		return nil
	})
	return sha256.Sum256(list)
}
