package ensemble

import (
	"math"
	"slices"
	"sync"
)

// Bins is how many the histogram of a number has. It reaches from the least to the
// greatest of the first 256 members, and a tenth of that span further on both sides; a
// quantile inside is off by one bin at most, 1/426 of the span.
const Bins = 512

// beyond is how far a histogram reaches on either side of the first members, as a part
// of their span.
const beyond = 0.1

// State is what an ensemble has come to. Its fields are exported for storage alone.
type State struct {
	Done     int
	Mean     []float64 // by cell: row after row of outputs
	Square   []float64 // sums of squared distances from the mean
	Least    []float64
	Greatest []float64
	Missing  []int64 // members whose number is NaN
	From     []float64
	Width    []float64   // of a bin
	Counts   []uint32    // cell after cell, Bins each; what lies outside counts at the ends
	Kept     [][]float64 // the members kept whole so far, in order
	Missed   int64       // steps in which the integration stayed above its tolerance
	keep     []int
}

func newState(cells int, keep []int) *State {
	s := &State{Mean: make([]float64, cells), Square: make([]float64, cells), Least: make([]float64, cells), Greatest: make([]float64, cells),
		Missing: make([]int64, cells), From: make([]float64, cells), Width: make([]float64, cells), Counts: make([]uint32, cells*Bins), keep: keep}
	for i := range cells {
		s.Least[i], s.Greatest[i] = math.Inf(1), math.Inf(-1)
	}
	return s
}

func (s *State) cells() int { return len(s.Mean) }

// add takes in members, a block at a time. Each cell is added up member by member, so
// that the sums do not depend on the workers, who share the cells out.
func (s *State) add(held []float64, count, workers int) {
	cells := s.cells()
	strips := (cells + strip - 1) / strip
	var wait sync.WaitGroup
	for w := range workers {
		from, to := w*strips/workers, (w+1)*strips/workers
		wait.Go(func() {
			var b cellBlock
			for done := 0; done < count; done += block {
				for i := from; i < to; i++ {
					b.read(held[done*cells:], cells, i*strip, min(block, count-done))
					for cell := i * strip; cell < min((i+1)*strip, cells); cell++ {
						s.addCell(cell, b.values[cell%strip][:b.count[cell%strip]], min(block, count-done), s.Done+done)
					}
				}
			}
		})
	}
	wait.Wait()
	for len(s.Kept) < len(s.keep) && s.keep[len(s.Kept)] < s.Done+count {
		member := s.keep[len(s.Kept)] - s.Done
		s.Kept = append(s.Kept, slices.Clone(held[member*cells:(member+1)*cells]))
	}
	s.Done += count
}

// strip is how many cells are turned from members to cells at a time: the numbers that a
// line of a processor's cache holds.
const strip = 8

// cellBlock has the numbers of a block's members by cell, without the missing ones.
type cellBlock struct {
	values [strip][block]float64
	count  [strip]int
}

func (b *cellBlock) read(held []float64, cells, from, members int) {
	b.count = [strip]int{}
	width := min(strip, cells-from)
	for member := range members {
		at := member*cells + from
		for i, x := range held[at : at+width] {
			b.values[i][b.count[i]] = x
			if x == x {
				b.count[i]++
			}
		}
	}
}

// addCell takes in what a block of so many members gave for a cell, after so many before.
// Moments of blocks are joined by the formulas of Chan, Golub and LeVeque 1983, Algorithms
// for computing the sample variance, The American Statistician 37(3).
func (s *State) addCell(cell int, values []float64, members, before int) {
	if before == 0 {
		s.lay(cell, values)
	}
	had := float64(int64(before) - s.Missing[cell])
	s.Missing[cell] += int64(members - len(values))
	if len(values) == 0 {
		return
	}
	n := float64(len(values))
	mean := sum(values) / n
	square := 0.0
	low, high := s.Least[cell], s.Greatest[cell]
	from, perUnit := s.From[cell], 0.0
	if s.Width[cell] > 0 {
		perUnit = 1 / s.Width[cell]
	}
	counts := s.Counts[cell*Bins : (cell+1)*Bins]
	for _, x := range values {
		gap := x - mean
		square += float64(gap * gap)
		if x < low {
			low = x
		}
		if x > high {
			high = x
		}
		bin := (x - from) * perUnit
		if !(bin > 0) {
			bin = 0
		}
		if bin > Bins-1 {
			bin = Bins - 1
		}
		counts[int(bin)]++
	}
	s.Least[cell], s.Greatest[cell] = low, high
	gap := mean - s.Mean[cell]
	s.Mean[cell] += float64(gap * (n / (had + n)))
	s.Square[cell] += square + float64(float64(gap*gap)*(had*n/(had+n)))
}

// sum adds in four strands, whose additions need not wait for each other.
func sum(values []float64) float64 {
	var strands [4]float64
	for len(values) >= 4 {
		strands[0] += values[0]
		strands[1] += values[1]
		strands[2] += values[2]
		strands[3] += values[3]
		values = values[4:]
	}
	for _, x := range values {
		strands[0] += x
	}
	return (strands[0] + strands[1]) + (strands[2] + strands[3])
}

// lay places the bins of a cell from the first members.
func (s *State) lay(cell int, values []float64) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range values {
		if !math.IsInf(x, 0) {
			low, high = min(low, x), max(high, x)
		}
	}
	if low > high {
		return
	}
	span := high - low
	s.From[cell] = low - beyond*span
	s.Width[cell] = span * (1 + 2*beyond) / Bins
}

// Deviation is the standard deviation of a cell's members.
func (s *State) Deviation(cell int) float64 {
	n := float64(int64(s.Done) - s.Missing[cell])
	if n < 2 {
		return 0
	}
	return math.Sqrt(s.Square[cell] / (n - 1))
}

// Quantile is a quantile of a cell, from its histogram: straight between the edges of
// the bin that it falls into, and between an end of the bins and the extreme where it
// falls outside of them. NaN where all members are.
func (s *State) Quantile(cell int, p float64) float64 {
	n := int64(s.Done) - s.Missing[cell]
	if n == 0 {
		return math.NaN()
	}
	if s.Width[cell] == 0 || s.Least[cell] == s.Greatest[cell] {
		return s.Least[cell]
	}
	want, sum := p*float64(n), 0.0
	for bin := range Bins {
		count := float64(s.Counts[cell*Bins+bin])
		if sum+count < want || count == 0 {
			sum += count
			continue
		}
		low := s.From[cell] + float64(bin)*s.Width[cell]
		high := low + s.Width[cell]
		if bin == 0 {
			low = math.Min(low, s.Least[cell])
		}
		if bin == Bins-1 {
			high = math.Max(high, s.Greatest[cell])
		}
		x := low + (high-low)*(want-sum)/count
		return math.Max(s.Least[cell], math.Min(s.Greatest[cell], x))
	}
	return s.Greatest[cell]
}
