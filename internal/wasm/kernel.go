package wasm

import (
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
	read := func(i int) {
		if k.Code[i].Op == kernel.Const {
			f.pair(k.Code[i].Imm) // fetched anew at each use: engines have few registers
			return
		}
		f.get(at[i])
	}
	for i, in := range k.Code {
		switch in.Op {
		case kernel.Arg:
			at[i] = int(in.Imm)
			continue
		case kernel.Const:
			continue
		}
		kernelInst(f, in, read)
		at[i] = f.local(typeV128)
		f.set(at[i])
	}
	read(len(at) - 1)
	if k.Far != nil {
		g.kernelFar(f, k, at, far)
	}
	return index
}

// kernelFar takes the pair on the stack over from the function for rare arguments where
// one is rare.
func (g *generator) kernelFar(f *function, k *kernel.Func, at []int, far int) {
	result := f.local(typeV128)
	f.set(result)
	f.get(at[k.Rare])
	f.simd(simdAnyTrue)
	f.op(opIf, noResult)
	for i := range k.Args {
		f.get(i)
	}
	f.call(far)
	f.get(result)
	f.get(at[k.Rare])
	f.simd(simdBitselect)
	f.set(result)
	f.op(opEnd)
	f.get(result)
}

// kernelInst leaves the value of an instruction on the stack.
func kernelInst(f *function, in kernel.Inst, read func(value int)) {
	switch in.Op {
	case kernel.SqrtF, kernel.NearF, kernel.TruncF:
		read(in.A)
		f.simd(map[kernel.Op]int{kernel.SqrtF: simdSqrt, kernel.NearF: simdNearest, kernel.TruncF: simdTrunc}[in.Op])
	case kernel.ShlI, kernel.ShrI:
		read(in.A)
		f.i32(int(in.Imm))
		f.simd(map[kernel.Op]int{kernel.ShlI: simdShlI64, kernel.ShrI: simdShrI64}[in.Op])
	case kernel.Pick:
		read(in.B)
		read(in.A)
		read(in.C)
		f.simd(simdBitselect)
	default:
		read(in.A)
		read(in.B)
		f.simd(kernelOps[in.Op])
	}
}
