package engine

import (
	"context"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
)

// Batch is an ensemble to run.
type Batch struct {
	Members int
	// Set writes a member's params over the engine's base, the program's defaults if none was given. It is called from
	// several goroutines at once.
	Set       func(member int, params []float64)
	Steps     int // how many steps to make; 0 means all
	SaveEvery int // steps between rows; 0 means the program's own
	// Visit gets a member's rows, which are valid during the call only. It is called
	// once a member, from several goroutines at once, in no order. An error ends the
	// batch.
	Visit func(member int, rows Rows) error

	saved []int // the steps of the rows, where the program has a grid of its own
}

// Run runs all members, in groups spread over the workers. It returns the first
// error of Visit, or that of the context.
func (e *Engine) Run(ctx context.Context, b Batch) error {
	if b.Steps == 0 {
		b.Steps = e.program.Time.Steps()
	}
	if b.SaveEvery == 0 {
		b.SaveEvery = e.program.Time.SaveEvery
		if g := e.program.Time.Grid; g != nil {
			b.SaveEvery, b.saved = 1, g.Saved
			for len(b.saved) > 0 && b.saved[len(b.saved)-1] > b.Steps {
				b.saved = b.saved[:len(b.saved)-1]
			}
		}
	}
	if rows := b.Steps/b.SaveEvery + 1; rows > e.maxRows {
		return fmt.Errorf("%d rows to save, but the engine of %s was made for %d", rows, e.program.Name, e.maxRows)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	perGroup := e.lanes
	if e.program.Time.Method.Tableau().Auto() {
		perGroup = 1 // its steps follow one member, which runs in all lanes
	}
	groups := (b.Members + perGroup - 1) / perGroup
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(e.workers, groups) {
		workers.Go(func() {
			if err := e.work(ctx, &b, perGroup, &next); err != nil {
				cancel(err)
			}
		})
	}
	workers.Wait()
	return context.Cause(ctx)
}

// work runs group after group until there are none left.
func (e *Engine) work(ctx context.Context, b *Batch, perGroup int, next *atomic.Int64) error {
	i, err := e.take(ctx)
	if err != nil {
		return err
	}
	defer e.give(i)
	params := make([]float64, len(e.program.Params))
	for {
		first := perGroup * int(next.Add(1)-1)
		if first >= b.Members {
			return nil
		}
		last := min(first+perGroup, b.Members) - 1 // it runs in the lanes that are left, too
		for lane := range e.lanes {
			member := min(first+lane, last)
			copy(params, e.base)
			if b.Set != nil {
				b.Set(member, params)
			}
			for j, x := range params {
				if e.fixed[j] && math.Float64bits(x) != math.Float64bits(e.base[j]) {
					return fmt.Errorf("member %d changes %q to %v, which the engine was told would stay %v", member, e.program.Params[j].Name, x, e.base[j])
				}
				i.put(e.params+8*(e.lanes*j+lane), x)
			}
		}
		if err := i.run(ctx, b.Steps, b.SaveEvery, e.perCall); err != nil {
			return err
		}
		e.missed.Add(i.missed())
		for member := first; member <= last; member++ {
			if err := b.Visit(member, e.rows(i, member-first, b)); err != nil {
				return err
			}
		}
	}
}

// One runs a single member; params nil means the defaults, saveEvery 0 the
// program's own. Row r holds the outputs at step r*saveEvery, or with 0 at the step
// Time.Rows()[r].
func (e *Engine) One(ctx context.Context, params []float64, saveEvery int) ([][]float64, error) {
	var out [][]float64
	err := e.Run(ctx, Batch{
		Members:   1,
		SaveEvery: saveEvery,
		Set: func(_ int, p []float64) {
			if params != nil {
				copy(p, params)
			}
		},
		Visit: func(_ int, rows Rows) error {
			for r := range rows.Len() {
				row := make([]float64, len(e.program.Outputs))
				rows.Row(r, row)
				out = append(out, row)
			}
			return nil
		},
	})
	return out, err
}
