// Command measure runs a program and writes what that cost as JSON to
// standard output. It is a process of its own since the memory of
// whoever starts a program counts as the program's.
package main

import (
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/boardview/board/bench/stat"
)

func main() {
	log.SetFlags(0)
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	started := time.Now()
	if err := cmd.Run(); err != nil {
		log.Fatal(err)
	}
	cost := stat.Cost{
		Wall:   time.Since(started),
		CPU:    cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		Memory: cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10,
	}
	if err := json.NewEncoder(os.Stdout).Encode(cost); err != nil {
		log.Fatal(err)
	}
}
