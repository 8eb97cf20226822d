package stat

import (
	"syscall"
	"time"
)

// CPU is the processor time that this process has used so far, in all its
// threads: what other programs do meanwhile is not in it.
func CPU() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u) // fails only for arguments it does not know
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
