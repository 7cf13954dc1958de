package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"casus/internal/engine"
	"casus/internal/program"
)

// casus makes the contenders of this project: its module and its native code.
func casus(ctx context.Context, c *benchCase, dir string) ([]*contender, error) {
	p, err := c.load(dir)
	if err != nil {
		return nil, err
	}
	var vary []int
	for _, name := range c.vary {
		i := slices.IndexFunc(p.Params, func(q program.Param) bool { return q.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%s has no constant %q", c.file, name)
		}
		vary = append(vary, i)
	}
	var out []*contender
	for _, kind := range []engine.Kind{engine.Wasm, engine.Native} {
		began := time.Now()
		e, err := engine.New(ctx, p, engine.Options{Workers: 1, Kind: kind, Vary: vary})
		if err != nil {
			return out, err
		}
		fmt.Printf("casus, %s: compiled in %v\n", kind, time.Since(began).Round(time.Millisecond))
		out = append(out, &contender{name: "casus, " + string(kind), run: ensemble(e, p, c, vary)})
	}
	return out, nil
}

// ensemble runs members and adds up their last rows, in the order of c.outputs.
func ensemble(e *engine.Engine, p *program.Program, c *benchCase, vary []int) func(context.Context, int) (time.Duration, []float64, error) {
	order := make([]int, len(c.outputs))
	for i, name := range c.outputs {
		order[i] = p.OutputIndex(name)
	}
	return func(ctx context.Context, members int) (time.Duration, []float64, error) {
		means := make([]float64, len(order))
		began := time.Now()
		err := e.Run(ctx, engine.Batch{
			Members:   members,
			SaveEvery: 1,
			Set: func(member int, params []float64) {
				for i, at := range vary {
					params[at] = varied(p.Params[at].Default, member, i)
				}
			},
			Visit: func(_ int, rows engine.Rows) error {
				for i, o := range order {
					means[i] += rows.At(rows.Len()-1, o) / float64(members)
				}
				return nil
			},
		})
		return time.Since(began), means, err
	}
}
