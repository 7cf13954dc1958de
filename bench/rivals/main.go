// Command rivals times ensembles of the same model in casus, in C written by hand and in
// other engines, on one core, in one run: rounds in which each takes its turn, and the
// medians as ratios. All do the same work (the same five constants varied in the same way,
// seven outputs kept at every step) and are held to the same means of the last row.
//
//	go run ./bench/rivals flagship
//	go run ./bench/rivals provinces
//	go run ./bench/rivals regions
//
// It needs a C compiler with glibc's libmvec, and for SDEverywhere node, npm and a
// registry; what is not there is left out with a word. docs/performance.md has the results.
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 7, "rounds, at least 5")
	world3 := flag.String("world3", "", "with 'world3', a copy of World3-03 as .mdl")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := compare(ctx, flag.Arg(0), *world3, max(5, *rounds)); err != nil {
		fmt.Fprintf(os.Stderr, "rivals: %v\n", err)
		os.Exit(1)
	}
}

// contender runs so many members of a case on one core.
type contender struct {
	name    string
	run     func(ctx context.Context, members int) (took time.Duration, means []float64, err error)
	members int             // of a round
	took    []time.Duration // a member, by round
}

// aRound is how long a contender runs in each round.
const aRound = 700 * time.Millisecond

func compare(ctx context.Context, name, world3 string, rounds int) error {
	c, err := pick(name, world3)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "casus-rivals-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var all []*contender
	for _, make := range []func(context.Context, *benchCase, string) ([]*contender, error){casus, byHand, sdeverywhere, simlin} {
		some, err := make(ctx, c, dir)
		if err != nil {
			fmt.Fprintf(os.Stderr, "left out: %v\n", err)
		}
		all = append(all, some...)
	}
	var want []float64
	for _, r := range all {
		_, means, err := r.run(ctx, checked)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		if want == nil {
			want = means
		}
		if err := agree(means, want); err != nil {
			return fmt.Errorf("%s computes something else: %w", r.name, err)
		}
		took, _, err := r.run(ctx, checked)
		if err != nil {
			return err
		}
		r.members = max(checked, int(checked*float64(aRound)/float64(took)))
	}
	for range rounds {
		for _, r := range all {
			took, _, err := r.run(ctx, r.members)
			if err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			r.took = append(r.took, took/time.Duration(r.members))
		}
	}
	fmt.Printf("%s: %s; %s, %s; medians of %d rounds\n\n", c.name, c.what, processor(), runtime.Version(), rounds)
	fmt.Printf("%-44s %10s %8s  %s\n", "", "runs a s", "ratio", "range over the rounds")
	first := median(all[0].took)
	for _, r := range all {
		m := median(r.took)
		fmt.Printf("%-44s %10.0f %8.2f  %.0f to %.0f\n", r.name, 1/m.Seconds(), float64(first)/float64(m),
			1/slices.Max(r.took).Seconds(), 1/slices.Min(r.took).Seconds())
	}
	return nil
}

// checked is how many members are run to compare what contenders compute: a multiple of
// every number of lanes.
const checked = 64

// agree holds means to others, to a part in 10^8: libmvec and other orders of summing
// differ in their last digits.
func agree(got, want []float64) error {
	if len(got) != len(want) {
		return fmt.Errorf("%d outputs for %d", len(got), len(want))
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-8*math.Abs(want[i])+1e-12) {
			return fmt.Errorf("mean of output %d is %v, that of the first contender %v", i+1, got[i], want[i])
		}
	}
	return nil
}

func median(d []time.Duration) time.Duration {
	s := slices.Sorted(slices.Values(d))
	return s[len(s)/2]
}

// processor is its name as Linux tells it, elsewhere the architecture.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
