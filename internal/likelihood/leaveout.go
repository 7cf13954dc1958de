package likelihood

// LeaveOneOut tells how probable each claim is given all others. Claims lean on one
// another through shared errors, so that it takes the whole likelihood less that of all
// others, which is exact for the likelihood as it stands, censored claims and outliers
// included. Laying it out costs as many models as there are claims.
type LeaveOneOut struct {
	IDs    []string // of the claims, by quantity, then in the order in which they count
	whole  []*Model // by quantity
	others []*Model // by claim
	of     []int    // by claim, its quantity
}

// LeaveScratch is the memory of one worker.
type LeaveScratch struct {
	whole, others []*Scratch
	increments    []float64
}

// NewLeaveOneOut lays it out for a model.
func (m *Model) NewLeaveOneOut() *LeaveOneOut {
	l := &LeaveOneOut{}
	for i := range m.blocks {
		b := &m.blocks[i]
		l.whole = append(l.whole, &Model{blocks: []block{*b}, stages: m.stages})
		for j := range b.readings {
			q := b.quantity
			for k := range b.readings {
				if k != j {
					q.Observations = append(q.Observations, b.readings[k].obs)
				}
			}
			l.others = append(l.others, &Model{blocks: []block{newBlock(q)}, stages: m.stages})
			l.IDs, l.of = append(l.IDs, b.readings[j].obs.ID), append(l.of, i)
		}
	}
	return l
}

// NewScratch makes the memory that one worker needs.
func (l *LeaveOneOut) NewScratch() *LeaveScratch {
	s := &LeaveScratch{}
	for _, m := range l.whole {
		s.whole = append(s.whole, m.NewScratch())
		s.increments = make([]float64, m.stages)
	}
	for _, m := range l.others {
		s.others = append(s.others, m.NewScratch())
	}
	return s
}

// At is each claim's log density given all others, at a point.
func (l *LeaveOneOut) At(get func(row, output int) float64, hyper []float64, s *LeaveScratch) []float64 {
	total := func(m *Model, scratch *Scratch) float64 {
		m.LogLik(get, hyper, s.increments, scratch)
		sum := 0.0
		for _, v := range s.increments {
			sum += v
		}
		return sum
	}
	whole := make([]float64, len(l.whole))
	for i, m := range l.whole {
		whole[i] = total(m, s.whole[i])
	}
	out := make([]float64, len(l.others))
	for j, m := range l.others {
		out[j] = whole[l.of[j]] - total(m, s.others[j])
	}
	return out
}
