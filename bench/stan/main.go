// Command stan sets casus' sampler beside Stan's on the posterior of hares and lynx
// (hudson_lynx_hare-lotka_volterra of posteriordb): effective draws a second on one core.
//
// How many draws a run is worth comes from how far the means of independent runs lie
// apart, not from weights or autocorrelations, which are blind to what a sampler misses:
// the posterior's variance over the variance of the means. Runs of both alternate, so that
// a busy machine slows both. Stan runs as its interface in R does by default, four chains of
// a thousand warm-up steps and a thousand draws, but starts near the priors' centres, without
// which some of its chains never arrive; its compiling is not counted, and of casus
// everything is, from reading the study on.
//
// Stan needs R with rstan (Debian: r-cran-rstan).
//
//	go run ./bench/stan
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"

	"gonum.org/v1/gonum/stat"
)

const (
	reference = "../shared/acceptance/posteriordb/hudson_lynx_hare-lotka_volterra.json"
	folder    = "internal/study/testdata/lotka-volterra"
)

// The parameters in Stan's order, by casus' names and posteriordb's.
var names = [][2]string{{"Hare Birth Rate", "theta[1]"}, {"Predation", "theta[2]"}, {"Lynx Death Rate", "theta[3]"}, {"Conversion", "theta[4]"},
	{"Hare Start", "z_init[1]"}, {"Lynx Start", "z_init[2]"}, {"hare error", "sigma[1]"}, {"lynx error", "sigma[2]"}}

func main() {
	blocks := flag.Int("blocks", 4, "`N` times five runs of each")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := compare(ctx, *blocks); err != nil {
		fmt.Fprintln(os.Stderr, "stan:", err)
		os.Exit(1)
	}
}

// post is the posterior as posteriordb has it.
type post struct {
	Data struct {
		Ts    []float64   `json:"ts"`
		YInit []float64   `json:"y_init"`
		Y     [][]float64 `json:"y"`
	}
	Reference map[string]struct{ Mean, SD float64 }
}

// runs are independent runs of one sampler.
type runs struct {
	seconds []float64
	means   [][]float64 // by run, in the order of names
}

const perBlock = 5

func compare(ctx context.Context, blocks int) error {
	src, err := os.ReadFile(reference)
	if err != nil {
		return err
	}
	var p post
	if err := json.Unmarshal(src, &p); err != nil {
		return fmt.Errorf("%s: %w", reference, err)
	}
	dir, err := os.MkdirTemp("", "casus-stan-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var ours, theirs runs
	version := ""
	for block := range blocks {
		for i := range perBlock {
			if err := ours.casus(ctx, filepath.Join(dir, "study"), p, block*perBlock+i); err != nil {
				return err
			}
		}
		if version, err = theirs.stan(ctx, dir, p, 1000*block); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "stan: block %d of %d done\n", block+1, blocks)
	}
	report(p, &ours, &theirs, version)
	return nil
}

// worth is how many independent draws a run is worth for the parameter at i.
func (r *runs) worth(i int, sd float64) float64 {
	var m []float64
	for _, run := range r.means {
		m = append(m, run[i])
	}
	return sd * sd / stat.Variance(m, nil)
}

func (r *runs) median() float64 {
	s := slices.Sorted(slices.Values(r.seconds))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

func report(p post, ours, theirs *runs, version string) {
	fmt.Printf("%d runs of each on one core; seconds a run, median: casus (wasm) %.2f, Stan (rstan %s) %.2f\n", len(ours.seconds), ours.median(), version, theirs.median())
	fmt.Printf("%-16s %28s %28s\n", "", "effective draws a second", "mean off, reference sd")
	fmt.Printf("%-16s %14s %13s %14s %13s\n", "", "casus", "Stan", "casus", "Stan")
	var logs [2]float64
	for i, n := range names {
		ref := p.Reference[n[1]]
		var rate, off [2]float64
		for k, r := range []*runs{ours, theirs} {
			rate[k] = r.worth(i, ref.SD) / r.median()
			logs[k] += math.Log(rate[k]) / float64(len(names))
			sum := 0.0
			for _, m := range r.means {
				sum += m[i] / float64(len(r.means))
			}
			off[k] = (sum - ref.Mean) / ref.SD
		}
		fmt.Printf("%-16s %14.0f %13.0f %14.3f %13.3f\n", n[0], rate[0], rate[1], off[0], off[1])
	}
	a, b := math.Exp(logs[0]), math.Exp(logs[1])
	fmt.Printf("%-16s %14.0f %13.0f   casus / Stan %.2f\n", "geometric mean", a, b, a/b)
}
