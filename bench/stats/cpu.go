package stats

import (
	"syscall"
	"time"
)

// CPU returns the processor time that all threads of this process have used so
// far. Unlike wall time, it excludes the time that other processes run.
func CPU() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u) // cannot fail with these arguments
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
