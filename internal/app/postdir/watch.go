package postdir

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// A Watch tells when a directory must be published again: when a file has changed,
// when a post appears, expires or is withdrawn, when the clock was set back, and some
// time after a failure. It compares times of the day and not how long it has waited,
// since clocks are set and machines sleep.
type Watch struct {
	dir   string
	seen  [sha256.Size]byte // the snapshot of the directory before it was read
	began time.Time         // when it was read
	next  time.Time         // when it must be read again even if no file changes; zero means never
}

// NewWatch returns the watch of a directory, which has not been published yet.
func NewWatch(dir string) *Watch { return &Watch{dir: dir} }

// Begin must be called before the directory is read.
func (w *Watch) Begin() { w.begin(time.Now()) }

func (w *Watch) begin(now time.Time) { w.seen, w.began = snapshot(w.dir), now.Round(0) }

// patience is how long to wait before another try after a failure.
const patience = time.Minute

// End must be called when the directory has been published, with the moment at
// which it changes by itself, or has failed to be.
func (w *Watch) End(next time.Time, err error) {
	w.next = next
	if err != nil {
		w.next = w.began.Add(patience)
	}
}

// Wait returns when the directory must be published again.
func (w *Watch) Wait() {
	for !w.isDue(time.Now()) {
		time.Sleep(time.Second)
	}
}

func (w *Watch) isDue(now time.Time) bool {
	now = now.Round(0) // without the time since the start
	return now.Before(w.began) || !w.next.IsZero() && !now.Before(w.next) || snapshot(w.dir) != w.seen
}

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
