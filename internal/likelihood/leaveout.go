package likelihood

// LeaveOneOut tells how probable each claim is given all others. Claims lean on one
// another through shared errors, so that it takes the whole likelihood less that of all
// others, which is exact for the likelihood as it stands, censored claims and outliers
// included. Laying it out costs as many models as there are claims.
type LeaveOneOut struct {
	Claims []LeftOut
	whole  []*Model // by kind
	others []*Model // by claim
	of     []int    // by claim, its kind
}

// LeftOut names a claim that is left out.
type LeftOut struct{ ID, Quantity, Claimant, Side string }

// LeaveScratch is the memory of one worker.
type LeaveScratch struct {
	whole, others []*Scratch
	increments    []float64
}

// NewLeaveOneOut lays it out for a model.
func (m *Model) NewLeaveOneOut() *LeaveOneOut {
	l := &LeaveOneOut{}
	for i, k := range m.kinds {
		var all []Quantity
		for _, b := range k.blocks {
			all = append(all, m.blocks[b].whole(-1))
		}
		l.whole = append(l.whole, newModel(all, m.stages))
		for n, b := range k.blocks {
			for j, r := range m.blocks[b].readings {
				if r.obs.Ask != NoQuestion {
					continue
				}
				others := append([]Quantity{}, all...)
				others[n] = m.blocks[b].whole(j)
				l.others = append(l.others, newModel(others, m.stages))
				l.Claims = append(l.Claims, LeftOut{r.obs.ID, all[n].ID, r.obs.Claimant, r.obs.Side})
				l.of = append(l.of, i)
			}
		}
	}
	return l
}

// whole is the block's quantity with its observations, but for one of that number.
func (b *block) whole(but int) Quantity {
	q := b.quantity
	for j := range b.readings {
		if j != but {
			q.Observations = append(q.Observations, b.readings[j].obs)
		}
	}
	return q
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
