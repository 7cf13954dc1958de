package likelihood

import (
	"cmp"
	"slices"
)

// kind is a class of quantities, such as losses, in which a side has a bias of its own
// that all its claimants share: what Kyiv adds to one army's losses says what it may add
// to another's.
type kind struct {
	sides  []string // that have one, none where the spread of these biases is 0
	sd     float64
	blocks []int
	order  []turn // of all readings, as they come to be known
}

// turn is a reading by its block and its place there.
type turn struct{ block, reading int }

// newKinds groups blocks; a quantity of no kind is alone.
func newKinds(blocks []block) []kind {
	var kinds []kind
	of := map[string]int{}
	for i := range blocks {
		b := &blocks[i]
		k, ok := of[b.quantity.Kind]
		if !ok || b.quantity.Kind == "" {
			k = len(kinds)
			of[b.quantity.Kind] = k
			kinds = append(kinds, kind{sd: b.quantity.SideSD})
		}
		kinds[k].blocks = append(kinds[k].blocks, i)
		for j := range b.readings {
			kinds[k].order = append(kinds[k].order, turn{i, j})
		}
	}
	for i := range kinds {
		kinds[i].lay(blocks)
	}
	return kinds
}

// lay puts readings in the order in which they come to be known, exact ones of a day
// first, and finds the sides.
func (k *kind) lay(blocks []block) {
	at := func(t turn) *reading { return &blocks[t.block].readings[t.reading] }
	slices.SortStableFunc(k.order, func(a, b turn) int {
		x, y := at(a), at(b)
		return cmp.Or(cmp.Compare(x.obs.Stage, y.obs.Stage), cmp.Compare(x.obs.Published, y.obs.Published), cmp.Compare(x.rank(), y.rank()))
	})
	if k.sd == 0 {
		return
	}
	for _, t := range k.order {
		if r := at(t); r.obs.Ask != Truth && !slices.Contains(k.sides, r.obs.Side) {
			k.sides = append(k.sides, r.obs.Side)
		}
	}
	for _, t := range k.order {
		b := &blocks[t.block]
		b.sides = len(k.sides)
		if r := at(t); r.obs.Ask != Truth {
			r.side = slices.Index(k.sides, r.obs.Side)
			if !slices.Contains(b.speakers, r.side) {
				b.speakers = append(b.speakers, r.side)
			}
		}
	}
}

// sideState is what is known of the biases of a kind's sides, a normal distribution that
// is followed through the readings (Kalman 1960). Its sums run in the order of the sides,
// so that a side which is heard of later adds nothing to earlier ones, to the last bit.
type sideState struct {
	mean       []float64
	covariance []float64 // by side and side
	shared     []float64 // what each has in common with the number last asked of
	by         []int     // the sides that this number moves with
}

func newSideState(sides int) sideState {
	return sideState{make([]float64, sides), make([]float64, sides*sides), make([]float64, sides), make([]int, 0, sides)}
}

// start forgets all readings.
func (s *sideState) start(sd float64) {
	clear(s.mean)
	clear(s.covariance)
	for i := range s.mean {
		s.covariance[i*len(s.mean)+i] = sd * sd
	}
}

// copy makes it the same as another.
func (s *sideState) copy(from *sideState) {
	copy(s.mean, from.mean)
	copy(s.covariance, from.covariance)
}

// of is the mean and the variance that biases give a number which moves with them by
// these weights.
func (s *sideState) of(weights []float64) (mean, variance float64) {
	s.by = s.by[:0]
	for i, w := range weights {
		if w != 0 {
			s.by = append(s.by, i)
		}
	}
	n := len(weights)
	for i := range weights {
		row, sum := s.covariance[i*n:(i+1)*n], 0.0
		for _, j := range s.by {
			sum += float64(weights[j] * row[j])
		}
		s.shared[i] = sum
	}
	for _, i := range s.by {
		mean += float64(weights[i] * s.mean[i])
		variance += float64(weights[i] * s.shared[i])
	}
	return mean, variance
}

// learn takes in a whitened residual of variance 1 beside the one by the biases that of was
// last asked for, which lay so far from what was expected of it.
func (s *sideState) learn(far, variance float64) {
	n := len(s.mean)
	for i, shared := range s.shared {
		gain := shared / (1 + variance)
		s.mean[i] += float64(gain * far)
		row := s.covariance[i*n : (i+1)*n]
		for j, other := range s.shared {
			row[j] -= float64(gain * other)
		}
	}
}
