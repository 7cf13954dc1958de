package program

import "math"

// fold computes operations whose operands are all constants, by the code that
// the evaluator runs, and drops or simplifies operations where that gives the
// same bits for every operand: x*1, x/1, x-0, --x, a choice already made, and a
// division by a power of two, which is a product with its exact inverse, squares and
// square roots.
func fold(p *Program) {
	p.setSetup(rewrite(p.Setup, p.foldValue))
	p.setStep(rewrite(p.Step, func(r *rewriter, v Value) ID {
		if v.Op == OpKept {
			if kept := p.Setup[p.Kept[v.Ref]]; kept.Op == OpConst {
				v = kept
			}
		}
		return p.foldValue(r, v)
	}))
}

func (p *Program) foldValue(r *rewriter, v Value) ID {
	args := v.Operands()
	if len(args) == 0 {
		return r.add(v)
	}
	constant := true
	var x [3]float64
	for i, a := range args {
		constant = constant && r.out[a].Op == OpConst
		x[i] = r.out[a].Num
	}
	switch {
	case constant && v.Op == OpLookup:
		return r.add(Value{Op: OpConst, Num: p.Tables[v.Ref].At(x[0])})
	case constant:
		return r.add(Value{Op: OpConst, Num: apply(v.Op, x[0], x[1], x[2])})
	}
	return simplify(r, v)
}

// simplify handles the cases where some operand decides alone.
func simplify(r *rewriter, v Value) ID {
	a, b, c := v.Args[0], v.Args[1], v.Args[2]
	switch v.Op {
	case OpMul:
		if isConst(r, b, 1) {
			return a
		}
		if isConst(r, a, 1) {
			return b
		}
	case OpSub:
		if isConst(r, b, 0) {
			return a
		}
	case OpDiv:
		if isConst(r, b, 1) {
			return a
		}
		if inverse, ok := exactInverse(r.out[b]); ok {
			return r.add(Value{Op: OpMul, Args: [3]ID{a, r.add(Value{Op: OpConst, Num: inverse})}})
		}
	case OpPow:
		if isConst(r, b, 2) {
			return r.add(Value{Op: OpMul, Args: [3]ID{a, a}})
		}
		if isConst(r, b, 0.5) {
			return root(r, a)
		}
	case OpNeg:
		if r.out[a].Op == OpNeg {
			return r.out[a].Args[0]
		}
	case OpSelect:
		switch {
		case b == c:
			return b
		case r.out[a].Op == OpConst && r.out[a].Num != 0:
			return b
		case r.out[a].Op == OpConst:
			return c
		}
	}
	return r.add(v)
}

// root is a to the power of 1/2, which of -Inf is Inf and of -0 is 0 (C99, annex
// F.9.4.4), as the kernel has it.
func root(r *rewriter, a ID) ID {
	add := func(op Op, args ...ID) ID {
		v := Value{Op: op}
		copy(v.Args[:], args)
		return r.add(v)
	}
	number := func(x float64) ID { return r.add(Value{Op: OpConst, Num: x}) }
	least := add(OpEqual, a, number(math.Inf(-1)))
	return add(OpSelect, least, number(math.Inf(1)), add(OpSqrt, add(OpAdd, a, number(0))))
}

// isConst compares bits, so that -0 is not 0.
func isConst(r *rewriter, id ID, x float64) bool {
	return r.out[id].Op == OpConst && math.Float64bits(r.out[id].Num) == math.Float64bits(x)
}

// exactInverse is 1/x where x is a power of two with an inverse in normal range:
// then dividing by x and multiplying by 1/x round the same real number.
func exactInverse(v Value) (float64, bool) {
	if v.Op != OpConst || v.Num == 0 || !finite(v.Num) {
		return 0, false
	}
	fraction, exponent := math.Frexp(v.Num)
	if math.Abs(fraction) != 0.5 || exponent < -1000 || exponent > 1000 {
		return 0, false
	}
	return 1 / v.Num, true
}
