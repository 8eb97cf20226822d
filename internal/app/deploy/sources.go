package deploy

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Sources identifies what a tree is made of, without making the files whose
// fingerprints are known: a line for each folder at the top with the number of files
// and a hash, "posts 1200 files 0123…". Trees of the same posts, pictures and settings,
// by the same program, have the same lines. The names are those of all files.
func Sources(site fs.FS, names []string) (string, error) {
	sums := make(map[string]*sum)
	for chunk := range slices.Chunk(names, 4096) {
		prints := make([]Hash, len(chunk))
		err := each(len(chunk), func(i int) (err error) {
			prints[i], err = printOf(Tree{site}, chunk[i])
			return err
		})
		if err != nil {
			return "", err
		}
		for i, name := range chunk {
			folder := topOf(name)
			if sums[folder] == nil {
				sums[folder] = new(sum)
			}
			sums[folder].add(name, prints[i])
		}
	}
	var b strings.Builder
	for _, folder := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s %d files %x\n", folder, sums[folder].files, sums[folder].hash)
	}
	return b.String(), nil
}

// topOf returns the folder at the top that a file is in, "." if it is in none.
func topOf(name string) string {
	folder, _, inside := strings.Cut(name, "/")
	if !inside {
		return "."
	}
	return folder
}

// A sum is of all files of a folder, in their order.
type sum struct {
	files int
	hash  Hash
}

func (s *sum) add(name string, file Hash) {
	s.files++
	s.hash = HashOf(s.hash[:], []byte(name), file[:])
}

// printOf returns what identifies the content of a file.
func printOf(site Tree, name string) (h Hash, err error) {
	if sum := site.Fingerprint(name); sum != "" {
		return HashOf([]byte(sum)), nil
	}
	err = Use(site, name, func(content []byte) error {
		full := sha256.Sum256(content)
		copy(h[:], full[:])
		return nil
	})
	return h, err
}
