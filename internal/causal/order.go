package causal

import (
	"cmp"
	"slices"
)

// order sorts each row by the mean place of what its spots are tied to, down and up in
// turn, and keeps the order with the fewest crossings.
func order(spots []spot, byRow [][]int) {
	at := make([]int, len(spots))
	number := func() {
		for _, row := range byRow {
			for k, i := range row {
				at[i] = k
			}
		}
	}
	number()
	best, fewest := copyRows(byRow), crossings(spots, byRow, at)
	for sweep := range 24 {
		for k := range byRow {
			r, tied := k, func(s spot) []int { return s.up }
			if sweep%2 == 1 {
				r, tied = len(byRow)-1-k, func(s spot) []int { return s.down }
			}
			mean := func(i int) float64 {
				t := tied(spots[i])
				if len(t) == 0 {
					return float64(at[i])
				}
				sum := 0
				for _, j := range t {
					sum += at[j]
				}
				return float64(sum) / float64(len(t))
			}
			slices.SortStableFunc(byRow[r], func(a, b int) int { return cmp.Compare(mean(a), mean(b)) })
			number()
		}
		if c := crossings(spots, byRow, at); c < fewest {
			best, fewest = copyRows(byRow), c
		}
	}
	copy(byRow, best)
}

func copyRows(rows [][]int) [][]int {
	out := make([][]int, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
	}
	return out
}

func crossings(spots []spot, byRow [][]int, at []int) int {
	n := 0
	for _, row := range byRow {
		var ties [][2]int
		for _, i := range row {
			for _, j := range spots[i].down {
				ties = append(ties, [2]int{at[i], at[j]})
			}
		}
		for a := range ties {
			for b := range ties[:a] {
				if (ties[a][0]-ties[b][0])*(ties[a][1]-ties[b][1]) < 0 {
					n++
				}
			}
		}
	}
	return n
}

// straighten moves spots towards the mean of what they are tied to, keeping their order
// and the room between them.
func straighten(spots []spot, byRow [][]int) {
	for _, row := range byRow {
		x := 0.0
		for _, i := range row {
			spots[i].x = x + spots[i].w/2
			x += spots[i].w + sideGap
		}
		for _, i := range row {
			spots[i].x -= x / 2
		}
	}
	for range 60 {
		for _, row := range byRow {
			wish := make([]float64, len(row))
			for k, i := range row {
				sum, n := 0.0, 0.0
				for _, j := range append(slices.Clone(spots[i].up), spots[i].down...) {
					weight := 1.0
					if spots[i].box < 0 && spots[j].box < 0 {
						weight = 4 // bends of one link should stand in a line
					}
					sum += weight * spots[j].x
					n += weight
				}
				wish[k] = spots[i].x
				if n > 0 {
					wish[k] = sum / n
				}
			}
			settle(spots, row, wish)
		}
	}
}

// settle gives the spots of a row the places nearest to their wishes that keep order and
// room: least squares by pooling neighbours that would overlap.
func settle(spots []spot, row []int, wish []float64) {
	type block struct {
		sum, n float64
		from   int
	}
	offset := make([]float64, len(row)) // from the first spot, standing close
	for k := 1; k < len(row); k++ {
		offset[k] = offset[k-1] + spots[row[k-1]].w/2 + sideGap + spots[row[k]].w/2
	}
	var blocks []block
	for k := range row {
		blocks = append(blocks, block{wish[k] - offset[k], 1, k})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if a.sum/a.n <= b.sum/b.n {
				break
			}
			blocks = append(blocks[:len(blocks)-2], block{a.sum + b.sum, a.n + b.n, a.from})
		}
	}
	for i, b := range blocks {
		to := len(row)
		if i+1 < len(blocks) {
			to = blocks[i+1].from
		}
		for k := b.from; k < to; k++ {
			spots[row[k]].x = b.sum/b.n + offset[k]
		}
	}
}
