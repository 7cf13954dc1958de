package likelihood

import (
	"math"

	"casus/internal/prob"

	"gonum.org/v1/gonum/stat/distuv"
)

// Series are those of the table, their points in the order of stages and times.
func (t *Table) Series() []Series { return t.series }

// Draw draws a new measurement for every point, as it might have come out, and calls each
// with it and with what the model puts out. Random numbers depend on seed, index and the
// series' id alone.
func (t *Table) Draw(get func(row, output int) float64, hyper []float64, seed, index uint64, each func(series, point int, model, again float64)) {
	for i := range t.series {
		s := &t.series[i]
		stream := prob.NewStream(seed, "new measurements of "+s.ID, index)
		wander, last := 0.0, math.Inf(-1)
		for k := range s.Points {
			p := &s.Points[k]
			g := p.model(get)
			if s.wanders() {
				keep := math.Exp(-(p.Time - last) / s.DiscrepancyTime.at(hyper)) // 0 at the start
				wander = keep*wander + math.Sqrt(1-keep*keep)*s.Discrepancy.at(hyper)*stream.Normal()
				last = p.Time
			}
			each(i, k, g, s.draw(p, g, wander, hyper, stream))
		}
	}
}

// draw is one new measurement.
func (s *Series) draw(p *Point, g, wander float64, hyper []float64, stream *prob.Stream) float64 {
	switch s.Family {
	case Poisson:
		return poissonDraw(g, stream)
	case NegBinomial:
		size := s.Size.at(hyper)
		return poissonDraw(distuv.Gamma{Alpha: size, Beta: size / g, Src: stream}.Rand(), stream)
	case Binomial:
		return distuv.Binomial{N: p.Trials, P: within01(g), Src: stream}.Rand()
	case BetaBinomial:
		size := s.Size.at(hyper)
		chance := distuv.Beta{Alpha: g * size, Beta: (1 - g) * size, Src: stream}.Rand()
		return distuv.Binomial{N: p.Trials, P: within01(chance), Src: stream}.Rand()
	}
	noise := stream.Normal()
	if s.Family == StudentFamily {
		noise = distuv.StudentsT{Sigma: 1, Nu: s.Freedom.at(hyper), Src: stream}.Rand()
	}
	q := Quantity{Scale: s.Scale, Offset: s.Offset}
	return q.back(s.transform(g) + wander + s.Spread.at(hyper)*noise)
}

func poissonDraw(mean float64, stream *prob.Stream) float64 {
	if !(mean > 0) {
		return 0
	}
	return distuv.Poisson{Lambda: mean, Src: stream}.Rand()
}

func within01(p float64) float64 { return math.Min(1, math.Max(0, p)) }

// back takes a value from the scale on which errors add to the quantity's unit.
func (q *Quantity) back(y float64) float64 {
	switch q.Scale {
	case Log:
		return math.Exp(y) - q.Offset
	case Logit:
		return 100 / (1 + math.Exp(-y))
	}
	return y
}
