package program

import "math"

// common gives every value one place, by hash-consing (Ershov 1958): operands
// come first, so two values are the same where operation, operands, number and
// index are. Operands of operations that commute are put in order before.
func common(p *Program) {
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
	key := consKey{v.Op, v.Args, math.Float64bits(v.Num), v.Ref}
	if id, ok := c.at[key]; ok {
		return id
	}
	id := r.add(v)
	c.at[key] = id
	return id
}
