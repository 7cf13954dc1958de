package study_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/study"
)

// posteriordb is where the reference posteriors stand (Magnusson and others, posteriordb,
// commit 28f8d3d; of sir-sir the reference was computed with long runs).
const posteriordb = "../../../shared/acceptance/posteriordb"

// reference is a posterior's file.
type reference struct {
	Data      json.RawMessage
	Reference map[string]struct {
		Mean, SD float64
		Q        map[string]float64
	}
}

func readReference(t *testing.T, name string, data any) reference {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(posteriordb, name+".json"))
	if err != nil {
		t.Skipf("no reference posteriors here: %v", err)
	}
	var r reference
	if err := json.Unmarshal(src, &r); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(r.Data, data); err != nil {
		t.Fatal(err)
	}
	return r
}

// calibrate copies a study of testdata, gives it a table and calibrates it, by four passes: the
// upper end of a skewed number wanders by a tenth of a standard deviation in the draws of two.
func calibrate(t *testing.T, name, table string) *study.Calibration {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", name))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data.csv"), []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	s, list, err := study.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	c, err := s.Calibrate(context.Background(), study.FullOptions(4))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// holdTo wants means within 0.1 reference standard deviations, standard deviations within
// 10 % and the quantiles 5 and 95 within 0.15 (acceptance A1).
func holdTo(t *testing.T, c *study.Calibration, r reference, names map[string]string) {
	t.Helper()
	for _, n := range c.Learned {
		ref, ok := r.Reference[names[n.Name]]
		if !ok {
			t.Fatalf("there is no reference for %s", n.Name)
		}
		off := func(got, want float64) float64 { return (got - want) / ref.SD }
		t.Logf("%-16s mean %+.3f sd, spread %.3f, 5 %% %+.3f, 95 %% %+.3f, R-hat %.3f, effective draws %.0f", n.Name, off(n.Mean, ref.Mean), n.SD/ref.SD,
			off(n.Q05, ref.Q["0.05"]), off(n.Q95, ref.Q["0.95"]), n.RHat, n.Bulk)
		if math.Abs(off(n.Mean, ref.Mean)) > 0.1 || math.Abs(n.SD/ref.SD-1) > 0.1 ||
			math.Abs(off(n.Q05, ref.Q["0.05"])) > 0.15 || math.Abs(off(n.Q95, ref.Q["0.95"])) > 0.15 {
			t.Errorf("%s is %.5g (sd %.3g, 5 to 95 %% %.5g to %.5g), the reference %.5g (%.3g, %.5g to %.5g)", n.Name, n.Mean, n.SD, n.Q05, n.Q95,
				ref.Mean, ref.SD, ref.Q["0.05"], ref.Q["0.95"])
		}
	}
	if m := c.Diagnostics.Mixing; m.RHat > 1.02 {
		t.Errorf("R-hat %.3f of %s", m.RHat, m.RHatOf)
	}
}

func TestHaresAndLynx(t *testing.T) {
	var data struct {
		Ts    []float64   `json:"ts"`
		YInit []float64   `json:"y_init"`
		Y     [][]float64 `json:"y"`
	}
	r := readReference(t, "hudson_lynx_hare-lotka_volterra", &data)
	var table strings.Builder
	fmt.Fprintf(&table, "year,hare,lynx\n0,%v,%v\n", data.YInit[0], data.YInit[1])
	for i, y := range data.Y {
		fmt.Fprintf(&table, "%v,%v,%v\n", data.Ts[i], y[0], y[1])
	}
	holdTo(t, calibrate(t, "lotka-volterra", table.String()), r, map[string]string{
		"Hare Birth Rate": "theta[1]", "Predation": "theta[2]", "Lynx Death Rate": "theta[3]", "Conversion": "theta[4]",
		"Hare Start": "z_init[1]", "Lynx Start": "z_init[2]", "hare error": "sigma[1]", "lynx error": "sigma[2]"})
}

func TestEpidemicThroughWater(t *testing.T) {
	var data struct {
		T    []float64 `json:"t"`
		Stoi []float64 `json:"stoi_hat"`
		B    []float64 `json:"B_hat"`
	}
	r := readReference(t, "sir-sir", &data)
	var table strings.Builder
	fmt.Fprintf(&table, "day,infections,bacteria\n")
	for i, at := range data.T {
		fmt.Fprintf(&table, "%v,%v,%v\n", at, data.Stoi[i], data.B[i])
	}
	holdTo(t, calibrate(t, "sir", table.String()), r, map[string]string{
		"Contact Rate": "beta", "Recovery Rate": "gamma", "Shedding Rate": "xi", "Decay Rate": "delta"})
}
