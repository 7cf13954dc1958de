package causal

import (
	"math"
	"slices"
)

// acyclic says for each link whether it points down; the others close a circle. Boxes
// are ordered by taking sources first and sinks last, and else the box with the largest
// surplus of links that leave it (Eades, Lin and Smyth 1993).
func (v *View) acyclic() []bool {
	n := len(v.Boxes)
	left := make([]bool, n)
	for i := range left {
		left[i] = true
	}
	degrees := func(b int) (in, out int) {
		for _, l := range v.Links {
			if l.From != l.To && left[l.From] && left[l.To] {
				if l.To == b {
					in++
				}
				if l.From == b {
					out++
				}
			}
		}
		return in, out
	}
	var first, last []int
	for len(first)+len(last) < n {
		best, most, sink := -1, math.MinInt, -1
		for b := range n {
			if !left[b] {
				continue
			}
			in, out := degrees(b)
			if out == 0 && in > 0 && sink < 0 {
				sink = b
			}
			surplus := out - in
			if in == 0 {
				surplus = math.MaxInt
			}
			if surplus > most {
				best, most = b, surplus
			}
		}
		if sink >= 0 && most != math.MaxInt {
			left[sink] = false
			last = append(last, sink)
			continue
		}
		left[best] = false
		first = append(first, best)
	}
	slices.Reverse(last)
	at := make([]int, n)
	for i, b := range append(first, last...) {
		at[b] = i
	}
	down := make([]bool, len(v.Links))
	for i, l := range v.Links {
		down[i] = at[l.From] < at[l.To]
	}
	return down
}

// ends are a link's upper and lower box.
func (l Link) ends(down bool) (upper, lower int) {
	if down {
		return l.From, l.To
	}
	return l.To, l.From
}

// rows puts each box one row below the lowest that it is tied to from above, then pulls
// boxes without anything above down to what they act on.
func (v *View) rows(down []bool) []int {
	row := make([]int, len(v.Boxes))
	for range v.Boxes {
		for i, l := range v.Links {
			if upper, lower := l.ends(down[i]); upper != lower {
				row[lower] = max(row[lower], row[upper]+1)
			}
		}
	}
	for b := range v.Boxes {
		lowest, top := math.MaxInt, true
		for i, l := range v.Links {
			upper, lower := l.ends(down[i])
			if upper == lower {
				continue
			}
			top = top && lower != b
			if upper == b {
				lowest = min(lowest, row[lower]-1)
			}
		}
		if top && lowest != math.MaxInt {
			row[b] = max(0, lowest)
		}
	}
	return row
}

// wide is how wide a row may be before some of its boxes move down.
const wide = 930.0

// narrow moves boxes of rows that are too wide one row down, the last first, where
// nothing in the next row hangs on them.
func (v *View) narrow(down []bool, rows []int) {
	for r := 0; r <= slices.Max(rows); r++ {
		width := func() float64 {
			w := 0.0
			for b, box := range v.Boxes {
				if rows[b] == r {
					w += box.W + sideGap
				}
			}
			return w
		}
		for b := len(v.Boxes) - 1; b >= 0 && width() > wide; b-- {
			if rows[b] != r {
				continue
			}
			tied := false
			for i, l := range v.Links {
				upper, lower := l.ends(down[i])
				tied = tied || upper == b && lower != b && rows[lower] == r+1
			}
			if !tied {
				rows[b]++
			}
		}
	}
}
