package stats

import (
	"errors"
	"slices"
	"testing"
)

// A ratio is taken within each round: a slow round hits both contestants.
func TestRatio(t *testing.T) {
	got := Ratio([]float64{20, 200, 30}, []float64{10, 100, 10})
	if want := (Range{2, 2, 3}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := got.String(), "2.00 × (2.00–3.00)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := NewRange([]float64{1529.4, 12.34, 0.567}).With("ms"), "12.3 ms (0.57–1529)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestInterleave(t *testing.T) {
	var order []string
	results, err := Interleave(2, []string{"a", "b"}, func(name string) (int, error) {
		order = append(order, name)
		return len(order), nil
	})
	if err != nil || !slices.Equal(order, []string{"a", "b", "a", "b"}) || !slices.Equal(results["b"], []int{2, 4}) {
		t.Errorf("got %v, %v, %v", order, results, err)
	}
	broken := errors.New("broken")
	if _, err := Interleave(2, []string{"a"}, func(string) (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want the error of the first run", err)
	}
}
