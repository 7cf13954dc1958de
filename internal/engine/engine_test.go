package engine_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"casus/internal/engine"
	"casus/internal/engine/enginetest"
	"casus/internal/native"
	"casus/internal/program"
)

// TestRandomPrograms compares engine and evaluator on programs that no one wrote:
// every operation, both methods, blocks cut into several functions.
func TestRandomPrograms(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		size := 5 + r.IntN(60)
		if seed%60 == 0 {
			size = 2500 // more than one function holds
		}
		p := randomProgram(r, size)
		if err := p.Check(); err != nil {
			t.Fatalf("seed %d: the made program is unfit: %v", seed, err)
		}
		params := make([][]float64, 3)
		for i := range params {
			params[i] = []float64{r.NormFloat64() * 10, r.ExpFloat64(), number(r)}
		}
		enginetest.Agree(t, p, params)
		program.Optimise(p)
		enginetest.Agree(t, p, params)
		if seed%4 == 0 {
			enginetest.Agree(t, shared(t, p, params), params)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// shared is the program for members of which only the second param differs, and makes
// params so; it holds its outputs' bits to those of the program that it is made of.
func shared(t *testing.T, p *program.Program, params [][]float64) *program.Program {
	t.Helper()
	for _, v := range params {
		v[0], v[2] = params[0][0], params[0][2]
	}
	q := p.Share(params[0], []int{1})
	if err := q.Check(); err != nil {
		t.Fatalf("the program of what members share is unfit: %v", err)
	}
	for _, v := range params {
		want, got := program.Run(p, v, p.Time.Steps(), 1), program.Run(q, v, p.Time.Steps(), 1)
		for r := range want {
			for o, x := range want[r] {
				if !enginetest.SameBits(got[r][o], x) {
					t.Fatalf("step %d, %s: %x with what members share computed ahead, %x without", r, p.Outputs[o].Name, got[r][o], x)
				}
			}
		}
	}
	return q
}

// TestFixedParams: an engine that was told which params vary refuses another.
func TestFixedParams(t *testing.T) {
	p := decay(3, 0.5)
	p.Params = append(p.Params, program.Param{Name: "other", Default: 2})
	e, err := engine.New(context.Background(), p, engine.Options{Vary: []int{0}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, err = e.One(context.Background(), []float64{1, 3}, 1)
	if err == nil || !strings.Contains(err.Error(), `changes "other" to 3`) {
		t.Errorf("a param that was to stay: %v", err)
	}
	if _, err = e.One(context.Background(), []float64{1, 2}, 1); err != nil {
		t.Error(err)
	}
}

// TestRandomProgramsNative does the same with native code, on fewer programs: a compiler
// takes its time.
func TestRandomProgramsNative(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 11))
		size := 5 + r.IntN(120)
		if seed == 29 {
			size = 2500 // more than one function holds
		}
		p := randomProgram(r, size)
		params := make([][]float64, 19) // with groups that are not full
		for i := range params {
			params[i] = []float64{r.NormFloat64() * 10, r.ExpFloat64(), number(r)}
		}
		if !native.Fits(p) {
			p.Time.Method = program.Euler
		}
		if seed%2 == 0 {
			program.Optimise(p)
		}
		if seed%4 == 0 {
			p = shared(t, p, params)
		}
		enginetest.AgreeNative(t, p, params)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestKernel: every function of the maths kernel has the evaluator's bits on both
// engines, for arguments of every size, alone and beside others in a vector.
func TestKernel(t *testing.T) {
	p := &program.Program{Name: "kernel", Time: program.Time{Stop: 1, Step: 1, SaveEvery: 1, Method: program.Euler},
		Params: []program.Param{{Name: "x"}, {Name: "y"}}, Setup: program.Block{{Op: program.OpParam, Ref: 0}, {Op: program.OpParam, Ref: 1}}, Kept: []program.ID{0, 1},
		Step: program.Block{{Op: program.OpKept, Ref: 0}, {Op: program.OpKept, Ref: 1}}}
	for op := program.OpExp; op.String() != "unknown"; op++ {
		if op.Kernel() == nil {
			continue
		}
		p.Outputs = append(p.Outputs, program.Output{Name: op.String(), Value: program.ID(len(p.Step))})
		p.Step = append(p.Step, program.Value{Op: op, Args: [3]program.ID{0, 1, 1}})
	}
	r := rand.New(rand.NewPCG(1, 9))
	params := [][]float64{{0x1p50, 1}, {0x1p51, -1}, {math.Inf(1), 0}, {math.NaN(), 2}, {math.MaxFloat64, 0.5}, {1, 1e300}}
	for range 2000 {
		params = append(params, []float64{number(r), number(r)},
			[]float64{math.Copysign(math.Exp2(2098*r.Float64()-1074), r.Float64()-0.5), 4 * r.NormFloat64()})
	}
	enginetest.Agree(t, p, params)
	enginetest.AgreeNative(t, p, params)
}

func number(r *rand.Rand) float64 {
	special := []float64{0, 1, -1, math.Copysign(0, -1), 0.5, 1e300, 1e-310, math.Inf(1), math.NaN(), 2}
	if r.IntN(3) == 0 {
		return special[r.IntN(len(special))]
	}
	return r.NormFloat64() * math.Exp(3*r.NormFloat64())
}

// randomProgram has three params, four states, four tables and blocks of the size.
func randomProgram(r *rand.Rand, size int) *program.Program {
	var long []float64
	for i := range 30 {
		long = append(long, math.Copysign(float64(i*i-200), float64(i)-14.5)/40)
	}
	slices.Sort(long)
	p := &program.Program{
		Name:   "random",
		Time:   program.Time{Start: -1, Stop: 2, Step: 0.3, SaveEvery: 1, Method: program.Euler},
		Params: []program.Param{{Name: "a"}, {Name: "b"}, {Name: "c"}},
		States: []program.State{{Name: "A"}, {Name: "B", Held: r.IntN(2) == 0}, {Name: "C"}, {Name: "D", Held: r.IntN(4) == 0}},
		Tables: []program.Table{{Name: "one", X: []float64{1}, Y: []float64{3}},
			{Name: "even", X: []float64{-0.2, -0.1, 0, 0.1, 0.2, 0.3}, Y: []float64{3, 1, 4, 1, 5, 9}, Stepped: r.IntN(3) == 0},
			{Name: "long", X: long, Y: long},
			{Name: "many", X: []float64{-3, -1, -0.5, 0, 0.1, 2, 5}, Y: []float64{1, 2, -3, 4, 0, 0, 7}, Stepped: r.IntN(3) == 0}},
	}
	p.Time.Method = []program.Method{program.Euler, program.RK2, program.Heun, program.RK4, program.RK45}[r.IntN(5)]
	if r.IntN(4) == 0 {
		p.Time.Grid = &program.Grid{Times: []float64{-1, -0.9, -0.25, 0.5, 1.75, 2, 2.5}, Saved: []int{0, 3, 5}}
	}
	p.Setup = randomBlock(r, size/3+1, true, 0)
	last := func(n int) program.ID { return program.ID(r.IntN(n)) }
	for range 5 {
		p.Kept = append(p.Kept, last(len(p.Setup)))
	}
	p.Step = randomBlock(r, size, false, len(p.Kept))
	for range p.States {
		p.Initial = append(p.Initial, last(len(p.Setup)))
		p.Rates = append(p.Rates, last(len(p.Step)))
	}
	for _, name := range []string{"v", "w", "x", "y", "z"} {
		p.Outputs = append(p.Outputs, program.Output{Name: name, Value: last(len(p.Step))})
	}
	p.Outputs = append(p.Outputs, program.Output{Name: "last", Value: program.ID(len(p.Step) - 1)})
	return p
}

func randomBlock(r *rand.Rand, size int, setup bool, kept int) program.Block {
	var block program.Block
	for len(block) < size {
		op := program.Op(r.IntN(int(program.OpLookup) + 1))
		v := program.Value{Op: op}
		switch {
		case op == program.OpConst:
			v.Num = number(r)
		case op == program.OpParam && setup:
			v.Ref = int32(r.IntN(3))
		case op == program.OpKept && !setup:
			v.Ref = int32(r.IntN(kept))
		case op == program.OpState && !setup:
			v.Ref = int32(r.IntN(4))
		case op == program.OpTime:
		case op.NumArgs() == 0 || len(block) == 0:
			continue
		case op == program.OpLookup:
			v.Ref = int32(r.IntN(4))
		}
		for j := range op.NumArgs() {
			v.Args[j] = program.ID(max(0, len(block)-1-r.IntN(min(len(block), 1+r.IntN(30)))))
			if r.IntN(8) == 0 {
				v.Args[j] = program.ID(r.IntN(len(block)))
			}
		}
		block = append(block, v)
	}
	return block
}

// decay is y' = -k*y with k a param.
func decay(stop, step float64) *program.Program {
	return &program.Program{
		Name: "decay", Time: program.Time{Stop: stop, Step: step, SaveEvery: 1, Method: program.Euler},
		Params:  []program.Param{{Name: "k", Default: 0.1}},
		States:  []program.State{{Name: "y"}},
		Setup:   program.Block{{Op: program.OpParam}, {Op: program.OpConst, Num: 1}},
		Step:    program.Block{{Op: program.OpState}, {Op: program.OpKept}, {Op: program.OpMul, Args: [3]program.ID{0, 1}}, {Op: program.OpNeg, Args: [3]program.ID{2}}},
		Kept:    []program.ID{0},
		Initial: []program.ID{1},
		Rates:   []program.ID{3},
		Outputs: []program.Output{{Name: "y", Value: 0}},
	}
}

// TestBitsDependOnParamsAlone runs the same members with one worker and several,
// in odd and even numbers, twice over the same engine.
func TestBitsDependOnParamsAlone(t *testing.T) {
	ctx := context.Background()
	set := func(member int, params []float64) { params[0] = 0.01 * float64(member) }
	var want [][]float64
	for _, workers := range []int{1, 2, 5} {
		e, err := engine.New(ctx, decay(50, 0.5), engine.Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		for _, members := range []int{31, 1, 30, 31} {
			got := make([][]float64, members)
			err := e.Run(ctx, engine.Batch{Members: members, Set: set, SaveEvery: 3, Visit: func(m int, rows engine.Rows) error {
				got[m] = rows.Column(0, nil)
				return nil
			}})
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			for m := range got {
				for r := range got[m] {
					if got[m][r] != want[m][r] {
						t.Fatalf("%d workers, %d members: member %d row %d is %v, was %v", workers, members, m, r, got[m][r], want[m][r])
					}
				}
			}
		}
	}
	if n := len(want[0]); n != 34 {
		t.Errorf("100 steps saved every 3 gave %d rows, want 34", n)
	}
}

func TestOneAndTimes(t *testing.T) {
	e, err := engine.New(context.Background(), decay(2, 0.5), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	rows, err := e.One(context.Background(), nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	for r, want := range []float64{1, 0.95 * 0.95, 0.95 * 0.95 * 0.95 * 0.95} {
		if got := rows[r][0]; math.Abs(got-want) > 1e-15 {
			t.Errorf("row %d is %v, want %v", r, got, want)
		}
	}
	err = e.Run(context.Background(), engine.Batch{Members: 1, SaveEvery: 2, Visit: func(_ int, rows engine.Rows) error {
		if rows.Time(2) != 2 {
			t.Errorf("the time of row 2 is %v, want 2", rows.Time(2))
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCancel stops a run that would take hours.
func TestCancel(t *testing.T) {
	e, err := engine.New(context.Background(), decay(1e9, 1), engine.Options{MaxRows: 10})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	err = e.Run(ctx, engine.Batch{Members: 4, SaveEvery: 1e9, Visit: func(int, engine.Rows) error { return nil }})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want the context's", err)
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("stopping took %v", d)
	}
}

func TestErrors(t *testing.T) {
	ctx := context.Background()
	e, err := engine.New(ctx, decay(10, 1), engine.Options{MaxRows: 5})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	none := func(int, engine.Rows) error { return nil }
	if err := e.Run(ctx, engine.Batch{Members: 1, Visit: none}); err == nil || !strings.Contains(err.Error(), "11 rows") {
		t.Errorf("saving more rows than fit: %v", err)
	}
	broken := errors.New("broken")
	visit := func(m int, _ engine.Rows) error {
		if m == 3 {
			return broken
		}
		return nil
	}
	if err := e.Run(ctx, engine.Batch{Members: 8, SaveEvery: 5, Visit: visit}); !errors.Is(err, broken) {
		t.Errorf("error of Visit came back as %v", err)
	}
	if _, err := engine.New(ctx, decay(1e9, 1), engine.Options{}); err == nil || !strings.Contains(err.Error(), "save fewer rows") {
		t.Errorf("a billion rows: %v", err)
	}
}

// TestMissed: a rate without bound between two steps is told of; a smooth one is not.
func TestMissed(t *testing.T) {
	for _, stiff := range []bool{false, true} {
		p := decay(2, 1)
		p.Time.Method = program.RK45
		if stiff {
			p.Params[0].Default = 1e7
		}
		e, err := engine.New(context.Background(), p, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		if _, err := e.One(context.Background(), nil, 0); err != nil {
			t.Fatal(err)
		}
		if missed := e.Missed(); (missed > 0) != stiff {
			t.Errorf("stiff %v: %d steps missed their tolerance", stiff, missed)
		}
	}
}

// TestOnce: the rows that a program saves by itself, from the evaluator or the module.
func TestOnce(t *testing.T) {
	short, long, uneven, follows := decay(4, 0.5), decay(1e7, 1), decay(2, 0.5), decay(2, 0.5)
	short.Time.SaveEvery, long.Time.SaveEvery = 3, 1e6
	uneven.Time.Grid = &program.Grid{Times: []float64{0, 0.5, 1.5, 2, 2.5}, Saved: []int{0, 2, 3}}
	follows.Time.Method = program.RK45
	for name, p := range map[string]*program.Program{"short": short, "long": long, "uneven": uneven, "follows": follows} {
		got, _, err := engine.Once(context.Background(), p, p.Defaults())
		if err != nil {
			t.Fatal(err)
		}
		e, err := engine.New(context.Background(), p, engine.Options{MaxRows: 100})
		if err != nil {
			t.Fatal(err)
		}
		want, err := e.One(context.Background(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		e.Close()
		if len(got) != len(p.Time.Rows()) || len(got) != len(want) {
			t.Fatalf("%s: %d rows, want %d", name, len(got), len(want))
		}
		for r := range want {
			if got[r][0] != want[r][0] {
				t.Errorf("%s: row %d is %v, want %v", name, r, got[r][0], want[r][0])
			}
		}
	}
}
