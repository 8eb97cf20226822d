package stat

import "fmt"

// Rounds lets contestants run in turn, A B A B …, and gives the values of
// each, by name. A run that fails ends everything.
func Rounds(rounds int, names []string, run func(name string) (float64, error)) (map[string][]float64, error) {
	values := make(map[string][]float64)
	for range rounds {
		for _, name := range names {
			v, err := run(name)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			values[name] = append(values[name], v)
		}
	}
	return values, nil
}
