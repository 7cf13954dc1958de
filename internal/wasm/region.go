package wasm

import "casus/internal/program"

// A region is a part of a block that is worth leaving out: the values that only one arm
// of a select needs. It is computed behind a branch on whether any lane takes that arm;
// where none does its locals hold what they held, and the select takes nothing of them.
// Models choose by time more often than not, so the branch is nearly always foretold and
// all lanes agree. Regions nest.
type region struct {
	parent, depth int
	values        []program.ID // in order, those of regions inside not among them
	cost          int          // of all that is inside
}

// regions are those of a list of values; region 0 is the whole.
type regions struct {
	all  []region
	arms map[program.ID][2]int // of a select: the regions of its second and third operand, 0 for none
}

// dearArm is the cost from which an arm is worth a branch, in additions: a branch that
// is foretold wrongly costs some twenty.
const dearArm = 25

// cost is what an operation takes, in additions, roughly.
func cost(op program.Op) int {
	switch {
	case op == program.OpLookup:
		return 12
	case op == program.OpDiv, op == program.OpSqrt:
		return 4
	case isTruth(op), isLeaf(op), op == program.OpSelect, vectorOps[op] != 0:
		return 1
	}
	return 25 // a function of the kernel
}

// newRegions finds the regions of some values of a block. Pinned values are needed
// whatever is chosen. A value belongs to the innermost region that holds all its uses;
// regions that are too cheap are taken into those around them.
func newRegions(block program.Block, ids []program.ID, pinned func(program.ID) bool) *regions {
	r := &regions{all: []region{{}}, arms: map[program.ID][2]int{}}
	of := map[program.ID]int{} // the innermost region of each value, as far as its uses are known
	use := func(id program.ID, in int) {
		if before, used := of[id]; used {
			in = r.common(before, in)
		}
		of[id] = in
	}
	for i := len(ids) - 1; i >= 0; i-- {
		id := ids[i]
		if pinned(id) {
			of[id] = 0
		}
		v := &block[id]
		if v.Op != program.OpSelect {
			for _, a := range v.Operands() {
				use(a, of[id])
			}
			continue
		}
		arms := [2]int{r.add(of[id]), r.add(of[id])}
		r.arms[id] = arms
		use(v.Args[0], of[id])
		use(v.Args[1], arms[0])
		use(v.Args[2], arms[1])
	}
	for _, id := range ids {
		r.all[of[id]].cost += cost(block[id].Op)
	}
	// Regions inside have higher numbers than those around them.
	for i := len(r.all) - 1; i > 0; i-- {
		r.all[r.all[i].parent].cost += r.all[i].cost
	}
	for _, id := range ids {
		in := r.dear(of[id])
		r.all[in].values = append(r.all[in].values, id)
	}
	return r
}

func (r *regions) add(parent int) int {
	r.all = append(r.all, region{parent: parent, depth: r.all[parent].depth + 1})
	return len(r.all) - 1
}

// common is the innermost region that holds two.
func (r *regions) common(a, b int) int {
	for a != b {
		if r.all[a].depth >= r.all[b].depth {
			a = r.all[a].parent
		} else {
			b = r.all[b].parent
		}
	}
	return a
}

// dear is the innermost region around one that is worth a branch.
func (r *regions) dear(i int) int {
	for i > 0 && r.all[i].cost < dearArm {
		i = r.all[i].parent
	}
	return i
}
