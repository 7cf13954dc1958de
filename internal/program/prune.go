package program

import "slices"

// Prune gives a program that computes only the outputs of the given names: their
// values, the states these need, and nothing else. Outputs keep the order they
// have in p, whatever the order of the names; names that p doesn't have are
// passed over, so a caller that takes them from a person looks them up first
// with OutputIndex. All params stay in order, so that the same vectors run both
// programs, and the outputs that stay have the same bits. p is not changed.
func (p *Program) Prune(outputs []string) *Program {
	q := p.Clone()
	q.Outputs = slices.DeleteFunc(q.Outputs, func(o Output) bool { return !slices.Contains(outputs, o.Name) })
	needed := q.neededStates()
	var refs []int32
	q.States, refs = filter(q.States, needed)
	q.Rates, _ = filter(q.Rates, needed)
	q.Initial, _ = filter(q.Initial, needed)
	dead(q)
	for i := range q.Step {
		if q.Step[i].Op == OpState {
			q.Step[i].Ref = refs[q.Step[i].Ref]
		}
	}
	return q
}

// neededStates marks the states that an output reads, directly or by way of the
// rates of others.
func (p *Program) neededStates() []bool {
	needed := make([]bool, len(p.States))
	roots := make([]ID, 0, len(p.Outputs)+len(p.Rates))
	for _, o := range p.Outputs {
		roots = append(roots, o.Value)
	}
	for grown := true; grown; {
		grown = false
		live := marked(p.Step, roots)
		for i := range p.Step {
			v := &p.Step[i]
			if live[i] && v.Op == OpState && !needed[v.Ref] {
				needed[v.Ref] = true
				roots = append(roots, p.Rates[v.Ref])
				grown = true
			}
		}
	}
	return needed
}

// Clone is a copy that shares nothing that a pass changes.
func (p *Program) Clone() *Program {
	q := *p
	q.Params = slices.Clone(p.Params)
	q.States = slices.Clone(p.States)
	q.Tables = slices.Clone(p.Tables)
	q.Setup = slices.Clone(p.Setup)
	q.Step = slices.Clone(p.Step)
	q.Kept = slices.Clone(p.Kept)
	q.Initial = slices.Clone(p.Initial)
	q.Rates = slices.Clone(p.Rates)
	q.Outputs = slices.Clone(p.Outputs)
	return &q
}
