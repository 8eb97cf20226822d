package chrome

import (
	"encoding/json"
	"testing"
)

// TestUntil: what runs inside of something else is not counted twice, nor is what the
// benchmark itself does, another thread, or what comes after the mark.
func TestUntil(t *testing.T) {
	var all []traced
	err := json.Unmarshal([]byte(`[
		{"pid": 1, "tid": 2, "name": "thread_name", "args": {"name": "CrRendererMain"}},
		{"pid": 1, "tid": 2, "name": "v8.evaluateModule", "ts": 10, "dur": 100, "tdur": 4000},
		{"pid": 1, "tid": 2, "name": "RunMicrotasks", "ts": 20, "dur": 50, "tdur": 3000},
		{"pid": 1, "tid": 2, "name": "RunMicrotasks", "ts": 110, "dur": 20, "tdur": 500},
		{"pid": 1, "tid": 2, "name": "Layout", "ts": 140, "dur": 20, "tdur": 70000},
		{"pid": 1, "tid": 2, "name": "FunctionCall", "ts": 170, "dur": 1, "tdur": 250, "args": {"data": {"url": "https://board.example/a.js"}}},
		{"pid": 1, "tid": 2, "name": "FunctionCall", "ts": 180, "dur": 1, "tdur": 80000, "args": {"data": {}}},
		{"pid": 1, "tid": 3, "name": "FunctionCall", "ts": 190, "dur": 1, "tdur": 80000, "args": {"data": {"url": "https://board.example/a.js"}}},
		{"pid": 1, "tid": 2, "name": "seen", "ts": 200},
		{"pid": 1, "tid": 2, "name": "RunMicrotasks", "ts": 199, "dur": 20, "tdur": 90000}
	]`), &all)
	if err != nil {
		t.Fatal(err)
	}
	if got := until(all, scripts); got != 4.75 {
		t.Errorf("got %g ms of scripts, want 4.75", got)
	}
}
