package main

import "slices"

// Go's compiler has a function's code jump through its table, back and
// forth, as if it were resumed: WebAssembly has nothing but blocks. But to
// branch out of a block is to jump forward, and to branch to a loop is to jump
// back. So a jump forward branches out of the block that ends where it goes,
// and a row of parts becomes a loop if the table leads to its first part only.
// All other jumps back still go through the table. 27 kB less to download, and
// a fifth less time for a post.

// A loop is a row of parts in an order, from one that is jumped back to.
type loop struct{ first, last int }

func (l loop) has(at int) bool { return l.first <= at && at <= l.last }

// inside is has, but for the first.
func (l loop) inside(at int) bool { return l.first < at && at <= l.last }

// An order is one that the parts are written in.
type order struct {
	*flow
	partAt   []int    // by position
	position []int    // by part
	jumps    [][2]int // from a part, to a part
	rows     []loop   // outer ones before inner ones
}

func newOrder(f *flow) *order {
	o := &order{flow: f, position: make([]int, len(f.parts))}
	for i, p := range f.parts {
		o.partAt = append(o.partAt, i)
		for _, in := range p.code {
			if in.op == opJump || in.op == opJumpIf {
				o.jumps = append(o.jumps, [2]int{i, in.n})
			}
		}
	}
	o.arrange()
	for range f.parts { // some could be turned for ever
		if !o.turnOne() {
			break
		}
	}
	for o.giveOneUp() {
	}
	return o
}

// arrange notes where the parts are now, and finds the loops.
func (o *order) arrange() {
	for at, i := range o.partAt {
		o.position[i] = at
	}
	o.findLoops()
}

func (o *order) findLoops() {
	o.rows = o.rows[:0]
	last := o.jumpsBack()
	for first := range last {
		if last[first] < first {
			continue
		}
		for i := range o.rows { // a loop ends after those that begin in it
			if o.rows[i].has(first) {
				o.rows[i].last = max(o.rows[i].last, last[first])
			}
		}
		o.rows = append(o.rows, loop{first, last[first]})
	}
}

// jumpsBack gives from where the last jump back to each position comes; -1
// for those that none comes to.
func (o *order) jumpsBack() []int {
	last := slices.Repeat([]int{-1}, len(o.partAt))
	for _, j := range o.jumps {
		from, to := o.position[j[0]], o.position[j[1]]
		if to <= from && !o.parts[j[1]].byTable {
			last[to] = max(last[to], from)
		}
	}
	return last
}

// turnOne turns a loop so that it begins where it is entered, if that is one
// part and the table need not lead to any other: Go's compiler puts the
// condition at the end.
func (o *order) turnOne() bool {
	for _, l := range o.rows {
		entries := o.entries(l)
		if len(entries) == 1 && entries[0] != l.first && !o.isTable(l, entries[0]) {
			row := o.partAt[l.first : l.last+1]
			n := entries[0] - l.first
			copy(row, append(slices.Clone(row[n:]), row[:n]...))
			o.arrange()
			return true
		}
	}
	return false
}

// entries are the positions where a loop is jumped into.
func (o *order) entries(l loop) (list []int) {
	if l.has(0) { // where the function begins
		list = append(list, 0)
	}
	for _, j := range o.jumps {
		from, to := o.position[j[0]], o.position[j[1]]
		if l.has(to) && !l.has(from) && !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	return list
}

// giveOneUp leaves to the table a loop that would be entered elsewhere than
// at its first part.
func (o *order) giveOneUp() bool {
	for _, l := range o.rows {
		if o.isTable(l, l.first) || slices.ContainsFunc(o.entries(l), l.inside) {
			o.parts[o.partAt[l.first]].byTable = true
			o.findLoops()
			return true
		}
	}
	return false
}

// isTable reports whether the table has to lead into a loop, elsewhere than
// to its first part.
func (o *order) isTable(l loop, first int) bool {
	for at := l.first; at <= l.last; at++ {
		if p := o.parts[o.partAt[at]]; at != first && (p.entered || p.byTable) {
			return true
		}
	}
	return false
}

// around is the innermost loop, by its index, that a position is inside of;
// -1 for none.
func (o *order) around(at int) int {
	inner := -1
	for i, l := range o.rows {
		if l.inside(at) {
			inner = i
		}
	}
	return inner
}
