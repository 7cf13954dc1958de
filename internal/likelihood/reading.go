package likelihood

import "math"

// farOff is the residual, on the log and logit scales, that stands for any larger
// one and for one that can't be computed: a millionth or a million times the claim.
var farOff = math.Log(1e6)

// farOffLinear is its like on the linear scale, in standard deviations.
const farOffLinear = 1e3

// reading is an observation made ready: its values on the scale on which errors
// add, and its covariance with the exact readings that count before it.
type reading struct {
	obs       Observation
	exact     bool
	value     float64 // of an exact reading, with shift; not for shares
	low, high float64 // of a censored one, infinite where open; not for shares
	shift     float64 // from the number named to the claimant's own figure
	mean      float64 // of the bias
	limit     float64 // to the size of a residual
	own       float64 // variance of its own that no hyperparameter multiplies
	param     int     // the hyperparameter that multiplies the reading's spread, or -1

	before int   // exact readings published before its day
	side   int   // its side among those of the kind, or -1
	same   []int // which of the exact readings before it share its reading error
	// Its covariance with these and its variance, without reading errors: what biases
	// make of it, and the rest.
	row, biasRow     []float64
	fixed, fixedBias float64
}

// rank puts exact readings before censored ones.
func (r *reading) rank() int {
	if r.exact {
		return 0
	}
	return 1
}

func newReading(q *Quantity, o Observation) reading {
	if isAbsent(o.Best) && o.Low == o.High {
		o.Best = o.Low // a range of no width is a number
	}
	r := reading{obs: o, exact: !isAbsent(o.Best), mean: q.BiasMean[o.Side], limit: farOff, param: -1, side: -1}
	if o.Ask == Truth {
		r.mean = 0
	}
	if k, ok := q.SpreadParam[o.Side]; ok {
		r.param = k
	}
	r.own = o.AddSpread * o.AddSpread
	if r.exact {
		r.bestWithEnds(q)
		r.value = q.transform(o.Best*o.unit()) + r.shift
	} else {
		r.low, r.high = r.ends(q, 1)
	}
	return r
}

// z95 is the 95th percentile of the standard normal: a 90 % range is twice that
// many standard deviations wide, 3.29.
const z95 = 1.6448536269514722

// bestWithEnds takes the low and high that come with a best value into the
// reading's own error, and a best value that repeats one of them for a bound.
func (r *reading) bestWithEnds(q *Quantity) {
	o := &r.obs
	width := func(a, b float64) float64 {
		if o.Reading == Share {
			return math.Log(b / a) // without the offset, which is in another unit
		}
		return q.transform(b*o.unit()) - q.transform(a*o.unit())
	}
	atLeast, atMost := o.Best == o.Low && isAbsent(o.High), o.Best == o.High && isAbsent(o.Low)
	sd := 0.0
	switch {
	case atLeast || atMost:
		// Mean and variance of a half-normal of scale s: s √(2/π) and s² (1-2/π).
		r.shift = q.ReadingSD * math.Sqrt(2/math.Pi)
		sd = q.ReadingSD * math.Sqrt(1-2/math.Pi)
		if atMost {
			r.shift = -r.shift
		}
	case !isAbsent(o.Low) && !isAbsent(o.High):
		sd = width(o.Low, o.High) / (2 * z95)
	case !isAbsent(o.Low):
		sd = width(o.Low, o.Best) / z95
	case !isAbsent(o.High):
		sd = width(o.Best, o.High) / z95
	}
	r.own += sd * sd
}

// ends are the two ends of a censored reading on the transformed scale; whole is
// what a share is a share of.
func (r *reading) ends(q *Quantity, whole float64) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	if v := q.transform(r.obs.Low * r.obs.unit() * whole); v > low {
		low = v // an absent or impossible end is NaN and leaves the side open
	}
	if v := q.transform(r.obs.High * r.obs.unit() * whole); v < high {
		high = v
	}
	return low, high
}

// output is the model's level or change, in the quantity's unit.
func (r *reading) output(get func(row, output int) float64) float64 {
	g := get(r.obs.At, r.obs.Output)
	if r.obs.isChange() {
		g -= get(r.obs.From, r.obs.Output)
	}
	return g
}

// fitted is what the model puts out for the reading, in the claim's own unit.
func (r *reading) fitted(get func(row, output int) float64) float64 {
	whole := 1.0
	if r.obs.Reading == Share {
		whole = get(r.obs.At, r.obs.Output2)
	}
	return r.output(get) / (r.obs.unit() * whole)
}

// observed is an exact reading on the transformed scale.
func (r *reading) observed(q *Quantity, get func(row, output int) float64) float64 {
	if r.obs.Reading != Share {
		return r.value
	}
	return q.transform(r.obs.Best*r.obs.unit()*get(r.obs.At, r.obs.Output2)) + r.shift
}

// observedEnds are the ends of a censored reading on the transformed scale.
func (r *reading) observedEnds(q *Quantity, get func(row, output int) float64) (low, high float64) {
	if r.obs.Reading != Share {
		return r.low, r.high
	}
	return r.ends(q, get(r.obs.At, r.obs.Output2))
}

// bounded keeps a residual within the limit. What can't be computed counts as a
// model that puts out far too little; an open end stays open.
func (r *reading) bounded(residual float64) float64 {
	switch {
	case math.IsNaN(residual) || residual > r.limit:
		return r.limit
	case residual < -r.limit:
		return -r.limit
	}
	return residual
}
