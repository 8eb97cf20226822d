// Package stats runs contestants in turn, summarizes what they measured and
// formats the numbers. Machines are shared and noisy, so it compares values of
// the same round only and reports medians with their extremes. It knows
// nothing of what is measured.
package stats

import (
	"cmp"
	"fmt"
	"slices"
)

// Median returns the middle value, the upper one of an even number of values.
func Median[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// A Range summarizes the values of several rounds.
type Range struct{ Median, Min, Max float64 }

// NewRange summarizes values.
func NewRange(values []float64) Range {
	return Range{Median(values), slices.Min(values), slices.Max(values)}
}

// Ratio divides the values round by round, and summarizes the quotients.
func Ratio(numerators, denominators []float64) Range {
	ratios := make([]float64, len(numerators))
	for i := range ratios {
		ratios[i] = numerators[i] / denominators[i]
	}
	return NewRange(ratios)
}

// Difference subtracts the values round by round, and summarizes the differences.
func Difference(values, others []float64) Range {
	differences := make([]float64, len(values))
	for i := range differences {
		differences[i] = values[i] - others[i]
	}
	return NewRange(differences)
}

// With formats the median and, in parentheses, the extremes: "6.86 ms
// (4.66–7.28)" with the unit ms.
func (r Range) With(unit string) string {
	return fmt.Sprintf("%s %s (%s–%s)", Short(r.Median), unit, Short(r.Min), Short(r.Max))
}

// String formats a ratio.
func (r Range) String() string { return r.With("×") }

// Short formats a number with three significant digits, or all digits of its
// integer part.
func Short(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.2f", f)
}
