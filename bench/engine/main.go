// Command engine measures one step of one member of a model: in the plain Go
// evaluator, in the compiled module on one worker, and on all. It prints medians of
// several rounds, taken in turn so that noise falls on all alike.
//
//	go run ./bench/engine studies/dprk-ukraine/model.mdl
package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"casus/internal/compile"
	"casus/internal/engine"
	"casus/internal/program"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./bench/engine MODEL.mdl")
		os.Exit(2)
	}
	if err := measure(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		os.Exit(1)
	}
}

const (
	rounds  = 7
	members = 200 // of the module; the evaluator runs a tenth of them
)

func measure(path string) error {
	c, err := compile.File(path)
	if err != nil {
		return err
	}
	if err := c.Faults.Err(); err != nil {
		return err
	}
	p := c.Program
	began := time.Now()
	one, err := engine.New(context.Background(), p, engine.Options{Workers: 1})
	if err != nil {
		return err
	}
	defer one.Close()
	compiling := time.Since(began)
	all, err := engine.New(context.Background(), p, engine.Options{})
	if err != nil {
		return err
	}
	defer all.Close()

	module := func(e *engine.Engine) func() (int, error) {
		return func() (int, error) {
			return members, e.Run(context.Background(), engine.Batch{Members: members, Visit: func(int, engine.Rows) error { return nil }})
		}
	}
	ways := []struct {
		name string
		run  func() (int, error)
		ns   []float64
	}{
		{name: "evaluator in plain Go", run: func() (int, error) {
			for range members / 10 {
				program.Run(p, p.Defaults(), p.Time.Steps(), p.Time.SaveEvery)
			}
			return members / 10, nil
		}},
		{name: "module, one worker", run: module(one)},
		{name: fmt.Sprintf("module, %d workers", runtime.GOMAXPROCS(0)), run: module(all)},
	}
	for range rounds {
		for i := range ways {
			began := time.Now()
			n, err := ways[i].run()
			if err != nil {
				return err
			}
			ways[i].ns = append(ways[i].ns, float64(time.Since(began).Nanoseconds())/float64(n*(p.Time.Steps()+1)))
		}
	}
	fmt.Printf("%s: %d states, %d operations a step, %d steps; compiled in %v\n", path, len(p.States), len(p.Step), p.Time.Steps(), compiling.Round(time.Millisecond))
	for _, w := range ways {
		slices.Sort(w.ns)
		fmt.Printf("%-24s %8.0f ns a member-step (median of %d; %.0f to %.0f)\n", w.name, w.ns[rounds/2], rounds, w.ns[0], w.ns[rounds-1])
	}
	return nil
}
