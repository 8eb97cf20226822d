// Package stat compares contestants that run in turn. Machines are shared
// and noisy, so only ratios within one round count, and their medians.
package stat

import (
	"cmp"
	"fmt"
	"slices"
)

// Median is the value in the middle.
func Median[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// A Ratio is how often one thing is contained in another, round by round.
type Ratio struct{ Median, Min, Max float64 }

// NewRatio divides the values of each round.
func NewRatio(numerators, denominators []float64) Ratio {
	ratios := make([]float64, len(numerators))
	for i := range ratios {
		ratios[i] = numerators[i] / denominators[i]
	}
	return Ratio{Median(ratios), slices.Min(ratios), slices.Max(ratios)}
}

// String gives the median and, in parentheses, the spread.
func (r Ratio) String() string {
	return fmt.Sprintf("%s × (%s–%s)", Short(r.Median), Short(r.Min), Short(r.Max))
}

// Short writes a number with as many digits as mean something.
func Short(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.2f", f)
}

// Spread writes the median and the extremes of values with their unit.
func Spread(values []float64, unit string) string {
	return fmt.Sprintf("%s %s (%s–%s)", Short(Median(values)), unit, Short(slices.Min(values)), Short(slices.Max(values)))
}
