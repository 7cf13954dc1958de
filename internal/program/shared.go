package program

import (
	"slices"
	"strconv"
)

// mostShared bounds the numbers that Share computes ahead: 8 MB of them.
const mostShared = 1 << 20

// Share gives the program of an ensemble of which only some params vary, by index, while
// the others have the values of base. What follows from those alone is folded away; what
// then depends on nothing that varies is the same for all members, states among it, and is
// computed here once, a row for each step, instead of once a group of members. Outputs keep their bits
// for vectors that have base's values where it is not varied. Params stay in order.
// A method that looks between the steps computes its values there as before.
func (p *Program) Share(base []float64, varied []int) *Program {
	q := p.Clone()
	for i := range q.Setup {
		if v := &q.Setup[i]; v.Op == OpParam && !slices.Contains(varied, int(v.Ref)) {
			*v = Value{Op: OpConst, Num: base[v.Ref]}
		}
	}
	Optimise(q)
	if tableau := q.Time.Method.Tableau(); len(tableau.Stages) > 0 || tableau.Auto() || q.Shared != nil {
		return q
	}
	same := q.sharedByAll()
	read := q.readBy(same)
	ahead := q.Clone()
	ahead.Outputs = nil
	column := map[ID]int32{}
	for i := range q.Step {
		switch q.Step[i].Op {
		case OpConst, OpTime, OpStepTime, OpKept:
			continue // as cheap
		}
		if same[i] && read[i] && (len(column)+1)*(q.Time.Steps()+1) <= mostShared {
			column[ID(i)] = int32(len(column))
			ahead.Outputs = append(ahead.Outputs, Output{strconv.Itoa(len(column)), ID(i)})
		}
	}
	if len(column) == 0 {
		return q
	}
	var names []string
	for _, o := range ahead.Outputs {
		names = append(names, o.Name)
	}
	q.Shared = Run(ahead.Prune(names), base, q.Time.Steps(), 1)

	i := ID(-1)
	q.setStep(rewrite(q.Step, func(r *rewriter, v Value) ID {
		i++
		if c, ok := column[i]; ok {
			return r.add(Value{Op: OpShared, Ref: c})
		}
		return r.add(v)
	}))
	names = nil
	for _, o := range q.Outputs {
		names = append(names, o.Name)
	}
	return q.Prune(names)
}

// sharedByAll marks the values of Step that no param reaches. A state is such a value
// where neither its start nor its rate is reached: all that may be are taken to be so,
// and those whose rate proves to be reached dropped, until none is left.
func (p *Program) sharedByAll() []bool {
	start := unreached(p.Setup, func(v *Value) bool { return v.Op != OpParam })
	state := make([]bool, len(p.States))
	for i, id := range p.Initial {
		state[i] = start[id]
	}
	for {
		step := unreached(p.Step, func(v *Value) bool {
			return v.Op != OpState && v.Op != OpKept || v.Op == OpState && state[v.Ref] || v.Op == OpKept && start[p.Kept[v.Ref]]
		})
		stable := true
		for i, id := range p.Rates {
			if state[i] && !step[id] {
				state[i], stable = false, false
			}
		}
		if stable {
			return step
		}
	}
}

// unreached marks the values of a block that only such leaves reach.
func unreached(block Block, leaf func(*Value) bool) []bool {
	out := make([]bool, len(block))
	for i := range block {
		v := &block[i]
		if v.Op.IsLeaf() {
			out[i] = leaf(v)
			continue
		}
		out[i] = !slices.ContainsFunc(v.Operands(), func(a ID) bool { return !out[a] })
	}
	return out
}

// readBy marks the values of Step that are read by those that are not marked, or are
// rates or outputs.
func (p *Program) readBy(except []bool) []bool {
	read := make([]bool, len(p.Step))
	for i := range p.Step {
		if except[i] {
			continue
		}
		for _, a := range p.Step[i].Operands() {
			read[a] = true
		}
	}
	for _, id := range p.Rates {
		read[id] = true
	}
	for _, o := range p.Outputs {
		read[o.Value] = true
	}
	return read
}
