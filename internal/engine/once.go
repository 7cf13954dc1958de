package engine

import (
	"context"

	"casus/internal/program"
)

// Once runs one member of a program and gives the rows that it saves by itself, and in
// how many steps the integration missed its tolerance. It runs short work in the plain
// evaluator, which has the same bits: compiling a module takes longer than running it
// once, by about a hundred times for a large model over few steps.
func Once(ctx context.Context, p *program.Program, params []float64) (rows [][]float64, missed int64, err error) {
	if !p.Time.Method.Tableau().Auto() && len(p.Step)*p.Time.Steps()*(1+len(p.Time.Method.Tableau().Stages)) < evaluatedAtMost {
		all := program.Run(p, params, p.Time.Steps(), 1)
		for _, step := range p.Time.Rows() {
			rows = append(rows, all[step])
		}
		return rows, 0, nil
	}
	e, err := New(ctx, p, Options{Workers: 1})
	if err != nil {
		return nil, 0, err
	}
	defer e.Close()
	rows, err = e.One(ctx, params, 0)
	return rows, e.Missed(), err
}

// evaluatedAtMost is how many values the evaluator is asked for: some tenths of a second
// of work.
const evaluatedAtMost = 30_000_000
