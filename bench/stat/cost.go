package stat

import "time"

// A Cost is what a run of a program took.
type Cost struct {
	Wall, CPU time.Duration
	Memory    int64 // resident at most, in bytes
}
