package program

import (
	"slices"
	"testing"
)

// TestOrder: operands stand before their uses, each value once, what belongs together side
// by side, and of two exps that do not wait for each other neither stands alone.
func TestOrder(t *testing.T) {
	// Two elements of arrays, variable by variable as a model gives them.
	block := Block{
		0: {Op: OpState, Ref: 0}, 1: {Op: OpState, Ref: 1},
		2: {Op: OpAdd, Args: [3]ID{0, 0}}, 3: {Op: OpAdd, Args: [3]ID{1, 1}},
		4: {Op: OpMul, Args: [3]ID{2, 0}}, 5: {Op: OpMul, Args: [3]ID{3, 1}},
	}
	ids := []ID{0, 1, 2, 3, 4, 5}
	if got, want := order(block, ids), []ID{0, 2, 4, 1, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("elements are computed in the order %v, want %v", got, want)
	}
	block[2].Op, block[3].Op = OpExp, OpExp
	if got, want := order(block, ids), []ID{0, 1, 2, 3, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("with calls, in the order %v, want %v", got, want)
	}
	if got := order(block, []ID{1, 3, 4, 5}); !slices.Equal(got, []ID{1, 4, 3, 5}) {
		t.Errorf("where 2 is computed elsewhere, in the order %v", got)
	}
}
