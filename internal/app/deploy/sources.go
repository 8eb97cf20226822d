package deploy

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Sources identifies what a tree is made of, without making the files whose
// fingerprints are known: a line for each folder at the top with the number of files
// and a hash, "posts 1200 files 0123…". Trees of the same posts, pictures and settings,
// by the same program, have the same lines.
func Sources(site fs.FS) (string, error) {
	names, _, err := Names(site, false)
	if err != nil {
		return "", err
	}
	sums := make(map[string]*sum)
	for chunk := range slices.Chunk(names, 4096) {
		prints, err := printsOf(site, chunk)
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

// printsOf returns what identifies the content of each file.
func printsOf(site fs.FS, names []string) ([]Hash, error) {
	prints := make([]Hash, len(names))
	errs := make([]error, runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for w := range errs {
		workers.Go(func() {
			for i := w; i < len(names) && errs[w] == nil; i += len(errs) {
				prints[i], errs[w] = printOf(site, names[i])
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return prints, nil
}

func printOf(site fs.FS, name string) (h Hash, err error) {
	if prints, ok := site.(interface{ Fingerprint(name string) string }); ok {
		if sum := prints.Fingerprint(name); sum != "" {
			return HashOf([]byte(sum)), nil
		}
	}
	err = Use(site, name, func(content []byte) error {
		full := sha256.Sum256(content)
		copy(h[:], full[:])
		return nil
	})
	return h, err
}
