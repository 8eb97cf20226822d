// Command rusage runs a program and prints its wall time, processor time and
// peak memory as JSON (stats.Usage) to standard output; the program's own
// output goes to standard error. It is a separate, small process because
// getrusage counts the memory of the process that starts a program as the
// program's.
package main

import (
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/boardview/board/bench/stats"
)

func main() {
	log.SetFlags(0)
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	started := time.Now()
	if err := cmd.Run(); err != nil {
		log.Fatal(err)
	}
	usage := stats.Usage{
		Wall:   time.Since(started),
		CPU:    cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		Memory: cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10,
	}
	if err := json.NewEncoder(os.Stdout).Encode(usage); err != nil {
		log.Fatal(err)
	}
}
