package infer_test

import (
	"context"
	"math"
	"testing"

	"casus/internal/infer"
	"casus/internal/prob"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestRanksOfARegression is simulation-based calibration on a straight line through ten
// points (acceptance A2.5): lines drawn from the prior, points from the lines, 500 times;
// the line and the likelihood stand at any rank among 99 draws equally often, p > 0.001 in
// 20 bins.
func TestRanksOfARegression(t *testing.T) {
	if testing.Short() {
		t.Skip("five hundred posteriors take some seconds")
	}
	const replicates, draws, bins = 500, 99, 20
	counts := [3][bins]float64{}
	for r := range uint64(replicates) {
		stream := prob.NewStream(11, "truth", r)
		truth := []float64{stream.Normal(), stream.Normal()}
		to := func(z []float64) []float64 { return []float64{10 * z[0], 10 * z[1]} }
		y := make([]float64, 10)
		for i := range y {
			b := to(truth)
			y[i] = b[0] + b[1]*float64(i) + 0.5*stream.Normal()
		}
		target := transformed{dims: 2, to: to, logLik: func(b []float64) float64 {
			sum := 0.0
			for i, v := range y {
				sum += normalLog(v, b[0]+b[1]*float64(i), 0.5)
			}
			return sum
		}}
		result, err := infer.Run(context.Background(), target, infer.Options{Particles: 2 * draws, Seed: r, Run: "ranks", MinMoves: 4, MaxMoves: 60, Correlation: 0.05})
		if err != nil {
			t.Fatal(err)
		}
		var below [3]int
		for i := range draws {
			z := result.State.Z[2*i]
			for d := range truth {
				if z[d] < truth[d] {
					below[d]++
				}
			}
			if target.logLik(to(z)) < target.logLik(to(truth)) {
				below[2]++
			}
		}
		for d, n := range below {
			counts[d][n*bins/(draws+1)]++
		}
	}
	for d, name := range []string{"intercept", "slope", "log-likelihood"} {
		statistic := 0.0
		for _, n := range counts[d] {
			statistic += math.Pow(n-replicates/bins, 2) / (replicates / bins)
		}
		p := distuv.ChiSquared{K: bins - 1}.Survival(statistic)
		t.Logf("%s: p = %.3f", name, p)
		if p < 0.001 {
			t.Errorf("%s: ranks are not uniform, p = %.2g: %v", name, p, counts[d])
		}
	}
}
