package program

// hoist moves the values of Step that depend on neither time nor state to Setup,
// which runs once a member. Of those only the ones that Step still reads are kept:
// a kept value costs a load each step, the rest of its tree nothing.
func hoist(p *Program) {
	h := &hoister{p: p, at: make([]ID, len(p.Step))}
	for i := range p.Step {
		h.at[i] = h.place(&p.Step[i])
	}
	moves := make([]bool, len(p.Step))
	for i := range moves {
		moves[i] = h.at[i] != stays
	}
	read := p.readBy(moves)
	kept := make(map[ID]int32, len(p.Kept))
	for i, id := range p.Kept {
		if _, ok := kept[id]; !ok {
			kept[id] = int32(i)
		}
	}
	i := -1
	p.setStep(rewrite(p.Step, func(r *rewriter, v Value) ID {
		i++
		id := h.at[i]
		switch {
		case id < 0 || v.Op == OpConst || v.Op == OpKept:
			return r.add(v)
		case !read[i]:
			return 0 // only hoisted values read it
		}
		ref, ok := kept[id]
		if !ok {
			ref = int32(len(p.Kept))
			kept[id] = ref
			p.Kept = append(p.Kept, id)
		}
		return r.add(Value{Op: OpKept, Ref: ref})
	}))
}

type hoister struct {
	p  *Program
	at []ID // where a value of Step stands in Setup; -1 if it can't, -2 for a constant not yet there
}

const (
	stays     ID = -1
	constOnly ID = -2
)

// place gives a value of Step its place in Setup, adding it where it can move.
func (h *hoister) place(v *Value) ID {
	switch v.Op {
	case OpConst:
		return constOnly
	case OpKept:
		return h.p.Kept[v.Ref]
	case OpState, OpTime, OpStepTime, OpShared:
		return stays
	}
	for _, a := range v.Operands() {
		if h.at[a] == stays {
			return stays
		}
	}
	moved := *v
	for j, a := range moved.Operands() {
		if h.at[a] == constOnly {
			h.at[a] = h.add(h.p.Step[a])
		}
		moved.Args[j] = h.at[a]
	}
	return h.add(moved)
}

func (h *hoister) add(v Value) ID {
	h.p.Setup = append(h.p.Setup, v)
	return ID(len(h.p.Setup) - 1)
}
