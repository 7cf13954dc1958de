package wasm

import (
	"math"

	"casus/internal/program"
	"casus/internal/program/kernel"
)

// kernelOps are the vector instructions of the kernel's operations.
var kernelOps = map[kernel.Op]int{
	kernel.AddF: simdAdd, kernel.SubF: simdSub, kernel.MulF: simdMul, kernel.DivF: simdDiv,
	kernel.LessF: simdLt, kernel.LessEqF: simdLe, kernel.EqualF: simdEq,
	kernel.AddI: simdAddI64, kernel.SubI: simdSubI64, kernel.MulI: simdMulI64,
	kernel.And: simdAnd, kernel.Or: simdOr, kernel.Xor: simdXor,
}

// kernelFunction emits a kernel function for two lanes and gives its index; each
// is emitted once, and only where the program uses it.
func (g *generator) kernelFunction(op program.Op) int {
	k := op.Kernel()
	if i, ok := g.kernel[k]; ok {
		return i
	}
	return g.kernelOf(k)
}

func (g *generator) kernelOf(k *kernel.Func) int {
	far := 0
	if k.Far != nil {
		far = g.kernelOf(k.Far)
	}
	params := string([]byte{typeV128, typeV128, typeV128}[:k.Args])
	f, index := g.module.add("kernel."+k.Name, signature{params, string([]byte{typeV128})})
	g.kernel[k] = index
	at := make([]int, len(k.Code)) // the local of each value
	for i, in := range k.Code {
		if in.Op == kernel.Arg {
			at[i] = int(in.Imm)
			continue
		}
		kernelInst(f, in, at)
		at[i] = f.local(typeV128)
		f.set(at[i])
	}
	f.get(at[len(at)-1])
	if k.Far != nil {
		g.kernelFar(f, k.Limit, far)
	}
	return index
}

// kernelFar takes the pair on the stack over from the function for large arguments where
// an argument is large.
func (g *generator) kernelFar(f *function, limit float64, far int) {
	result, large := f.local(typeV128), f.local(typeV128)
	f.set(result)
	f.pair(math.Float64bits(limit))
	f.get(0)
	f.simd(simdAbs)
	f.simd(simdLt)
	f.tee(large)
	f.simd(simdAnyTrue)
	f.op(opIf, noResult)
	f.get(0)
	f.call(far)
	f.get(result)
	f.get(large)
	f.simd(simdBitselect)
	f.set(result)
	f.op(opEnd)
	f.get(result)
}

// kernelInst leaves the value of an instruction on the stack.
func kernelInst(f *function, in kernel.Inst, at []int) {
	switch in.Op {
	case kernel.Const:
		f.pair(in.Imm)
	case kernel.SqrtF, kernel.NearF, kernel.TruncF:
		f.get(at[in.A])
		f.simd(map[kernel.Op]int{kernel.SqrtF: simdSqrt, kernel.NearF: simdNearest, kernel.TruncF: simdTrunc}[in.Op])
	case kernel.ShlI, kernel.ShrI:
		f.get(at[in.A])
		f.i32(int(in.Imm))
		f.simd(map[kernel.Op]int{kernel.ShlI: simdShlI64, kernel.ShrI: simdShrI64}[in.Op])
	case kernel.Pick:
		f.get(at[in.B])
		f.get(at[in.A])
		f.get(at[in.C])
		f.simd(simdBitselect)
	default:
		f.get(at[in.A])
		f.get(at[in.B])
		f.simd(kernelOps[in.Op])
	}
}
