package wasm

import (
	"slices"

	"casus/internal/program"
)

// plan says in which order a block's values are computed and how they are cut into
// functions. Values that only outputs need come last, where a step that saves no
// row leaves them out.
type plan struct {
	block  program.Block
	chunks []chunk
	home   []int              // the chunk of each value, -1 where nothing needs it
	slot   map[program.ID]int // where a value that later chunks read is kept
}

// chunk is what one function computes: always, and only where a row is saved.
type chunk struct{ always, saved []program.ID }

// newPlan makes the plan for the values that are needed always and those needed
// for a saved row.
func newPlan(block program.Block, always, saved []program.ID) *plan {
	p := &plan{block: block, home: make([]int, len(block)), slot: map[program.ID]int{}}
	needed := reach(block, always)
	wanted := reach(block, append(slices.Clone(always), saved...))
	var first, last []program.ID
	for i := range block {
		p.home[i] = -1
		switch {
		case needed[i]:
			first = append(first, program.ID(i))
		case wanted[i]:
			last = append(last, program.ID(i))
		}
	}
	p.cut(first, last)
	p.cross()
	return p
}

// cut deals the values to chunks; there is one at least.
func (p *plan) cut(first, last []program.ID) {
	p.chunks = []chunk{{}}
	count := 0
	deal := func(ids []program.ID, list func(*chunk) *[]program.ID) {
		for _, id := range ids {
			if count == valuesPerChunk {
				p.chunks, count = append(p.chunks, chunk{}), 0
			}
			here := list(&p.chunks[len(p.chunks)-1])
			*here = append(*here, id)
			p.home[id] = len(p.chunks) - 1
			count++
		}
	}
	deal(first, func(c *chunk) *[]program.ID { return &c.always })
	deal(last, func(c *chunk) *[]program.ID { return &c.saved })
}

// cross gives a slot to each value that a later chunk reads. What is loaded from
// memory anyway, and constants, are fetched anew there instead.
func (p *plan) cross() {
	for i := range p.block {
		if p.home[i] < 0 {
			continue
		}
		for _, a := range p.block[i].Operands() {
			if _, known := p.slot[a]; !known && p.home[a] != p.home[i] && !isLeaf(p.block[a].Op) {
				p.slot[a] = len(p.slot)
			}
		}
	}
}

// crossings is how many slots the plan needs.
func (p *plan) crossings() int { return len(p.slot) }

func isLeaf(op program.Op) bool { return op.NumArgs() == 0 }

// reach marks the values that the given ones need, themselves among them.
func reach(block program.Block, from []program.ID) []bool {
	marked := make([]bool, len(block))
	for _, id := range from {
		marked[id] = true
	}
	for i := len(block) - 1; i >= 0; i-- {
		if marked[i] {
			for _, a := range block[i].Operands() {
				marked[a] = true
			}
		}
	}
	return marked
}
