package program

import (
	"math"
	"testing"
)

// FuzzOptimise makes a program from bytes, optimises and prunes it, and asks for
// the same bits of every output and for a program that passes the checker.
func FuzzOptimise(f *testing.F) {
	f.Add([]byte("a seed of thirty bytes or more, so that both blocks have values"))
	f.Add([]byte{5, 1, 2, 6, 3, 3, 7, 0, 4, 18, 5, 6, 22, 9, 1, 8, 8, 2, 30, 4, 4, 2, 1, 0, 9, 9, 9})
	f.Add([]byte{255, 128, 64, 32, 16, 8, 4, 2, 1, 0, 3, 7, 15, 31, 63, 127, 17, 34, 68, 136, 33, 66})
	f.Fuzz(func(t *testing.T, data []byte) {
		p := grown(data)
		if err := p.Check(); err != nil {
			t.Fatalf("the made program is unfit: %v", err)
		}
		optimised := p.Clone()
		optimiseChecked(t, optimised)
		if diff := sameOutputs(p, optimised, []string{"optimise"}); diff != "" {
			t.Errorf("optimised: %s\n%s\n%s", diff, p, optimised)
		}
		pruned := optimised.Prune([]string{"a"})
		if err := pruned.Check(); err != nil {
			t.Fatalf("pruned: %v", err)
		}
		if diff := sameOutputs(p, pruned, []string{"prune"}); diff != "" {
			t.Errorf("pruned: %s\n%s\n%s", diff, p, pruned)
		}
	})
}

// grown makes a valid program with two params, two states and a table, whose
// values are chosen by the bytes, three for each.
func grown(data []byte) *Program {
	p := &Program{
		Name:   "grown",
		Time:   Time{Stop: 4, Step: 0.5, SaveEvery: 1, Method: Euler},
		Params: []Param{{"k", 3}, {"m", -0.5}},
		States: []State{{Name: "A"}, {Name: "B", Held: len(data)%2 == 1}},
		Tables: []Table{{Name: "t", X: []float64{-1, 0, 2}, Y: []float64{1, 0, 3}}},
		Setup:  Block{{Op: OpParam}, {Op: OpParam, Ref: 1}, {Op: OpConst, Num: 2}},
		Step:   Block{{Op: OpState}, {Op: OpState, Ref: 1}, {Op: OpTime}, {Op: OpKept}, {Op: OpKept, Ref: 1}},
		Kept:   []ID{0, 1, 2},
	}
	data = data[:min(len(data), 600)] // longer programs test nothing new
	for len(data) >= 3 {
		block := &p.Step
		if data[0] >= 192 {
			block = &p.Setup
		}
		*block = append(*block, grownValue(*block, data))
		data = data[3:]
	}
	lastSetup, last := ID(len(p.Setup)-1), ID(len(p.Step)-1)
	p.Kept[2] = lastSetup
	p.Initial = []ID{lastSetup, 0}
	p.Rates = []ID{last, last / 2}
	p.Outputs = []Output{{"a", last}, {"b", last / 2}, {"c", last / 3}, {"A", 0}}
	return p
}

func grownValue(block Block, data []byte) Value {
	n := len(block)
	op := OpAdd + Op(data[0])%(opCount-OpAdd+2)
	switch op {
	case opCount: // past the operations with operands: a number
		return Value{Op: OpConst, Num: [...]float64{0, math.Copysign(0, -1), 1, 2, -4, 0.5, 3, 8}[data[1]%8]}
	case opCount + 1:
		if block[0].Op == OpState {
			return Value{Op: OpKept, Ref: int32(data[1] % 3)}
		}
		return Value{Op: OpTime}
	}
	v := Value{Op: op}
	for j, a := range [...]int{int(data[1]), int(data[2]), int(data[1]) + int(data[2])} {
		if j < op.NumArgs() {
			v.Args[j] = ID(a % n)
		}
	}
	return v
}
