package causal

import (
	"cmp"
	"fmt"
	"slices"

	"casus/internal/model"
)

// Loop is a feedback loop: each variable acts on the next, the last on the first.
type Loop struct {
	ID    string // "R1", "B2"; "?3" where a sign on the way is not one or the other
	Sign  Sign   // Positive reinforces, Negative balances
	Nodes []string
}

// loops lists the shortest independent loops (Oliva 2004): the shortest loop through
// every link, shortest first, each as long as it holds a link that none before it does.
// A model has far more loops than a reader can follow; these cover every link that is
// part of any.
func loops(nodes []Node) []Loop {
	g := newLinks(nodes)
	var found [][]int
	for from := range g.next {
		for _, to := range g.next[from] {
			if path := g.shortest(to, from); path != nil {
				found = append(found, rotated(path))
			}
		}
	}
	slices.SortFunc(found, func(a, b []int) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
	})
	covered := map[[2]int]bool{}
	count := map[Sign]int{}
	var out []Loop
	for _, loop := range slices.CompactFunc(found, slices.Equal) {
		isNew := false
		for i := range loop {
			e := [2]int{loop[i], loop[(i+1)%len(loop)]}
			isNew = isNew || !covered[e]
			covered[e] = true
		}
		if !isNew {
			continue
		}
		l := Loop{Sign: g.sign(loop)}
		count[l.Sign]++
		l.ID = fmt.Sprint(map[Sign]string{Positive: "R", Negative: "B", Unknown: "?"}[l.Sign], count[l.Sign])
		for _, i := range loop {
			l.Nodes = append(l.Nodes, nodes[i].Name)
		}
		out = append(out, l)
	}
	return out
}

// links is the graph of what varies: effects by cause.
type links struct {
	next  [][]int
	signs map[[2]int]Sign
}

func newLinks(nodes []Node) *links {
	index := map[string]int{}
	for i, n := range nodes {
		index[n.Name] = i
	}
	g := &links{next: make([][]int, len(nodes)), signs: map[[2]int]Sign{}}
	for to, n := range nodes {
		for _, c := range n.Causes {
			from, ok := index[c.Name]
			if !ok || c.Initial || nodes[from].Kind == model.Constant {
				continue
			}
			g.next[from] = append(g.next[from], to)
			g.signs[[2]int{from, to}] = c.Sign
		}
	}
	return g
}

// shortest is the shortest path between two nodes, ends included; of equals the one
// whose nodes come first in the file. A link from a node to itself is the path of that
// node alone.
func (g *links) shortest(from, to int) []int {
	if from == to {
		return []int{from}
	}
	before := map[int]int{from: from}
	for front := []int{from}; len(front) > 0; {
		var ahead []int
		for _, n := range front {
			for _, k := range g.next[n] {
				if _, seen := before[k]; seen {
					continue
				}
				before[k] = n
				if k == to {
					path := []int{to}
					for at := to; at != from; at = before[at] {
						path = append(path, before[at])
					}
					slices.Reverse(path)
					return path
				}
				ahead = append(ahead, k)
			}
		}
		slices.Sort(ahead)
		front = ahead
	}
	return nil
}

// rotated starts a loop at its first node in the file.
func rotated(loop []int) []int {
	at := slices.Index(loop, slices.Min(loop))
	return append(slices.Clone(loop[at:]), loop[:at]...)
}

func (g *links) sign(loop []int) Sign {
	sign := Positive
	for i := range loop {
		switch g.signs[[2]int{loop[i], loop[(i+1)%len(loop)]}] {
		case Positive:
		case Negative:
			if sign == Positive {
				sign = Negative
			} else {
				sign = Positive
			}
		default:
			return Unknown
		}
	}
	return sign
}
