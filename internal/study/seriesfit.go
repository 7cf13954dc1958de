package study

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// SeriesFit is a column of measurements beside what the calibrated model puts out for it:
// a posterior predictive check, of values as new ones would be drawn.
type SeriesFit struct {
	ID       string    `json:"id"`
	Times    []float64 `json:"times"`
	Values   []float64 `json:"values"` // measured
	Fitted   []float64 `json:"fitted"` // the model's own, the median over draws
	Low      []float64 `json:"low"`    // of a new measurement, 5 %
	High     []float64 `json:"high"`   // and 95 %
	Inside90 float64   `json:"inside_90"`
}

// seriesFits draws new measurements at posterior draws, from random streams of the series'
// own name.
func (s *Study) seriesFits(ctx context.Context, t *target, post *sample) ([]SeriesFit, error) {
	n := min(looDraws, len(post.z))
	type cell struct{ model, again []float64 }
	cells := make([][]cell, len(s.Series))
	for i, sr := range s.Series {
		cells[i] = make([]cell, len(sr.Points))
		for k := range cells[i] {
			cells[i][k] = cell{make([]float64, n), make([]float64, n)}
		}
	}
	err := t.eachRow(ctx, post.z, n, func(draw int, get func(row, output int) float64, hyper []float64) {
		s.table.Draw(get, hyper, s.Seed, uint64(draw), func(series, point int, model, again float64) {
			cells[series][point].model[draw], cells[series][point].again[draw] = model, again
		})
	})
	if err != nil {
		return nil, err
	}
	out := []SeriesFit{}
	for i, sr := range s.table.Series() {
		f := SeriesFit{ID: sr.ID}
		inside, exact := 0, 0
		for k, p := range sr.Points {
			c := cells[i][k]
			slices.Sort(c.model)
			slices.Sort(c.again)
			low, high := stat.Quantile(0.05, stat.LinInterp, c.again, nil), stat.Quantile(0.95, stat.LinInterp, c.again, nil)
			value := p.Best
			if math.IsNaN(value) {
				continue // a range has no place among numbers
			}
			f.Times, f.Values = append(f.Times, p.Time), append(f.Values, value)
			f.Fitted = append(f.Fitted, stat.Quantile(0.5, stat.LinInterp, c.model, nil))
			f.Low, f.High = append(f.Low, low), append(f.High, high)
			exact++
			if value >= low && value <= high {
				inside++
			}
		}
		if exact > 0 {
			f.Inside90 = float64(inside) / float64(exact)
		}
		out = append(out, f)
	}
	return out, nil
}
