// Command startup times casus as a whole process, from a model on disk to the first
// number: the flagship's, and one of 5,000 equations that it writes. It prints medians.
//
//	go run ./bench/startup
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	if err := measure(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "startup:", err)
		os.Exit(1)
	}
}

const rounds = 15

func measure(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "casus-startup-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	casus, large := filepath.Join(dir, "casus"), filepath.Join(dir, "large.mdl")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", casus, "./cmd/casus").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	if err := os.WriteFile(large, []byte(chain(1000)), 0o644); err != nil {
		return err
	}
	for _, model := range []struct{ file, save string }{{"studies/dprk-ukraine/model.mdl", "Russian Troops"}, {large, "Stock 1000"}} {
		var took []time.Duration
		for range rounds {
			began := time.Now()
			cmd := exec.CommandContext(ctx, casus, "run", model.file, "--save", model.save, "-o", filepath.Join(dir, "out.csv"))
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%w\n%s", err, out)
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		fmt.Printf("%-34s %6.1f ms (%.1f to %.1f)\n", filepath.Base(model.file), ms(took[rounds/2]), ms(took[0]), ms(took[rounds-1]))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// chain is a model of five equations to a link: a stock that the one before feeds, its two
// flows, an effect by table and a constant.
func chain(links int) string {
	var b strings.Builder
	b.WriteString("{UTF-8}\nINITIAL TIME = 0 ~~|\nFINAL TIME = 100 ~~|\nTIME STEP = 1 ~~|\nSAVEPER = TIME STEP ~~|\nInflow 0 = 1 + SIN(Time / 10) ~~|\n")
	for i := 1; i <= links; i++ {
		fmt.Fprintf(&b, "Stock %d = INTEG(Inflow %d - Outflow %d, %d) ~~|\n", i, i, i, 1+i%7)
		fmt.Fprintf(&b, "Inflow %d = Inflow %d * 0.5 + Effect %d ~~|\n", i, i-1, i)
		fmt.Fprintf(&b, "Outflow %d = Stock %d / Delay %d ~~|\n", i, i, i)
		fmt.Fprintf(&b, "Effect %d = WITH LOOKUP(Stock %d, ((0,1),(2,0.8),(5,0.4),(9,0.1))) ~~|\n", i, i)
		fmt.Fprintf(&b, "Delay %d = %d ~~|\n", i, 3+i%5)
	}
	return b.String()
}
