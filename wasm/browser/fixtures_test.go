package browser

import (
	"fmt"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
)

// The source format was modelled on this post, which a reader copied from a page.
const realFile, realSubject = "000_87e2552730f4f6e4.txt", "Secretary-General of SCO meets with head of the EU delegation to Mongolia"

func realSource(t testing.TB) []byte {
	t.Helper()
	source, err := os.ReadFile("../../testdata/posts/" + realFile)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// three is a board with the real post between a newer and an older one.
func three(t testing.TB) fs.FS {
	t.Helper()
	return fstest.MapFS{
		realFile:    {Data: realSource(t)},
		"newer.txt": {Data: []byte("SUBJECT The newer post\nDATE 2020-02-01\n\nIt is newer.\n")},
		"older.txt": {Data: []byte("SUBJECT The older post\nDATE 2018-02-01\n\nIt is older.\n")},
	}
}

// many is a board of n posts, one a day, oldest first.
func many(n int) fstest.MapFS {
	posts := make(fstest.MapFS)
	for i := range n {
		source := fmt.Sprintf("SUBJECT Post %d.\nDATE %d-%02d-%02d\n\nText of post %d.\n", i+1, 2021+i/336, 1+i/28%12, 1+i%28, i+1)
		posts[fmt.Sprintf("%03d.txt", i)] = &fstest.MapFile{Data: []byte(source)}
	}
	return posts
}
