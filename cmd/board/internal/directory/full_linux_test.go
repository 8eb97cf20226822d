package directory

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/boardview/board/internal/app/deploy/deploytest"
)

// TestSmallDisk: on a disk that is full after each possible number of blocks,
// files are whole, an error names a file, and once there is space the next call
// completes the work. Where a test may not mount a disk, TestDiskFull limits the
// size of files instead.
func TestSmallDisk(t *testing.T) {
	const block = 4096
	disk := t.TempDir()
	err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=819200")
	if errors.Is(err, syscall.EPERM) {
		t.Log("a disk cannot be mounted here")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	filler, dir := filepath.Join(disk, "filler"), filepath.Join(disk, "site")
	interrupted := 0
	for free := 0; ; free++ {
		os.RemoveAll(dir)
		mustPublish(t, oldBoard, dir)
		before := deploytest.Files(t, os.DirFS(dir))
		fill(t, filler, free*block)
		_, err := publish(newBoard, dir)
		if lost := lostFrom(before, deploytest.Files(t, os.DirFS(dir))); len(lost) > 0 {
			t.Errorf("%d blocks: these files are neither old nor new: %q", free, lost)
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		if err == nil {
			break
		}
		interrupted++
		if !errors.Is(err, syscall.ENOSPC) || !namesFile(err, dir) {
			t.Errorf("%d blocks: got %v", free, err)
		}
		if strings.Contains(err.Error(), "nothing was changed") {
			check(t, dir, oldBoard)
		}
		mustPublish(t, newBoard, dir)
		check(t, dir, withEngine())
	}
	if interrupted < 10 {
		t.Errorf("the disk was full only %d times", interrupted)
	}
}

// fill writes a file that leaves so many bytes of the disk.
func fill(t *testing.T, name string, free int) {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(name), &s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, make([]byte, int(s.Bavail)*int(s.Bsize)-free), 0o666); err != nil {
		t.Fatal(err)
	}
}
