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

// add takes in a block of members. Each cell is added up member by member, so that the
// sums do not depend on the workers, who share the cells out.
func (s *State) add(held []float64, count, workers int) {
	cells := s.cells()
	var wait sync.WaitGroup
	for w := range workers {
		from, to := w*cells/workers, (w+1)*cells/workers
		wait.Go(func() {
			for cell := from; cell < to; cell++ {
				s.addCell(cell, held, count)
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

func (s *State) addCell(cell int, held []float64, count int) {
	cells := s.cells()
	if s.Done == 0 {
		s.lay(cell, held, count)
	}
	for member := range count {
		x := held[member*cells+cell]
		if math.IsNaN(x) {
			s.Missing[cell]++
			continue
		}
		n := float64(int64(s.Done+member+1) - s.Missing[cell])
		// Welford 1962, Note on a method for calculating corrected sums of squares.
		gap := x - s.Mean[cell]
		s.Mean[cell] += gap / n
		s.Square[cell] += float64(gap * (x - s.Mean[cell]))
		s.Least[cell], s.Greatest[cell] = min(s.Least[cell], x), max(s.Greatest[cell], x)
		bin := 0
		if s.Width[cell] > 0 {
			bin = int(math.Max(0, math.Min(Bins-1, (x-s.From[cell])/s.Width[cell])))
		}
		s.Counts[cell*Bins+bin]++
	}
}

// lay places the bins of a cell from the first members.
func (s *State) lay(cell int, held []float64, count int) {
	low, high := math.Inf(1), math.Inf(-1)
	for member := range count {
		if x := held[member*s.cells()+cell]; !math.IsNaN(x) && !math.IsInf(x, 0) {
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
