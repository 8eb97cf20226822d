package deliver

import "time"

// Progress is told how much of a long work is done. It may be nil.
type Progress func(what string, done, all int)

// Tell tells it.
func (p Progress) Tell(what string, done, all int) {
	if p != nil {
		p(what, done, all)
	}
}

// EveryFewSeconds tells people how far it is, not more often than they can
// read it.
func EveryFewSeconds(printf func(format string, args ...any)) Progress {
	last := time.Now()
	return func(what string, done, all int) {
		if time.Since(last) > 5*time.Second {
			last = time.Now()
			printf("%d of %d files %s", done, all, what)
		}
	}
}
