// Command sbc checks a study's sampler and likelihood against one another by
// simulation-based calibration at reduced size: constants from the prior, claims from the
// likelihood, a calibration on these claims, and the ranks of the constants among its
// draws. It prints a row a number, with the ranks in twenty bins, the p-value of a chi-square
// test that they are uniform, their mean (a half, with a standard error of 0.289 over the root
// of the replicates) and the coverage of intervals, and fails when a test does.
//
//	go run ./bench/sbc studies/dprk-ukraine
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"text/tabwriter"
	"time"

	"casus/internal/engine"
	"casus/internal/study"
)

func main() {
	replicates := flag.Int("replicates", 200, "`N` sets of simulated claims")
	particles := flag.Int("particles", 300, "`N` particles of each calibration")
	stages := flag.Int("stages", 1, "`N` stages in which claims come in")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := check(ctx, flag.Arg(0), *replicates, *particles, *stages); err != nil {
		fmt.Fprintf(os.Stderr, "sbc: %v\n", err)
		os.Exit(1)
	}
}

func check(ctx context.Context, dir string, replicates, particles, stages int) error {
	s, list, err := study.Load(dir)
	if err != nil {
		return err
	}
	if err := list.Err(); err != nil {
		return err
	}
	began, told := time.Now(), time.Now()
	c, err := s.SelfCheck(ctx, study.SelfCheckOptions{Replicates: replicates, Stages: stages, Draws: 39, Analyse: 1,
		Options: study.Options{Particles: particles, MinMoves: 5, MaxMoves: 40, Correlation: 0.1, Chains: 39, Thin: 1000, Engine: engine.Auto, Replicates: replicates,
			Progress: func(_ string, done float64) {
				if time.Since(told) > 10*time.Second {
					told = time.Now()
					left := time.Duration(float64(time.Since(began)) * (1 - done) / done)
					fmt.Fprintf(os.Stderr, "sbc: %.0f %%, %s left\n", 100*done, left.Round(time.Second))
				}
			}}})
	if err != nil {
		return err
	}
	return report(c)
}

// report prints the check; the error names what fails, at a level of 0.01 over all numbers.
func report(c *study.SelfCheck) error {
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%d replicates\tranks among %d draws\tp\tmean\t50 %%\t80 %%\t95 %%\t\n", c.Replicates, c.Draws)
	failed, tests := 0, float64(len(c.Numbers))
	var all []int
	for _, n := range c.Numbers {
		all = append(all, n.Ranks...)
		mean := 0.0
		for _, r := range n.Ranks {
			mean += (float64(r) + 0.5) / float64(c.Draws+1) / float64(len(n.Ranks))
		}
		fmt.Fprintf(t, "%s\t%s\t%.4f\t%.3f", n.Name, bars(n.Ranks, c.Draws), n.P, mean)
		if n.P < 0.01/tests {
			failed++
		}
		for _, v := range n.Coverage {
			mark := ""
			if low, high := study.BinomialBand(c.Replicates, v.Level, 0.01/(3*tests)); v.Share < low || v.Share > high {
				mark = " outside"
				failed++
			}
			fmt.Fprintf(t, "\t%.1f%s", 100*v.Share, mark)
		}
		fmt.Fprintln(t, "\t")
	}
	fmt.Fprintf(t, "all numbers\t%s\t\t", bars(all, c.Draws))
	for _, v := range c.Pooled {
		fmt.Fprintf(t, "\t%.1f", 100*v.Share)
		if v.Share < v.Level-0.04 || v.Share > v.Level+0.04 {
			failed++
		}
	}
	fmt.Fprintln(t, "\t")
	if err := t.Flush(); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%d tests fail", failed)
	}
	return nil
}

// bars draws ranks from 0 to draws in the bins of the test; a bar of half the height is what is to be expected.
func bars(ranks []int, draws int) string {
	const bins = study.RankBins
	var counts [bins]int
	for _, r := range ranks {
		counts[r*bins/(draws+1)]++
	}
	heights, out := []rune("▁▂▃▄▅▆▇█"), make([]rune, bins)
	for i, n := range counts {
		out[i] = heights[min(len(heights)-1, n*bins*len(heights)/(2*len(ranks)))]
	}
	return string(out)
}
