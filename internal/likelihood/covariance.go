package likelihood

import "math"

// walkDays is the time over which WalkSD is the spread of a random walk.
const walkDays = 30

// covariance lays out what a reading shares with the exact ones before it. Only
// reading errors are left out, and biases kept apart, since the sampler may change
// their spread.
func (b *block) covariance(r *reading, exact []*reading) {
	q := &b.quantity
	r.fixed, r.fixedBias = r.own+q.shared(&r.obs, &r.obs), q.biases(&r.obs, &r.obs)
	r.row, r.biasRow = make([]float64, len(exact)), make([]float64, len(exact))
	for j, e := range exact {
		r.row[j], r.biasRow[j] = q.shared(&r.obs, &e.obs), q.biases(&r.obs, &e.obs)
		if sameDay(&r.obs, &e.obs) {
			r.same = append(r.same, j)
		}
	}
	if q.Scale == Linear {
		r.limit = farOffLinear * math.Sqrt(r.fixed+r.fixedBias+q.ReadingSD*q.ReadingSD)
	}
}

// biases is the covariance of two observations by the bias of their claimant.
func (q *Quantity) biases(a, b *Observation) float64 {
	if a.Claimant != b.Claimant || a.Ask == Truth || b.Ask == Truth {
		return 0
	}
	bias := q.biasSD(a.Side)
	c := bias*bias + wandering(q.DriftSD, q.DriftDays, a, b)
	for _, k := range q.Breaks {
		if k.Claimant == a.Claimant && min(a.Published, b.Published) >= k.Day {
			c += k.SD * k.SD
		}
	}
	return c
}

// shared is the covariance of the errors of two observations but for biases and the
// errors of the readings themselves.
func (q *Quantity) shared(a, b *Observation) float64 {
	c := wandering(q.DiscrepancySD, q.DiscrepancyDays, a, b) + q.DiscrepancyWalk*q.DiscrepancyWalk*overlap(a, b)/walkDays
	if a.Ask == Truth || b.Ask == Truth {
		return c
	}
	if a.Claimant == b.Claimant {
		c += q.WalkSD * q.WalkSD * overlap(a, b) / walkDays
	}
	if sameGroup(a, b) {
		c += q.GroupSD * q.GroupSD
	}
	return c
}

// wandering is the covariance of an Ornstein-Uhlenbeck process at the dates of two
// readings.
func wandering(sd, days float64, a, b *Observation) float64 {
	if sd == 0 {
		return 0
	}
	return sd * sd * math.Exp(-math.Abs(a.mid()-b.mid())/days)
}

// overlap is how many days two readings have in common, a running total being of
// all days since row 0: the covariance of a Brownian motion's increments.
func overlap(a, b *Observation) float64 {
	return float64(max(0, min(a.At, b.At)-max(start(a), start(b))))
}

func start(o *Observation) int {
	if o.isChange() {
		return o.From
	}
	return 0
}

func sameGroup(a, b *Observation) bool {
	if a.Group == "" || b.Group == "" {
		return a.Group == b.Group && a.Claimant == b.Claimant
	}
	return a.Group == b.Group
}

// sameDay reports whether two readings by one claimant are of the same day or
// window, so that the second is a re-reading.
func sameDay(a, b *Observation) bool {
	return a.Claimant == b.Claimant && a.Ask != Truth && b.Ask != Truth && a.At == b.At && start(a) == start(b) &&
		a.isChange() == b.isChange() && (a.Reading == Share) == (b.Reading == Share)
}
