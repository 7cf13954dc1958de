package program

import "slices"

// sideBySide is within how many values calls of the maths kernel are brought together.
const sideBySide = 400

// order puts values into an order of computing that suits a processor. What is ready last
// is computed first, so that values are used soon after they are made, as those of one
// element of arrays are, and few wait in memory. Then, within some hundred values, calls of
// the maths kernel that do not wait for each other are put side by side: each is a long
// chain of operations, and a processor works on several chains at once.
func order(block Block, ids []ID) []ID {
	out := latestFirst(block, ids)
	for part := range slices.Chunk(out, sideBySide) {
		together(block, part)
	}
	return out
}

func latestFirst(block Block, ids []ID) []ID {
	waits := make(map[ID]int, len(ids)) // for so many operands among the ids
	for _, id := range ids {
		waits[id] = 0
	}
	users := map[ID][]ID{}
	var ready []ID // a stack
	for _, id := range slices.Backward(ids) {
		if block[id].Op.IsLeaf() {
			continue
		}
		for _, a := range block[id].Operands() {
			if _, here := waits[a]; here && !block[a].Op.IsLeaf() {
				waits[id]++
				users[a] = append(users[a], id)
			}
		}
		if waits[id] == 0 {
			ready = append(ready, id)
		}
	}
	out := make([]ID, 0, len(ids))
	done := make(map[ID]bool, len(ids))
	put := func(id ID) {
		if _, here := waits[id]; here && !done[id] {
			done[id] = true
			out = append(out, id)
		}
	}
	for len(ready) > 0 {
		id := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		for _, a := range block[id].Operands() {
			if block[a].Op.IsLeaf() {
				put(a)
			}
		}
		put(id)
		for _, user := range users[id] {
			if waits[user]--; waits[user] == 0 {
				ready = append(ready, user)
			}
		}
	}
	for _, id := range ids {
		put(id) // a leaf that nothing here reads
	}
	return out
}

// together sorts values, in place, by how many calls of the kernel come before them.
func together(block Block, ids []ID) {
	rank := make(map[ID]int, len(ids)) // twice the calls before a value, and 1 for a call
	for _, id := range ids {
		r := 0
		for _, a := range block[id].Operands() {
			r = max(r, (rank[a]+1)/2*2)
		}
		if block[id].Op.Kernel() != nil {
			r++
		}
		rank[id] = r
	}
	slices.SortStableFunc(ids, func(a, b ID) int { return rank[a] - rank[b] })
}
