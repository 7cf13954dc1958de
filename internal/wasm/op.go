package wasm

import (
	"math"

	"casus/internal/program"
)

// vectorOps are the operations that one vector instruction computes.
var vectorOps = map[program.Op]int{
	program.OpAdd: simdAdd, program.OpSub: simdSub, program.OpMul: simdMul, program.OpDiv: simdDiv,
	program.OpNeg: simdNeg, program.OpAbs: simdAbs, program.OpSqrt: simdSqrt,
	program.OpFloor: simdFloor, program.OpTrunc: simdTrunc,
	program.OpMin: simdPseudoMin, program.OpMax: simdPseudoMax, // which take a where either is NaN
	program.OpLess: simdLt, program.OpLessEq: simdLe, program.OpEqual: simdEq,
}

// truth leaves a mask of where a value is not 0 on the stack.
func (e *emitter) truth(id program.ID) {
	if mask, ok := e.mask[id]; ok {
		e.f.get(mask)
		return
	}
	e.get(id)
	e.f.pair(math.Float64bits(0))
	e.f.simd(simdNe)
}

func (e *emitter) truthOp(v *program.Value) {
	switch v.Op {
	case program.OpAnd:
		e.truth(v.Args[0])
		e.truth(v.Args[1])
		e.f.simd(simdAnd)
	case program.OpOr:
		e.truth(v.Args[0])
		e.truth(v.Args[1])
		e.f.simd(simdOr)
	case program.OpNot:
		e.truth(v.Args[0])
		e.f.simd(simdNot)
	default:
		e.get(v.Args[0])
		e.get(v.Args[1])
		e.f.simd(vectorOps[v.Op])
	}
}

func (e *emitter) arithmetic(v *program.Value) {
	switch v.Op {
	case program.OpSelect:
		e.get(v.Args[1])
		e.get(v.Args[2])
		e.truth(v.Args[0])
		e.f.simd(simdBitselect)
		return
	case program.OpLookup:
		e.lookup(v)
		return
	}
	for _, a := range v.Operands() {
		e.get(a)
	}
	if op, ok := vectorOps[v.Op]; ok {
		e.f.simd(op)
		return
	}
	e.f.call(e.g.kernelFunction(v.Op))
}
