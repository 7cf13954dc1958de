// Command engine measures one step of one member of a model: in the plain Go
// evaluator, in the compiled module and in native code, on one worker and on all. It
// prints medians of several rounds, taken in turn so that noise falls on all alike.
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

const rounds = 9

// way is one way of running members.
type way struct {
	name    string
	members int
	run     func(members int) error
	ns      []float64
}

func measure(path string) error {
	c, err := compile.File(path)
	if err != nil {
		return err
	}
	if err := c.Faults.Err(); err != nil {
		return err
	}
	p := c.Program
	ways := []*way{{name: "evaluator in plain Go", members: 20, run: func(members int) error {
		for range members {
			program.Run(p, p.Defaults(), p.Time.Steps(), p.Time.SaveEvery)
		}
		return nil
	}}}
	for _, kind := range []engine.Kind{engine.Wasm, engine.Native} {
		for _, workers := range []int{1, runtime.GOMAXPROCS(0)} {
			e, err := engine.New(context.Background(), p, engine.Options{Workers: workers, Kind: kind, MaxRows: 2})
			if err != nil {
				fmt.Fprintf(os.Stderr, "left out: %v\n", err)
				continue
			}
			defer e.Close()
			ways = append(ways, &way{name: fmt.Sprintf("%s, workers: %d", kind, workers), members: 6000 * workers, run: func(members int) error {
				return e.Run(context.Background(), engine.Batch{Members: members, SaveEvery: p.Time.Steps(), Visit: func(int, engine.Rows) error { return nil }})
			}})
		}
	}
	for round := range rounds + 1 {
		for _, w := range ways {
			began := time.Now()
			if err := w.run(w.members); err != nil {
				return err
			}
			if round > 0 { // the first warms up
				w.ns = append(w.ns, float64(time.Since(began).Nanoseconds())/float64(w.members*(p.Time.Steps()+1)))
			}
		}
	}
	fmt.Printf("%s: %d states, %d operations a step, %d steps\n", path, len(p.States), len(p.Step), p.Time.Steps())
	for i, w := range ways {
		sorted := slices.Sorted(slices.Values(w.ns))
		fmt.Printf("%-24s %8.1f ns a member-step (median of %d; %.1f to %.1f)", w.name, sorted[rounds/2], rounds, sorted[0], sorted[rounds-1])
		if i > 0 && i%2 == 0 {
			fmt.Printf(", %.2f times one worker", ratio(ways[i-1], w))
		}
		fmt.Println()
	}
	return nil
}

// ratio is the median over rounds of how many times faster b is than a.
func ratio(a, b *way) float64 {
	var r []float64
	for i := range a.ns {
		r = append(r, a.ns[i]/b.ns[i])
	}
	slices.Sort(r)
	return r[len(r)/2]
}
