package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// flush does nothing: to wait for the disk once, in flushAll, is many times
// faster than once for each file.
func flush(*os.File) error { return nil }

// flushAll waits until all that was written is on the disk.
func flushAll(root *os.Root) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	return os.NewSyscallError("syncfs", unix.Syncfs(int(dir.Fd())))
}
