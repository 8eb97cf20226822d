package slim

import "slices"

// In WebAssembly, a branch to a block jumps forward, to the block's end, and
// a branch to a loop jumps back, to its start. So a jump forward becomes a
// branch out of a block that ends where the jump leads, and consecutive parts
// become a loop if they are only entered at the first. All other jumps back
// still go through the jump table. Besides being shorter, this takes a fifth
// off the time to render a post.

// A loop is a row of parts in an order. A jump from the last leads back to
// the first.
type loop struct{ first, last int }

func (l loop) has(at int) bool { return l.first <= at && at <= l.last }

// inside reports whether l has a position other than its first.
func (l loop) inside(at int) bool { return l.first < at && at <= l.last }

// An order is the order in which the parts of a function are written.
type order struct {
	*flow
	partAt   []int    // by position
	position []int    // by part
	jumps    [][2]int // from a part, to a part
	loops    []loop   // outer ones before inner ones
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
	for range f.parts { // at most: some loops could be rotated for ever
		if !o.rotateOne() {
			break
		}
	}
	for o.giveUpOne() {
	}
	return o
}

// arrange records the positions of the parts and finds the loops.
func (o *order) arrange() {
	for at, i := range o.partAt {
		o.position[i] = at
	}
	o.findLoops()
}

func (o *order) findLoops() {
	o.loops = o.loops[:0]
	last := o.lastJumpsBack()
	for first := range last {
		if last[first] < first {
			continue
		}
		for i := range o.loops { // a loop ends behind the loops that begin in it
			if o.loops[i].has(first) {
				o.loops[i].last = max(o.loops[i].last, last[first])
			}
		}
		o.loops = append(o.loops, loop{first, last[first]})
	}
}

// lastJumpsBack returns the position of the last jump back to each position,
// -1 where there is none.
func (o *order) lastJumpsBack() []int {
	last := slices.Repeat([]int{-1}, len(o.partAt))
	for _, j := range o.jumps {
		from, to := o.position[j[0]], o.position[j[1]]
		if to <= from && !o.parts[j[1]].viaTable {
			last[to] = max(last[to], from)
		}
	}
	return last
}

// rotateOne rotates a loop to begin with the part where it is entered, if
// there is only one and the jump table need not lead to another. Go's
// compiler puts a loop's condition at its end.
func (o *order) rotateOne() bool {
	for _, l := range o.loops {
		entries := o.entries(l)
		if len(entries) == 1 && entries[0] != l.first && !o.needsTable(l, entries[0]) {
			row := o.partAt[l.first : l.last+1]
			n := entries[0] - l.first
			copy(row, append(slices.Clone(row[n:]), row[:n]...))
			o.arrange()
			return true
		}
	}
	return false
}

// entries are the positions where a loop is entered.
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

// giveUpOne leaves a loop to the jump table if it is entered at another part
// than its first.
func (o *order) giveUpOne() bool {
	for _, l := range o.loops {
		if o.needsTable(l, l.first) || slices.ContainsFunc(o.entries(l), l.inside) {
			o.parts[o.partAt[l.first]].viaTable = true
			o.findLoops()
			return true
		}
	}
	return false
}

// needsTable reports whether the jump table has to lead to a part of a loop
// other than the one at entry.
func (o *order) needsTable(l loop, entry int) bool {
	for at := l.first; at <= l.last; at++ {
		if p := o.parts[o.partAt[at]]; at != entry && (p.entered || p.viaTable) {
			return true
		}
	}
	return false
}

// innermost returns the index of the innermost loop that a position is
// inside, or -1.
func (o *order) innermost(at int) int {
	inner := -1
	for i, l := range o.loops {
		if l.inside(at) {
			inner = i
		}
	}
	return inner
}
