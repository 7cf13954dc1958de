package wasm

import (
	"fmt"
	"maps"
	"math"

	"casus/internal/program"
)

// The params of a function that computes a chunk. All but the last are addresses,
// so that the engine sees a variable base and keeps its bounds check.
const (
	paramBase  = iota // of everything but what follows: 0
	paramState        // what is added to the address of the states
	paramRate         // what is added to the address of the rates
	paramRow          // of the row to save, or 0 for none
	paramTime         // the time in both lanes
)

var chunkType = signature{params: string([]byte{typeI32, typeI32, typeI32, typeI32, typeV128})}

// sink is a value that leaves the block, and where it goes.
type sink struct{ address, offset int }

// emitter writes one chunk of a block.
type emitter struct {
	g      *generator
	f      *function
	plan   *program.Plan
	here   int                   // number of the chunk
	sinks  map[program.ID][]sink // of what is computed
	saved  map[program.ID][]sink // of all that is saved in a row
	number map[program.ID]int    // locals that hold values
	mask   map[program.ID]int    // locals that hold truths as all ones or zeroes
	axes   map[axisKey]axis      // where values lie among points of tables
}

// setupBlock emits the functions of setup and gives their indexes.
func (g *generator) setupBlock(p *program.Plan) []int {
	sinks := map[program.ID][]sink{}
	for i, id := range g.p.Kept {
		sinks[id] = append(sinks[id], sink{paramBase, g.areas.kept + i*bytesPerPair})
	}
	for i, id := range g.p.Initial {
		sinks[id] = append(sinks[id], sink{paramBase, g.areas.states + i*bytesPerPair})
	}
	return g.block("setup", p, sinks, nil)
}

// stepBlock emits the functions of a step.
func (g *generator) stepBlock(p *program.Plan) []int {
	always, saved := map[program.ID][]sink{}, map[program.ID][]sink{}
	for i, id := range g.p.Rates {
		always[id] = append(always[id], sink{paramRate, g.areas.rates + i*bytesPerPair})
	}
	for i, o := range g.p.Outputs {
		saved[o.Value] = append(saved[o.Value], sink{paramRow, i * bytesPerPair})
	}
	return g.block("step", p, always, saved)
}

func (g *generator) block(name string, p *program.Plan, always, saved map[program.ID][]sink) []int {
	var indexes []int
	for here, c := range p.Chunks {
		f, index := g.module.add(fmt.Sprintf("%s.%d", name, here), chunkType)
		indexes = append(indexes, index)
		e := &emitter{g: g, f: f, plan: p, here: here, saved: saved, number: map[program.ID]int{}, mask: map[program.ID]int{}, axes: map[axisKey]axis{}}
		f.touch(paramBase, g.layout.OutputsAt)
		if saved != nil {
			f.touch(paramState, g.areas.states+len(g.p.States)*bytesPerPair)
			f.touch(paramRate, g.areas.rates+len(g.p.States)*bytesPerPair)
		}
		e.sinks = always
		e.values(c.Always, c.Saved)
		if saved == nil {
			continue
		}
		e.sinks = saved
		f.get(paramRow)
		f.op(opIf, noResult)
		f.touch(paramRow, len(g.p.Outputs)*bytesPerPair)
		for _, id := range c.Always {
			e.sink(id)
		}
		e.values(c.Saved, nil)
		f.op(opEnd)
	}
	return indexes
}

// values emits values in order; later are those that this function goes on to compute.
func (e *emitter) values(ids, later []program.ID) {
	needed := map[program.ID]bool{}
	for _, id := range later {
		for _, a := range e.plan.Block[id].Operands() {
			needed[a] = true
		}
	}
	r := program.NewRegions(e.plan.Block, ids, func(id program.ID) bool {
		_, crosses := e.plan.Slot[id]
		return crosses || needed[id] || len(e.sinks[id]) > 0 || len(e.saved[id]) > 0
	})
	e.region(r, 0)
}

// region emits the values of a region, and in front of a select what only its arms need.
func (e *emitter) region(r *program.Regions, i int) {
	for _, id := range r.All[i].Values {
		for arm, inside := range r.Arms[id] {
			if inside > 0 && len(r.All[inside].Values) > 0 {
				e.when(e.plan.Block[id].Args[0], arm == 0, func() { e.region(r, inside) })
			}
		}
		e.value(id)
		e.sink(id)
		if slot, ok := e.plan.Slot[id]; ok && e.plan.Home[id] == e.here {
			e.store(sink{paramBase, e.g.areas.between + slot*bytesPerPair}, id)
		}
	}
}

// when emits what is needed only where some lane's condition is as given. What it finds
// of axes is known inside alone.
func (e *emitter) when(condition program.ID, holds bool, f func()) {
	e.truth(condition)
	if holds {
		e.f.simd(simdAnyTrue)
	} else {
		e.f.simd(simdAllTrueI64)
		e.f.op(opI32Eqz)
	}
	axes := e.axes
	e.axes = maps.Clone(axes)
	e.f.op(opIf, noResult)
	f()
	e.f.op(opEnd)
	e.axes = axes
}

func (e *emitter) sink(id program.ID) {
	for _, s := range e.sinks[id] {
		e.store(s, id)
	}
}

func (e *emitter) store(s sink, id program.ID) {
	e.f.get(s.address)
	e.get(id)
	e.f.store(s.offset)
}

// value computes a value into a local of its own.
func (e *emitter) value(id program.ID) {
	v := &e.plan.Block[id]
	switch {
	case v.Op == program.OpConst || v.Op == program.OpTime:
		return // cheaper where they are used than in a local
	case v.Op.IsLeaf():
		e.leaf(v)
	case v.Op.IsTruth():
		e.truthOp(v)
		e.mask[id] = e.f.local(typeV128)
		e.f.set(e.mask[id])
		return
	default:
		e.arithmetic(v)
	}
	e.number[id] = e.f.local(typeV128)
	e.f.set(e.number[id])
}

// get leaves a value on the stack.
func (e *emitter) get(id program.ID) {
	if local, ok := e.number[id]; ok {
		e.f.get(local)
		return
	}
	v := &e.plan.Block[id]
	mask, isMask := e.mask[id]
	switch {
	case isMask:
		e.f.get(mask)
		e.f.pair(math.Float64bits(1))
		e.f.simd(simdAnd)
	case v.Op.IsLeaf():
		e.leaf(v)
	default:
		e.f.get(paramBase)
		e.f.load(e.g.areas.between + e.plan.Slot[id]*bytesPerPair)
	}
}

// leaf leaves a value that has no operands on the stack.
func (e *emitter) leaf(v *program.Value) {
	address, area := paramBase, 0
	switch v.Op {
	case program.OpConst:
		e.f.pair(math.Float64bits(v.Num))
		return
	case program.OpTime:
		e.f.get(paramTime)
		return
	case program.OpShared:
		e.f.getGlobal(globalStep)
		e.f.i32(8 * len(e.g.p.Shared[0]))
		e.f.op(opI32Mul)
		e.f.loadSplat(e.g.areas.shared + 8*int(v.Ref))
		return
	case program.OpParam:
		area = e.g.layout.ParamsAt
	case program.OpKept:
		area = e.g.areas.kept
	case program.OpStepTime:
		area = e.g.areas.stepTime
	case program.OpState:
		address, area = paramState, e.g.areas.states
	}
	e.f.get(address)
	e.f.load(area + int(v.Ref)*bytesPerPair)
}
