package stats

import "time"

// Usage is what a run of a program consumed.
type Usage struct {
	Wall, CPU time.Duration
	Memory    int64 // peak resident set size, in bytes
}
