package program

// A Region is a part of a block that is worth leaving out: the values that only one arm
// of a select needs. It is computed behind a branch on whether any lane takes that arm;
// where none does its locals hold what they held, and the select takes nothing of them.
// Models choose by time more often than not, so the branch is nearly always foretold and
// all lanes agree. Regions nest.
type Region struct {
	Values        []ID // in order, those of regions inside not among them
	parent, depth int
	cost          int // of all that is inside
}

// Regions are those of a list of values; region 0 is the whole.
type Regions struct {
	All  []Region
	Arms map[ID][2]int // of a select: the regions of its second and third operand
}

// dearArm is the cost from which an arm is worth a branch, in additions: a branch that
// is foretold wrongly costs some twenty.
const dearArm = 25

// cost is what an operation takes, in additions, roughly.
func cost(op Op) int {
	switch {
	case op == OpLookup:
		return 12
	case op == OpDiv, op == OpSqrt:
		return 4
	case op.Kernel() != nil:
		return 25
	}
	return 1
}

// NewRegions finds the regions of some values of a block. Pinned values are needed
// whatever is chosen. A value belongs to the innermost region that holds all its uses;
// regions that are too cheap are taken into those around them.
func NewRegions(block Block, ids []ID, pinned func(ID) bool) *Regions {
	r := &Regions{All: []Region{{}}, Arms: map[ID][2]int{}}
	of := map[ID]int{} // the innermost region of each value, as far as its uses are known
	use := func(id ID, in int) {
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
		if v.Op != OpSelect {
			for _, a := range v.Operands() {
				use(a, of[id])
			}
			continue
		}
		arms := [2]int{r.add(of[id]), r.add(of[id])}
		r.Arms[id] = arms
		use(v.Args[0], of[id])
		use(v.Args[1], arms[0])
		use(v.Args[2], arms[1])
	}
	for _, id := range ids {
		r.All[of[id]].cost += cost(block[id].Op)
	}
	// Regions inside have higher numbers than those around them.
	for i := len(r.All) - 1; i > 0; i-- {
		r.All[r.All[i].parent].cost += r.All[i].cost
	}
	for _, id := range ids {
		in := r.dear(of[id])
		r.All[in].Values = append(r.All[in].Values, id)
	}
	return r
}

func (r *Regions) add(parent int) int {
	r.All = append(r.All, Region{parent: parent, depth: r.All[parent].depth + 1})
	return len(r.All) - 1
}

// common is the innermost region that holds two.
func (r *Regions) common(a, b int) int {
	for a != b {
		if r.All[a].depth >= r.All[b].depth {
			a = r.All[a].parent
		} else {
			b = r.All[b].parent
		}
	}
	return a
}

// dear is the innermost region around one that is worth a branch.
func (r *Regions) dear(i int) int {
	for i > 0 && r.All[i].cost < dearArm {
		i = r.All[i].parent
	}
	return i
}
