package ensemble_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"path/filepath"
	"testing"

	"casus/internal/ensemble"
	"casus/internal/prob"
	"casus/internal/program"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"
)

// growth is y' = k*y from 1, over two steps of 1: (1+k)^n.
func growth() *program.Program {
	return &program.Program{
		Name: "growth", Time: program.Time{Stop: 2, Step: 1, SaveEvery: 1, Method: program.Euler},
		Params:  []program.Param{{Name: "k"}},
		States:  []program.State{{Name: "y"}},
		Setup:   program.Block{{Op: program.OpParam}, {Op: program.OpConst, Num: 1}},
		Step:    program.Block{{Op: program.OpState}, {Op: program.OpKept}, {Op: program.OpMul, Args: [3]program.ID{0, 1}}},
		Kept:    []program.ID{0},
		Initial: []program.ID{1},
		Rates:   []program.ID{2},
		Outputs: []program.Output{{Name: "y", Value: 0}, {Name: "k", Value: 1}},
	}
}

func run(t *testing.T, o ensemble.Options) *ensemble.State {
	t.Helper()
	s, err := ensemble.Run(context.Background(), growth(), o, nil, func(int, *ensemble.State) {})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func options(t *testing.T, design ensemble.Design, members int) ensemble.Options {
	t.Helper()
	d, err := prob.Parse("uniform(0, 1)")
	if err != nil {
		t.Fatal(err)
	}
	return ensemble.Options{Members: members, Seed: 3, Design: design, Vary: []ensemble.Vary{{Param: 0, Dist: d}}, Base: []float64{0}, Every: 1, Keep: []int{0, 299}}
}

// TestMoments: k is uniform, and y at 2 is (1+k)^2, with mean 7/3 and quantiles
// (1+p)^2. A quantile is within a bin.
func TestMoments(t *testing.T) {
	for design, error := range map[ensemble.Design]float64{ensemble.Random: 4, ensemble.Latin: 0.1, ensemble.Sobol: 0.1, ensemble.Halton: 0.1} {
		const n = 20000
		s := run(t, options(t, design, n))
		const last = 2 * 2 // the third row's first output
		sd := math.Sqrt(31.0/5 - 49.0/9)
		if got := s.Mean[last]; math.Abs(got-7.0/3) > error*sd/math.Sqrt(n) {
			t.Errorf("%s: mean %v, want 7/3", design, got)
		}
		if got := s.Deviation(last); math.Abs(got-sd) > 0.01*sd {
			t.Errorf("%s: deviation %v, want %v", design, got, sd)
		}
		for _, p := range []float64{0.01, 0.05, 0.5, 0.95, 0.99} {
			want := (1 + p) * (1 + p)
			if got := s.Quantile(last, p); math.Abs(got-want) > s.Width[last]+error*0.02 {
				t.Errorf("%s: quantile %v is %v, want %v within %v", design, p, got, want, s.Width[last])
			}
		}
		if s.Quantile(0, 0.3) != 1 || s.Deviation(0) != 0 {
			t.Errorf("%s: a number that is the same for all has quantile %v", design, s.Quantile(0, 0.3))
		}
		if len(s.Kept) != 2 || s.Kept[0][last] != (1+s.Kept[0][1])*(1+s.Kept[0][1]) {
			t.Errorf("%s: kept members %v", design, s.Kept)
		}
	}
}

// TestWorkers: the same bits with one worker and three.
func TestWorkers(t *testing.T) {
	o := options(t, ensemble.Random, 1000)
	o.Workers = 1
	one := run(t, o)
	o.Workers = 3
	if diff := cmp.Diff(one, run(t, o), cmpopts.IgnoreUnexported(ensemble.State{})); diff != "" {
		t.Error(diff)
	}
}

// TestGoesOn: a run that was broken off and stored gives the same bits in the end.
func TestGoesOn(t *testing.T) {
	o := options(t, ensemble.Sobol, 10_000) // more than are run between two reports
	whole := run(t, o)
	path := filepath.Join(t.TempDir(), "state")
	ctx, cancel := context.WithCancel(context.Background())
	s, err := ensemble.Run(ctx, growth(), o, nil, func(done int, _ *ensemble.State) {
		if done > 700 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || s.Done >= o.Members {
		t.Fatalf("%v after %d members", err, s.Done)
	}
	if err := s.Save(path, "a"); err != nil {
		t.Fatal(err)
	}
	if other, err := ensemble.Load(path, "b", o.Keep); err != nil || other != nil {
		t.Errorf("another ensemble's state was taken: %v", err)
	}
	again, err := ensemble.Load(path, "a", o.Keep)
	if err != nil {
		t.Fatal(err)
	}
	end, err := ensemble.Run(context.Background(), growth(), o, again, func(int, *ensemble.State) {})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, end, cmpopts.IgnoreUnexported(ensemble.State{})); diff != "" {
		t.Error(diff)
	}
}

func TestTable(t *testing.T) {
	s := run(t, options(t, ensemble.Random, 300))
	rows := s.Table(growth(), 1)
	if len(rows) != 6 || rows[2].Variable != "y" || rows[2].Time != 2 || rows[2].Members != 300 {
		t.Fatalf("rows %+v", rows)
	}
	var b bytes.Buffer
	if err := ensemble.WriteTable(&b, "a.parquet", rows); err != nil {
		t.Fatal(err)
	}
	back, err := parquet.Read[ensemble.Row](bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, back); diff != "" {
		t.Error(diff)
	}
	for _, file := range []string{"a.csv", "a.tsv", "a.json"} {
		b.Reset()
		if err := ensemble.WriteTable(&b, file, rows); err != nil {
			t.Error(err)
		}
	}
	// What is no number is null, in a row that still has all its columns.
	rows[0].Q50 = math.NaN()
	b.Reset()
	if err := ensemble.WriteTable(&b, "a.json", rows[:1]); err != nil {
		t.Fatal(err)
	}
	var read []map[string]any
	if err := json.Unmarshal(b.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if median, there := read[0]["q50"]; !there || median != nil || len(read[0]) != 14 || read[0]["mean"] != 1.0 {
		t.Errorf("a median that is no number became %v in %v", median, read[0])
	}
	if err := ensemble.WriteTable(&b, "a.doc", rows); err == nil {
		t.Error("an ending that is none was taken")
	}
}
