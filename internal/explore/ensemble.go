package explore

import (
	"context"
	"fmt"

	"casus/internal/engine"
)

// Scenario is what is set in every member, over its draw: values by index of the
// program's parameters.
type Scenario struct {
	ID  string
	Set map[int]float64
}

// Request says what to take from an ensemble: Atoms a number a member, and Series
// a whole path a member, at every Every-th row.
type Request struct {
	Atoms  []Atom
	Series []int // outputs
	Every  int   // rows between the points of a series
	Steps  int   // steps a run makes
}

// Ensemble holds what one scenario's runs gave. Members are in the order of the
// draws, so that member i under one scenario and under another share their draw:
// the difference between the two is the effect for that draw.
type Ensemble struct {
	Atoms  [][]float64   // [atom][member]
	Series [][][]float64 // [series][point][member]
}

// Paired runs every scenario on the same draws, with everything else equal. The
// models are deterministic, so common draws are common random numbers. The draws
// are full parameter vectors of the engine's program. Cost: one simulation a draw
// and scenario; memory: 8 bytes an atom or point a member.
func Paired(ctx context.Context, e *engine.Engine, draws [][]float64, scenarios []Scenario, q Request) (map[string]*Ensemble, error) {
	out := make(map[string]*Ensemble, len(scenarios))
	for _, sc := range scenarios {
		en := newEnsemble(q, len(draws))
		err := e.Run(ctx, engine.Batch{
			Members: len(draws),
			Steps:   q.Steps,
			Set: func(member int, params []float64) {
				copy(params, draws[member])
				for i, v := range sc.Set {
					params[i] = v
				}
			},
			Visit: func(member int, rows engine.Rows) error {
				en.take(q, member, rows)
				return nil
			},
		})
		if err != nil {
			return nil, fmt.Errorf("running scenario %s: %w", sc.ID, err)
		}
		out[sc.ID] = en
	}
	return out, nil
}

func newEnsemble(q Request, members int) *Ensemble {
	en := &Ensemble{Atoms: make([][]float64, len(q.Atoms)), Series: make([][][]float64, len(q.Series))}
	for i := range en.Atoms {
		en.Atoms[i] = make([]float64, members)
	}
	points := 0
	if q.Every > 0 {
		points = q.Steps/q.Every + 1
	}
	for i := range en.Series {
		en.Series[i] = make([][]float64, points)
		for p := range en.Series[i] {
			en.Series[i][p] = make([]float64, members)
		}
	}
	return en
}

// take is called from several goroutines, each for its own member.
func (en *Ensemble) take(q Request, member int, rows Series) {
	for i, a := range q.Atoms {
		en.Atoms[i][member] = a.Of(rows)
	}
	for i, o := range q.Series {
		for p := range en.Series[i] {
			en.Series[i][p][member] = rows.At(p*q.Every, o)
		}
	}
}
