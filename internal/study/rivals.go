package study

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// rivals weighs every on/off part: its chance at the end and at each date before, with
// their Monte Carlo errors, what other widths of its strength's prior would make of it,
// and how well each explanation foretold what was published next.
func (s *Study) rivals(ctx context.Context, t *target, post *sample, passes []*pass) ([]RivalResult, error) {
	parts := s.parts(post)
	if len(parts) == 0 {
		return nil, nil
	}
	ahead, err := t.ahead(ctx, passes)
	if err != nil {
		return nil, err
	}
	var out []RivalResult
	for _, p := range parts {
		dim := t.dimension(p.constant)
		if dim < 0 {
			continue // no claim touches it, so that none weighs it
		}
		c := s.Constants[slices.IndexFunc(s.Constants, func(c Constant) bool { return c.Name == p.constant })]
		r := RivalResult{Constant: p.constant, With: p.with, Without: p.without, Prior: c.Prior.Mean(), Posterior: p.weightOn(),
			Error: t.partError(post, dim), Narrow: Maybe(t.reweighed(post, p, c, narrowPrior)), Wide: Maybe(t.reweighed(post, p, c, widePrior))}
		var gaps []float64
		for stage := range s.Stages {
			a := PartAsOf{Date: s.Stages[stage].Format(dateForm), Day: s.DayOf(s.Stages[stage]), Ahead: Maybe(math.NaN())}
			a.Chance, a.Error = t.chanceAt(passes, stage, dim)
			if stage > 0 {
				gap := t.foretold(passes, ahead[stage], stage, dim)
				a.Ahead = Maybe(gap)
				if !math.IsNaN(gap) {
					gaps = append(gaps, gap)
				}
			}
			r.AsOf = append(r.AsOf, a)
		}
		r.Ahead, r.AheadError = Maybe(math.NaN()), Maybe(math.NaN())
		if n := len(gaps); n > 1 {
			r.Ahead = Maybe(floats.Sum(gaps))
			r.AheadError = Maybe(stat.StdDev(gaps, nil) * math.Sqrt(float64(n)))
		}
		r.Learned = r.words()
		out = append(out, r)
	}
	return out, nil
}

// The limits of what may be said of a part: a chance that moved by less than
// partMoved says that the claims do not tell its presence from its absence.
const partMoved = 0.1

// words says what the claims say of the part.
func (r RivalResult) words() string {
	low, high := r.Posterior, r.Posterior
	for _, other := range []Maybe{r.Narrow, r.Wide} {
		if v := float64(other); !math.IsNaN(v) {
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	switch {
	case math.Abs(r.Posterior-r.Prior) < partMoved && math.Abs(low-r.Prior) < partMoved && math.Abs(high-r.Prior) < partMoved:
		return "the claims do not tell the two apart"
	case (low-r.Prior)*(high-r.Prior) < 0:
		return fmt.Sprintf("the answer hangs on how strong the part may be beforehand: %.2f to %.2f", low, high)
	case r.Posterior > r.Prior:
		return "the claims speak for: " + r.With
	}
	return "the claims speak for: " + r.Without
}

// partError is the Monte Carlo error of the share of draws with a part on; where all have
// it, its coordinate tells how many draws these are worth.
func (t *target) partError(post *sample, dim int) Maybe {
	column := make([]float64, len(post.z))
	for i, z := range post.z {
		column[i] = z[dim]
	}
	return post.errorOfShare(column, func(z float64) bool { return t.dims[dim].value(z) > 0.5 })
}

// dimension is the place of a constant among the sampler's coordinates.
func (t *target) dimension(constant string) int {
	return slices.IndexFunc(t.dims, func(d dimension) bool { return d.name == constant })
}

// reweighed is the part's chance had the priors of its strength been wider by a factor:
// the draws with the part on are weighed by the ratio of the priors, those with it off
// are not touched by the strength. In the sampler's space the prior is standard normal,
// so that a wider one is normal with the factor as its spread.
func (t *target) reweighed(post *sample, p partDraws, c Constant, wider float64) float64 {
	if len(c.Strength) == 0 {
		return math.NaN()
	}
	on, off := 0.0, 0.0
	for i, z := range post.z {
		if !p.on[i] {
			off++
			continue
		}
		log := 0.0
		for _, name := range c.Strength {
			x := z[t.dimension(name)]
			log += x*x/2*(1-1/(wider*wider)) - math.Log(wider)
		}
		on += math.Exp(log)
	}
	return on / (on + off)
}

// chanceAt is the share of particles with the part on after a stage, over all passes. Its
// error is the spread of passes where there are some, and at least that of as many
// independent particles, which they are once they have forgotten where they stood.
func (t *target) chanceAt(passes []*pass, stage, dim int) (chance, errorOf float64) {
	var shares []float64
	particles := 0
	for _, p := range passes {
		on := 0
		for _, z := range p.Stages[stage].Z {
			if t.dims[dim].value(z[dim]) > 0.5 {
				on++
			}
		}
		particles += len(p.Stages[stage].Z)
		shares = append(shares, float64(on)/float64(len(p.Stages[stage].Z)))
	}
	chance = stat.Mean(shares, nil)
	errorOf = math.Sqrt(chance * (1 - chance) / float64(particles))
	if n := len(shares); n > 1 {
		errorOf = math.Max(errorOf, stat.StdDev(shares, nil)/math.Sqrt(float64(n)))
	}
	return chance, errorOf
}

// ahead evaluates, for every stage but the first, the particles of the stage before on
// its claims: [stage][pass][particle], the log-likelihood of what was published then. It
// costs an evaluation a particle and stage.
func (t *target) ahead(ctx context.Context, passes []*pass) ([][][]float64, error) {
	out := make([][][]float64, len(t.study.Stages))
	for stage := 1; stage < len(out); stage++ {
		for _, p := range passes {
			z := p.Stages[stage-1].Z
			rows := make([][]float64, len(z))
			for i := range rows {
				rows[i] = make([]float64, stage+1)
			}
			if err := t.LogLik(ctx, z, stage, rows); err != nil {
				return nil, err
			}
			next := make([]float64, len(z))
			for i, row := range rows {
				next[i] = row[stage]
			}
			out[stage] = append(out[stage], next)
		}
	}
	return out, nil
}

// fewestParticles is how many must stand on each side for what they foretell to count.
const fewestParticles = 20

// foretold is the log of the mean likelihood that a stage's claims had beforehand among
// the particles with the part on, less that with it off; NaN where one side is nearly
// empty.
func (t *target) foretold(passes []*pass, ahead [][]float64, stage, dim int) float64 {
	var sides [2][]float64 // off, on
	for k, p := range passes {
		for i, z := range p.Stages[stage-1].Z {
			side := 0
			if t.dims[dim].value(z[dim]) > 0.5 {
				side = 1
			}
			sides[side] = append(sides[side], ahead[k][i])
		}
	}
	if min(len(sides[0]), len(sides[1])) < fewestParticles {
		return math.NaN()
	}
	mean := func(v []float64) float64 { return floats.LogSumExp(v) - math.Log(float64(len(v))) }
	return mean(sides[1]) - mean(sides[0])
}
