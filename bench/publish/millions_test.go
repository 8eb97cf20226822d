package publish

import (
	"math"
	"testing"
	"time"

	"github.com/boardview/board/bench/library"
)

// TestAt: what two boards say of a third one is what that one says.
func TestAt(t *testing.T) {
	real, err := library.ReadReal("../..")
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorkspace(real, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var boards []*measured
	for _, n := range []int{100, 300, 600} {
		if err := w.write(n - w.written); err != nil {
			t.Fatal(err)
		}
		m, err := measureBoard(w, n)
		if err != nil {
			t.Fatal(err)
		}
		boards = append(boards, m)
	}
	got, want := at(600, boards[0], boards[1]), boards[2]
	near := func(what string, got, want, within float64) {
		if math.Abs(got-want) > within*want {
			t.Errorf("%s: got %.0f, want %.0f", what, got, want)
		}
	}
	gotFiles, gotBytes := total(got.uploads(1, everything))
	wantFiles, wantBytes := total(want.uploads(1, everything))
	near("files", gotFiles, wantFiles, 0.03)
	near("bytes", gotBytes, wantBytes, 0.08) // the lists of small boards are not full yet
	near("bytes of the log", got.log, want.log, 0.03)
	near("pages of posts", got.files[kinds[0]], 600, 0.01)
	if n := want.changed[kinds[0]]; n < 1 || n > 10 {
		t.Errorf("one more post changes %.0f pages of posts", n)
	}
}

// TestClient: the client is as fast as the slowest of what it waits for.
func TestClient(t *testing.T) {
	files := []upload{{files: 10_000, bytes: 10_000}}
	for _, tt := range []struct {
		why    string
		client client
		making time.Duration
		want   time.Duration
	}{
		{"the processors: 10,000 files of 10 ms by two", client{2, 1000, time.Millisecond, 1e12, 1e9}, 10 * time.Millisecond, 50 * time.Second},
		{"the store: 100 files a second", client{2, 1000, time.Millisecond, 1e12, 100}, 0, 100 * time.Second},
		{"the network: 100 MB at 1 MB a second", client{2, 1000, time.Millisecond, 1e6, 1e9}, 0, 100 * time.Second},
		{"the answers: 10,000 of 100 ms, 10 at a time, whose mean is above the median", client{2, 10, 100 * time.Millisecond, 1e12, 1e9}, 0, 127 * time.Second},
	} {
		if got := tt.client.upload(files, tt.making); got < tt.want*9/10 || got > tt.want*11/10 {
			t.Errorf("%s: got %s, want %s", tt.why, got, tt.want)
		}
	}
	if got := process.upload(nil, 0); got != 0 {
		t.Errorf("nothing to upload takes %s", got)
	}
	many := []upload{{files: 100 * atMost, bytes: 1000}}
	one := process.upload([]upload{{files: atMost, bytes: 1000}}, 0)
	if got := process.upload(many, 0); got < 99*one || got > 101*one {
		t.Errorf("a hundred times as many files take %s, want 100 times %s", got, one)
	}
}
