package program

import (
	"encoding/binary"
	"math"
)

// common gives every value one place, by hash-consing (Ershov 1958): operands
// come first, so two values are the same where operation, operands, number and
// index are. Operands of operations that commute are put in order before.
func common(p *Program) {
	p.shareTables()
	p.setSetup(rewrite(p.Setup, newConser().value))

	place := make(map[ID]int32, len(p.Kept))
	refs := make([]int32, len(p.Kept))
	kept := p.Kept[:0]
	for i, id := range p.Kept {
		ref, ok := place[id]
		if !ok {
			ref = int32(len(kept))
			place[id] = ref
			kept = append(kept, id)
		}
		refs[i] = ref
	}
	p.Kept = kept

	step := newConser()
	p.setStep(rewrite(p.Step, func(r *rewriter, v Value) ID {
		if v.Op == OpKept {
			v.Ref = refs[v.Ref]
		}
		return step.value(r, v)
	}))
}

// shareTables has lookups in tables of the same bits read the first of them: models
// often have one table before a policy and one after it, with the same points.
func (p *Program) shareTables() {
	first := map[string]int32{}
	refs := make([]int32, len(p.Tables))
	for i, t := range p.Tables {
		key := []byte{0}
		if t.Stepped {
			key[0] = 1
		}
		for _, list := range [][]float64{t.X, t.Y} {
			for _, x := range list {
				key = binary.LittleEndian.AppendUint64(key, math.Float64bits(x))
			}
		}
		ref, known := first[string(key)]
		if !known {
			ref = int32(i)
			first[string(key)] = ref
		}
		refs[i] = ref
	}
	for _, block := range []Block{p.Setup, p.Step} {
		for i := range block {
			if block[i].Op == OpLookup {
				block[i].Ref = refs[block[i].Ref]
			}
		}
	}
}

// conser remembers where each value stands.
type conser struct{ at map[consKey]ID }

// consKey is a value with its number as bits, so that NaN equals itself and -0
// differs from 0.
type consKey struct {
	op   Op
	args [3]ID
	num  uint64
	ref  int32
}

func newConser() *conser { return &conser{at: map[consKey]ID{}} }

func (c *conser) value(r *rewriter, v Value) ID {
	switch v.Op {
	case OpAdd, OpMul, OpEqual, OpAnd, OpOr:
		if v.Args[1] < v.Args[0] {
			v.Args[0], v.Args[1] = v.Args[1], v.Args[0]
		}
	}
	if v.Op == OpSelect && v.Args[1] == v.Args[2] {
		return v.Args[1] // a choice between what has turned out to be one value
	}
	key := consKey{v.Op, v.Args, math.Float64bits(v.Num), v.Ref}
	if id, ok := c.at[key]; ok {
		return id
	}
	id := r.add(v)
	c.at[key] = id
	return id
}
