package stats

import "fmt"

// Interleave runs the contestants in turn, A B A B …, for a number of rounds,
// so that a slow spell of the machine hits all of them. It returns the results
// of each contestant in the order of the rounds, and stops at the first error.
func Interleave[T any](rounds int, names []string, run func(name string) (T, error)) (map[string][]T, error) {
	results := make(map[string][]T)
	for range rounds {
		for _, name := range names {
			r, err := run(name)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			results[name] = append(results[name], r)
		}
	}
	return results, nil
}
