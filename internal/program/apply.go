package program

import (
	"math"
)

// apply computes one operation from its operands: the meaning of every operation
// that has operands, shared by the evaluator and by constant folding, so that a
// folded value has the bits that a run would give.
func apply(op Op, a, b, c float64) float64 {
	switch op {
	case OpAdd:
		return a + b
	case OpSub:
		return a - b
	case OpMul:
		return float64(a * b)
	case OpDiv:
		return a / b
	case OpNeg:
		return -a
	case OpAbs:
		return math.Abs(a)
	case OpSqrt:
		return math.Sqrt(a)
	case OpFloor:
		return math.Floor(a)
	case OpTrunc:
		return math.Trunc(a)
	case OpMin:
		if b < a {
			return b
		}
		return a
	case OpMax:
		if a < b {
			return b
		}
		return a
	case OpLess:
		return truth(a < b)
	case OpLessEq:
		return truth(a <= b)
	case OpEqual:
		return truth(a == b)
	case OpAnd:
		return truth(a != 0 && b != 0)
	case OpOr:
		return truth(a != 0 || b != 0)
	case OpNot:
		return truth(a == 0)
	case OpSelect:
		if a != 0 {
			return b
		}
		return c
	}
	if f := op.Kernel(); f != nil {
		args := [3]float64{a, b, c}
		return f.Call(args[:f.Args]...)
	}
	panic("program: no meaning for operation " + op.String() + "; run Check before Run")
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
