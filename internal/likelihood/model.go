package likelihood

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
)

// Model is the likelihood of all claims: one block a quantity. Given the model's output,
// blocks of different kinds are independent; those of one kind share the biases of
// sides. It is immutable, so many workers may use it, each with a Scratch of its own.
type Model struct {
	blocks []block
	kinds  []kind
	stages int
}

// block is a quantity with its readings in the order in which they count.
type block struct {
	quantity  Quantity
	readings  []reading
	exact     int   // how many readings are exact
	sides     int   // of its kind that have a bias of their own
	speakers  []int // those of them whose claimants its readings are by
	params    []int // the hyperparameters that its readings depend on
	claimants []claimant
}

// claimant is who has a bias in a block.
type claimant struct {
	name, side string
	exact      []int // columns of its exact readings
}

// New checks the quantities and lays out their covariances. It keeps no reference
// to what is given. The order of observations in a quantity has no influence:
// they are put in the order of publication, and within a day of their ids.
func New(quantities []Quantity, stages int) (*Model, error) {
	for _, q := range quantities {
		if err := q.check(stages); err != nil {
			return nil, fmt.Errorf("quantity %s: %w", q.ID, err)
		}
	}
	if err := checkKinds(quantities); err != nil {
		return nil, err
	}
	if err := checkStages(quantities); err != nil {
		return nil, err
	}
	return newModel(quantities, stages), nil
}

// newModel lays out quantities that have been checked.
func newModel(quantities []Quantity, stages int) *Model {
	m := &Model{stages: stages}
	for _, q := range quantities {
		m.blocks = append(m.blocks, newBlock(q))
	}
	m.kinds = newKinds(m.blocks)
	return m
}

// Stages is how many stages the claims come in.
func (m *Model) Stages() int { return m.stages }

// LastRow is the last row of output that LogLik reads for the stages up to and with
// the one given, or -1 when no claim has come by then.
func (m *Model) LastRow(stage int) int {
	last := -1
	for _, b := range m.blocks {
		for _, r := range b.readings[:b.known(stage+1)] {
			last = max(last, r.obs.At)
		}
	}
	return last
}

// known is how many readings of the block belong to the first stages.
func (b *block) known(stages int) int {
	return sort.Search(len(b.readings), func(i int) bool { return b.readings[i].obs.Stage >= stages })
}

func newBlock(q Quantity) block {
	b := block{quantity: q}
	for _, o := range q.Observations {
		b.readings = append(b.readings, newReading(&q, o))
	}
	b.quantity.Observations = nil // the readings hold them now
	b.quantity.BiasSDBySide = maps.Clone(q.BiasSDBySide)
	slices.SortFunc(b.readings, func(a, c reading) int {
		return cmp.Or(cmp.Compare(a.obs.Published, c.obs.Published),
			cmp.Compare(a.rank(), c.rank()), cmp.Compare(a.obs.ID, c.obs.ID))
	})
	var exact []*reading
	before, day := 0, math.MinInt
	for i := range b.readings {
		r := &b.readings[i]
		if r.obs.Published != day {
			before, day = len(exact), r.obs.Published
		}
		r.before = before
		b.covariance(r, exact)
		b.note(r, len(exact))
		if r.exact {
			exact = append(exact, r)
		}
	}
	b.exact = len(exact)
	for _, oneMore := range []int{q.KindSpread, q.BiasSpread} {
		if oneMore > 0 && !slices.Contains(b.params, oneMore-1) {
			b.params = append(b.params, oneMore-1)
		}
	}
	slices.Sort(b.params)
	slices.SortFunc(b.claimants, func(a, c claimant) int { return cmp.Compare(a.name, c.name) })
	return b
}

// note keeps who reads, and on what hyperparameter the reading depends.
func (b *block) note(r *reading, column int) {
	if r.param >= 0 && !slices.Contains(b.params, r.param) {
		b.params = append(b.params, r.param)
	}
	if r.obs.Ask != NoQuestion {
		return
	}
	i := slices.IndexFunc(b.claimants, func(c claimant) bool { return c.name == r.obs.Claimant })
	if i < 0 {
		i = len(b.claimants)
		b.claimants = append(b.claimants, claimant{name: r.obs.Claimant, side: r.obs.Side})
	}
	if r.exact {
		b.claimants[i].exact = append(b.claimants[i].exact, column)
	}
}
