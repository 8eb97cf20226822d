package stat

import "fmt"

// Rounds lets contestants run in turn, A B A B …, and gives what each run
// gave, by name. A run that fails ends everything.
func Rounds[T any](rounds int, names []string, run func(name string) (T, error)) (map[string][]T, error) {
	values := make(map[string][]T)
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
