package program

// dead drops the values that no output, rate or initial value reads, the kept
// values that Step doesn't load, and the tables that nothing looks up. Outputs,
// states and params stay: Prune drops the first two on request, and the params
// are the caller's.
func dead(p *Program) {
	roots := append([]ID{}, p.Rates...)
	for _, o := range p.Outputs {
		roots = append(roots, o.Value)
	}
	live := marked(p.Step, roots)
	refs := p.dropKept(live)
	p.setStep(rewriteLive(p.Step, live, func(v *Value) {
		if v.Op == OpKept {
			v.Ref = refs[v.Ref]
		}
	}))
	live = marked(p.Setup, append(append([]ID{}, p.Kept...), p.Initial...))
	p.setSetup(rewriteLive(p.Setup, live, func(*Value) {}))
	p.dropTables()
}

// marked says which values the roots need.
func marked(block Block, roots []ID) []bool {
	live := make([]bool, len(block))
	for _, id := range roots {
		live[id] = true
	}
	for i := len(block) - 1; i >= 0; i-- {
		if live[i] {
			for _, a := range block[i].Operands() {
				live[a] = true
			}
		}
	}
	return live
}

// rewriteLive rebuilds a block from its live values, each passed to fix before.
func rewriteLive(block Block, live []bool, fix func(*Value)) *rewriter {
	i := -1
	return rewrite(block, func(r *rewriter, v Value) ID {
		i++
		if !live[i] {
			return 0 // nothing reads it
		}
		fix(&v)
		return r.add(v)
	})
}

// dropKept leaves the kept values that live values of Step load, and gives the
// new index of each old one.
func (p *Program) dropKept(live []bool) []int32 {
	used := make([]bool, len(p.Kept))
	for i := range p.Step {
		if live[i] && p.Step[i].Op == OpKept {
			used[p.Step[i].Ref] = true
		}
	}
	var refs []int32
	p.Kept, refs = filter(p.Kept, used)
	return refs
}

func (p *Program) dropTables() {
	used := make([]bool, len(p.Tables))
	for _, block := range []Block{p.Setup, p.Step} {
		for i := range block {
			if block[i].Op == OpLookup {
				used[block[i].Ref] = true
			}
		}
	}
	var refs []int32
	p.Tables, refs = filter(p.Tables, used)
	for _, block := range []Block{p.Setup, p.Step} {
		for i := range block {
			if block[i].Op == OpLookup {
				block[i].Ref = refs[block[i].Ref]
			}
		}
	}
}

// filter gives the items marked as used, and the new index of each old one.
func filter[T any](items []T, used []bool) (kept []T, refs []int32) {
	refs = make([]int32, len(items))
	for i, item := range items {
		refs[i] = int32(len(kept))
		if used[i] {
			kept = append(kept, item)
		}
	}
	return kept, refs
}
