package program

import (
	"slices"

	"casus/internal/program/kernel"
)

// Plan says in which order a block's values are computed and how they are cut into
// functions, for a back end that makes code of them. Values that only outputs need come
// last, where a step that saves no row leaves them out.
type Plan struct {
	Block  Block
	Chunks []Chunk
	Home   []int      // the chunk of each value, -1 where nothing needs it
	Slot   map[ID]int // where a value that later chunks read is kept
}

// Chunk is what one function computes: always, and only where a row is saved.
type Chunk struct{ Always, Saved []ID }

// NewPlan makes the plan for the values that are needed always and those needed for a
// saved row, with at most so many values to a chunk.
func NewPlan(block Block, always, saved []ID, perChunk int) *Plan {
	p := &Plan{Block: block, Home: make([]int, len(block)), Slot: map[ID]int{}}
	needed := marked(block, always)
	wanted := marked(block, append(slices.Clone(always), saved...))
	var first, last []ID
	for i := range block {
		p.Home[i] = -1
		switch {
		case needed[i]:
			first = append(first, ID(i))
		case wanted[i]:
			last = append(last, ID(i))
		}
	}
	p.cut(order(block, first), order(block, last), perChunk)
	p.cross()
	return p
}

// cut deals the values to chunks; there is one at least.
func (p *Plan) cut(first, last []ID, perChunk int) {
	p.Chunks = []Chunk{{}}
	count := 0
	deal := func(ids []ID, list func(*Chunk) *[]ID) {
		for _, id := range ids {
			if count == perChunk {
				p.Chunks, count = append(p.Chunks, Chunk{}), 0
			}
			here := list(&p.Chunks[len(p.Chunks)-1])
			*here = append(*here, id)
			p.Home[id] = len(p.Chunks) - 1
			count++
		}
	}
	deal(first, func(c *Chunk) *[]ID { return &c.Always })
	deal(last, func(c *Chunk) *[]ID { return &c.Saved })
}

// cross gives a slot to each value that a later chunk reads. What is loaded from
// memory anyway, and constants, are fetched anew there instead.
func (p *Plan) cross() {
	for i := range p.Block {
		if p.Home[i] < 0 {
			continue
		}
		for _, a := range p.Block[i].Operands() {
			if _, known := p.Slot[a]; !known && p.Home[a] != p.Home[i] && !p.Block[a].Op.IsLeaf() {
				p.Slot[a] = len(p.Slot)
			}
		}
	}
}

// Crossings is how many slots the plan needs.
func (p *Plan) Crossings() int { return len(p.Slot) }

// IsLeaf reports whether an operation has no operands: back ends fetch its value anew
// wherever that is cheaper than to keep it.
func (op Op) IsLeaf() bool { return op.NumArgs() == 0 }

// IsTruth reports whether an operation gives 1 or 0.
func (op Op) IsTruth() bool {
	switch op {
	case OpLess, OpLessEq, OpEqual, OpAnd, OpOr, OpNot:
		return true
	}
	return false
}

// Kernel is the function of the maths kernel that an operation calls, or nil.
func (op Op) Kernel() *kernel.Func { return kernels[op] }

var kernels = [opCount]*kernel.Func{
	OpExp: kernel.ExpFunc, OpLn: kernel.LnFunc, OpPow: kernel.PowFunc,
	OpSin: kernel.SinFunc, OpCos: kernel.CosFunc, OpTan: kernel.TanFunc,
	OpUniform: kernel.UniformFunc, OpArcSin: kernel.ArcSinFunc, OpArcCos: kernel.ArcCosFunc, OpArcTan: kernel.ArcTanFunc,
	OpLog10: kernel.Log10Func, OpSinh: kernel.SinhFunc, OpCosh: kernel.CoshFunc, OpTanh: kernel.TanhFunc,
	OpGammaLn: kernel.GammaLnFunc, OpErf: kernel.ErfFunc,
}

// OutputValues are the values of the outputs, in order.
func (p *Program) OutputValues() []ID {
	ids := make([]ID, len(p.Outputs))
	for i, o := range p.Outputs {
		ids[i] = o.Value
	}
	return ids
}
