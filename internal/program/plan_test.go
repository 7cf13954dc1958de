package program

import (
	"fmt"
	"testing"
)

// TestPlan cuts a long chain into chunks and sees that what crosses has a slot.
func TestPlan(t *testing.T) {
	const perChunk = 2000
	block := Block{{Op: OpState}, {Op: OpNeg}}
	for i := 2; i < 3*perChunk; i++ {
		block = append(block, Value{Op: OpAdd, Args: [3]ID{ID(i - 1), 1}})
	}
	last := ID(len(block) - 1)
	p := NewPlan(block, []ID{last - 10}, []ID{last}, perChunk)
	if len(p.Chunks) != 3 {
		t.Fatalf("%d chunks", len(p.Chunks))
	}
	if n := len(p.Chunks[2].Saved); n != 10 {
		t.Errorf("%d values are computed for saved rows alone, want 10", n)
	}
	if p.Crossings() != 3 { // value 1, and the last of each of two chunks
		t.Errorf("%d values cross, want 3", p.Crossings())
	}
}

// TestRegions: what only one arm of a choice needs stands behind a branch, nested where
// choices are, unless it is cheap or something else needs it.
func TestRegions(t *testing.T) {
	block := Block{
		0:  {Op: OpTime},
		1:  {Op: OpState},
		2:  {Op: OpExp, Args: [3]ID{1}}, // in the first arm alone
		3:  {Op: OpExp, Args: [3]ID{2}}, // in the first arm, in the choice inside
		4:  {Op: OpSelect, Args: [3]ID{0, 3, 2}},
		5:  {Op: OpExp, Args: [3]ID{0}}, // in both
		6:  {Op: OpAdd, Args: [3]ID{4, 5}},
		7:  {Op: OpNeg, Args: [3]ID{5}}, // in the second, and cheap
		8:  {Op: OpSelect, Args: [3]ID{0, 6, 7}},
		9:  {Op: OpExp, Args: [3]ID{8}}, // in an arm, and saved
		10: {Op: OpSelect, Args: [3]ID{1, 9, 0}},
	}
	var ids []ID
	for i := range block {
		ids = append(ids, ID(i))
	}
	r := NewRegions(block, ids, func(id ID) bool { return id >= 9 })
	if got, want := fmt.Sprint(r.All[0].Values), "[0 1 5 7 8 9 10]"; got != want {
		t.Errorf("always: %s, want %s", got, want)
	}
	outer := r.Arms[8]
	if got, want := fmt.Sprint(r.All[outer[0]].Values, r.All[outer[1]].Values), "[2 4 6] []"; got != want {
		t.Errorf("of the outer choice: %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(r.All[r.Arms[4][0]].Values, r.All[r.Arms[4][1]].Values), "[3] []"; got != want {
		t.Errorf("of the inner choice: %s, want %s", got, want)
	}
	if n := len(r.All[r.Arms[10][0]].Values); n != 0 {
		t.Errorf("what is saved stands behind a branch with %d values", n)
	}
}
