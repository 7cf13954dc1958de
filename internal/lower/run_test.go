package lower_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"casus/internal/lower"
	"casus/internal/model"
	"casus/internal/program"

	"github.com/google/go-cmp/cmp"
)

const (
	plus  = model.Add
	minus = model.Subtract
	times = model.Multiply
	by    = model.Divide
)

func TestGrowth(t *testing.T) {
	b := over(10, 0.5, 1).
		stock("Pop", ref("births"), ref("start")).
		aux("births", bin(ref("Pop"), times, ref("rate"))).
		constant("start", 100).
		constant("rate", 0.25)
	p := b.lowered(t)
	wantParams := []program.Param{{Name: "start", Default: 100}, {Name: "rate", Default: 0.25}}
	if diff := cmp.Diff(wantParams, p.Params); diff != "" {
		t.Errorf("params: file order, without control variables (-want +got):\n%s", diff)
	}
	var names []string
	for _, o := range p.Outputs {
		names = append(names, o.Name)
	}
	wantNames := []string{"INITIAL TIME", "FINAL TIME", "TIME STEP", "SAVEPER", "Pop", "births", "start", "rate"}
	if diff := cmp.Diff(wantNames, names); diff != "" {
		t.Errorf("outputs: all variables in file order (-want +got):\n%s", diff)
	}
	got := run(t, p)
	want := 100.0
	for r := range 11 {
		if got["Pop"][r] != want || got["FINAL TIME"][r] != 10 {
			t.Errorf("row %d: Pop is %v, want 100*(1+rate*dt)^steps = %v", r, got["Pop"][r], want)
		}
		want *= 1.125 * 1.125
	}
	if again := program.Run(p, []float64{8, 0}, 20, 20); again[1][4] != 8 {
		t.Errorf("with other params Pop ends at %v, want its start, 8", again[1][4])
	}
}

// TestPulses pins the functions of time at steps of 0.1, whose sums miss most
// decimal times by rounding: the half step of tolerance must absorb that.
func TestPulses(t *testing.T) {
	b := over(1, 0.1, 0.1).
		aux("step", call("STEP", num(5), num(0.3))).
		aux("pulse", call("PULSE", num(0.3), num(0.2))).
		aux("short pulse", call("PULSE", num(0.3), num(0))).
		aux("train", call("PULSE TRAIN", num(0.1), num(0.2), num(0.4), num(0.8))).
		aux("ramp", call("RAMP", num(10), num(0.2), num(0.5))).
		aux("endless", call("RAMP", num(10), num(0.8), num(0)))
	want := map[string][]float64{
		"step":        {0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5},
		"pulse":       {0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0},
		"short pulse": {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0},
		"train":       {0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0},
		"ramp":        {0, 0, 0, 1, 2, 3, 3, 3, 3, 3, 3},
		"endless":     {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2},
	}
	compare(t, b.run(t), want, 1e-12)
}

func TestFunctions(t *testing.T) {
	tests := []struct {
		e    model.Expr
		want float64
	}{
		{call("INTEGER", num(-2.7)), -2},
		{call("MODULO", num(7.5), num(2)), 1.5},
		{call("MODULO", num(-7.5), num(2)), -1.5},
		{call("QUANTUM", num(7.5), num(2)), 6},
		{call("QUANTUM", num(-7.5), num(2)), -6},
		{call("QUANTUM", num(7.5), num(0)), 7.5},
		{call("ZIDZ", num(3), num(4)), 0.75},
		{call("ZIDZ", num(3), num(1e-7)), 0},
		{call("XIDZ", num(3), num(-1e-7), num(9)), 9},
		{call("IF THEN ELSE", bin(num(2), model.NotEqual, num(2)), num(1), num(7)), 7},
		{call("MIN", num(3), num(1), num(2)), 1},
		{call("MAX", num(3), num(1), num(2)), 3},
		{call("GAME", num(3)), 3},
		{call("ABS", num(-3)), 3},
		{call("SQRT", num(9)), 3},
		{neg(num(3)), -3},
		{neg(call("ABS", num(3))), -3},
		{&model.Unary{Op: model.Not, X: num(3)}, 0},
		{&model.Unary{Op: model.Plus, X: num(3)}, 3},
		{bin(num(1), model.And, num(0)), 0},
		{bin(num(1), model.Or, num(0)), 1},
		{bin(num(2), model.Less, num(2)), 0},
		{bin(num(2), model.LessEqual, num(2)), 1},
		{bin(num(2), model.Greater, num(2)), 0},
		{bin(num(2), model.GreaterEqual, num(2)), 1},
		{bin(num(2), model.Equal, num(2)), 1},
		{bin(num(-3), model.Power, num(2)), 9},
		{bin(num(7), by, num(2)), 3.5},
		{call("WITH LOOKUP", num(0.5), &model.TableLiteral{Table: points2([]float64{0, 1, 1, 3})}), 2},
		{ref("TIME STEP"), 1},
	}
	for _, test := range tests {
		got := over(1, 1, 1).aux("y", test.e).run(t)["y"][0]
		if got != test.want {
			t.Errorf("%+v is %v, want %v", test.e, got, test.want)
		}
	}
}

// TestMathsFunctions compares with Go's library, which rounds on its own: 2e-15
// relative leaves room for the kernel and for the expansions.
func TestMathsFunctions(t *testing.T) {
	for _, x := range []float64{-3, -0.49, -1e-5, 1e-9, 0.3, 0.51, 0.9} {
		tests := map[string]float64{
			"SINH": math.Sinh(x), "COSH": math.Cosh(x), "TANH": math.Tanh(x),
			"EXP": math.Exp(x), "SIN": math.Sin(x), "COS": math.Cos(x), "TAN": math.Tan(x), "ARCTAN": math.Atan(x),
		}
		if math.Abs(x) <= 1 {
			tests["ARCSIN"], tests["ARCCOS"] = math.Asin(x), math.Acos(x)
		}
		for name, want := range tests {
			got := over(1, 1, 1).aux("y", call(name, num(x))).run(t)["y"][0]
			if math.Abs(got-want) > 2e-15*math.Abs(want) {
				t.Errorf("%s(%v) is %v, want %v", name, x, got, want)
			}
		}
	}
	got := over(1, 1, 1).aux("log", call("LOG", num(1000), num(10))).aux("pow", call("POWER", num(2), num(0.5))).
		aux("tanh", call("TANH", num(800))).run(t)
	compare(t, got, map[string][]float64{"log": {3, 3}, "pow": {math.Sqrt2, math.Sqrt2}, "tanh": {1, 1}}, 1e-15)
}

func TestInitialValues(t *testing.T) {
	b := over(4, 1, 1).
		stock("A", num(1), bin(ref("B"), plus, ref("double"))).
		stock("B", num(10), ref("three")).
		aux("double", bin(ref("B"), times, num(2))).
		constant("three", 3).
		aux("frozen", call("INITIAL", bin(ref("A"), plus, ref("Time")))).
		aux("use of frozen", bin(ref("frozen"), plus, ref("Time"))).
		aux("price", call("ACTIVE INITIAL", ref("C"), num(7))).
		stock("C", num(1), ref("price"))
	b.m.Lookup("INITIAL TIME").Equation = num(2)
	compare(t, b.run(t), map[string][]float64{
		"A":             {9, 10, 11},
		"B":             {3, 13, 23},
		"frozen":        {11, 11, 11},
		"use of frozen": {13, 14, 15},
		"price":         {7, 8, 9},
	}, 0)
}

func TestSubscripts(t *testing.T) {
	b := over(1, 1, 1).rng("area", "north", "south", "east").rng("shore", "south", "east").rng("age", "young", "old").
		rng("region", "north", "south", "east").
		numbers("k[area,age]", 1, 2, 3, 4, 5, 6).
		aux("total", call("SUM", ref("k", "area!", "age!"))).
		aux("by area[area]", call("SUM", ref("k", "area", "age!"))).
		aux("by region[region]", ref("by area", "region")).
		aux("product", call("PROD", ref("k", "shore!", "old"))).
		aux("least[age]", call("VMIN", bin(num(0), minus, ref("k", "area!", "age")))).
		aux("most", call("VMAX", bin(ref("k", "area!", "young"), times, ref("by area", "area!")))).
		aux("nested", call("SUM", bin(ref("k", "area!", "old"), times, call("SUM", ref("k", "area!", "age!"))))).
		aux("mixed[shore]", ref("Time")).
		aux("mixed[north]", num(8)).
		aux("copy[area]", ref("mixed", "area")).
		aux("count", call("ELMCOUNT", ref("shore"))).
		aux("place[shore]", ref("shore")).
		aux("is south[area]", call("IF THEN ELSE", bin(ref("area"), model.Equal, ref("south")), num(1), num(0)))
	got := b.run(t)
	want := map[string][]float64{
		"k[north,old]": {2}, "k[east,young]": {5}, "total": {21},
		"by area[south]": {7}, "by region[east]": {11}, "product": {24},
		"least[young]": {-5}, "least[old]": {-6}, "most": {55}, "nested": {12 * 21},
		"copy[north]": {8}, "copy[south]": {0}, "count": {2},
		"place[south]": {2}, "place[east]": {3},
		"is south[north]": {0}, "is south[south]": {1},
	}
	for name, w := range want {
		if len(got[name]) == 0 || got[name][0] != w[0] {
			t.Errorf("%s is %v, want %v", name, got[name], w[0])
		}
	}
}

func TestLookupVariable(t *testing.T) {
	b := over(3, 1, 1).rng("kind", "a", "b").
		lookup("effect[a]", 0, 0, 2, 4).
		lookup("effect[b]", 1, 10, 2, 0).
		aux("y[kind]", &model.Call{Func: "effect", Subscripts: []string{"kind"}, Args: []model.Expr{ref("Time")}})
	p := b.lowered(t)
	compare(t, run(t, p), map[string][]float64{"y[a]": {0, 2, 4, 4}, "y[b]": {10, 10, 0, 0}}, 0)
	if p.OutputIndex("effect[a]") >= 0 {
		t.Error("a lookup is an output, and has no value to save")
	}
}

// TestDelaySteps pins the stages of smooths and delays against their equations,
// run here by hand with Euler steps.
func TestDelaySteps(t *testing.T) {
	b := over(6, 0.5, 0.5).
		aux("input", bin(num(2), plus, call("STEP", num(10), num(1)))).
		aux("smooth", call("SMOOTH", ref("input"), num(4))).
		aux("smoothi", call("SMOOTHI", ref("input"), num(4), num(7))).
		aux("smooth3", call("SMOOTH3", ref("input"), num(4))).
		aux("delay1", call("DELAY1", ref("input"), num(4))).
		aux("delay3i", call("DELAY3I", ref("input"), num(4), num(7))).
		aux("delay n", call("DELAY N", ref("input"), num(4), num(7), num(3)))
	s, si, d1 := 2.0, 7.0, 2.0*4
	s3 := [3]float64{2, 2, 2}
	third := 4.0 / 3
	d3 := [3]float64{7 * third, 7 * third, 7 * third}
	want := map[string][]float64{}
	for n := range 13 {
		in := 2.0
		if n >= 2 {
			in = 12
		}
		for name, x := range map[string]float64{"smooth": s, "smoothi": si, "smooth3": s3[2], "delay1": d1 / 4,
			"delay3i": d3[2] / third, "delay n": d3[2] / third} {
			want[name] = append(want[name], x)
		}
		s += 0.5 * (in - s) / 4
		si += 0.5 * (in - si) / 4
		d1 += 0.5 * (in - d1/4)
		before, old := in, s3
		for i := range s3 {
			s3[i] += 0.5 * (before - old[i]) / third
			before = old[i]
		}
		before = in
		for i := range d3 {
			out := d3[i] / third
			d3[i] += 0.5 * (before - out)
			before = out
		}
	}
	compare(t, b.run(t), want, 1e-12)
}

// TestDelayInLoop: a loop through a delay is none, and the delay's own variable
// may stand in its input.
func TestDelayInLoop(t *testing.T) {
	b := over(2, 1, 1).
		aux("orders", bin(ref("expected"), plus, num(1))).
		aux("expected", call("SMOOTHI", ref("orders"), num(2), num(10)))
	compare(t, b.run(t), map[string][]float64{"expected": {10, 10.5, 11}, "orders": {11, 11.5, 12}}, 1e-12)
	if got := b.lowered(t).States[0].Name; got != "SMOOTHI of expected #1" {
		t.Errorf("the state inside is named %q", got)
	}
}

// TestTrend: the input grows by a tenth a step and the average starts where an
// initial trend of 0 puts it, at the input: the first trend is 0.
func TestTrend(t *testing.T) {
	b := over(1, 1, 1).aux("input", bin(num(10), plus, ref("Time"))).aux("y", call("TREND", ref("input"), num(2), num(0)))
	compare(t, b.run(t), map[string][]float64{"y": {0, 1.0 / 20}}, 1e-12)
}

// reference is the part of the numbers of acceptance/ode that these tests use. They
// were computed there by an integrator at a tolerance of 1e-12, in another language.
type reference struct {
	SIR struct {
		T []float64    `json:"t"`
		Y [][3]float64 `json:"y"`
	} `json:"sir"`
	LotkaVolterra struct {
		T []float64    `json:"t"`
		Y [][2]float64 `json:"y"`
	} `json:"lotka_volterra"`
	Delay3 struct {
		T       []float64 `json:"t"`
		Out     []float64 `json:"out"`
		Smooth1 []float64 `json:"smooth1"`
	} `json:"delay3_step"`
}

func loadReference(t *testing.T) *reference {
	t.Helper()
	data, err := os.ReadFile("../../../shared/acceptance/ode/reference_ode.json")
	if err != nil {
		t.Skipf("the reference solutions are not here: %v", err)
	}
	r := new(reference)
	if err := json.Unmarshal(data, r); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSIR: N = 1000, beta 0.5, gamma 0.2, one infected (Kermack and McKendrick
// 1927). RK4 at 1/32 day errs by less than 1e-7.
func TestSIR(t *testing.T) {
	want := loadReference(t).SIR
	b := over(200, 1.0/32, 1.0/32).
		constant("beta", 0.5).constant("gamma", 0.2).
		aux("infection", bin(bin(ref("beta"), times, ref("S")), times, bin(ref("I"), by, num(1000)))).
		aux("recovery", bin(ref("I"), times, ref("gamma"))).
		stock("S", neg(ref("infection")), num(999)).
		stock("I", bin(ref("infection"), minus, ref("recovery")), num(1)).
		stock("R", ref("recovery"), num(0))
	got := b.rk4(t)
	for i, at := range want.T {
		for j, name := range []string{"S", "I", "R"} {
			near(t, name, at, got[name][int(at*32)], want.Y[i][j], 1e-7)
		}
	}
}

// TestLotkaVolterra: prey 33, predators 6 (Lotka 1925). RK4 at 1/128.
func TestLotkaVolterra(t *testing.T) {
	want := loadReference(t).LotkaVolterra
	b := over(20, 1.0/128, 1.0/128).
		aux("meet", bin(ref("prey"), times, ref("predators"))).
		stock("prey", bin(bin(num(0.55), times, ref("prey")), minus, bin(num(0.028), times, ref("meet"))), num(33)).
		stock("predators", bin(bin(num(0.024), times, ref("meet")), minus, bin(num(0.8), times, ref("predators"))), num(6))
	got := b.rk4(t)
	for i, at := range want.T {
		near(t, "prey", at, got["prey"][int(at*128)], want.Y[i][0], 1e-7)
		near(t, "predators", at, got["predators"][int(at*128)], want.Y[i][1], 1e-7)
	}
}

// TestDelayResponse: a delay of 6 answers a unit step as the sum of exponentials
// does; a smooth of the same time likewise. RK4 at 1/64 errs by less than 1e-9.
func TestDelayResponse(t *testing.T) {
	want := loadReference(t).Delay3
	b := over(18, 1.0/64, 1.0/64).
		aux("out", call("DELAY3I", num(1), num(6), num(0))).
		aux("smooth", call("SMOOTHI", num(1), num(6), num(0)))
	got := b.rk4(t)
	for i, at := range want.T {
		near(t, "out", at, got["out"][int(at*64)], want.Out[i], 1e-8)
		near(t, "smooth", at, got["smooth"][int(at*64)], want.Smooth1[i], 1e-8)
	}
}

func (b *builder) rk4(t *testing.T) map[string][]float64 {
	t.Helper()
	p := b.lowered(t)
	p.Time.Method = program.RK4
	return run(t, p)
}

// near allows for the reference's own error too, which is absolute: 1e-12.
func near(t *testing.T, name string, at, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12+relative*math.Abs(want)) {
		t.Errorf("%s at %v is %v, want %v", name, at, got, want)
	}
}

// compare holds columns against those wanted, within an absolute tolerance.
func compare(t *testing.T, got, want map[string][]float64, tolerance float64) {
	t.Helper()
	for name, w := range want {
		g := got[name]
		for i := range w {
			if i >= len(g) || !(math.Abs(g[i]-w[i]) <= tolerance) {
				t.Errorf("%s is %v, want %v", name, g, w)
				break
			}
		}
	}
}

// TestOptimisedBits: the passes keep every bit of a model with most constructs.
func TestOptimisedBits(t *testing.T) {
	p := over(20, 0.25, 1).
		constant("k", 0.3).lookup("f", 0, 1, 5, 2, 9, -1).
		aux("in", bin(call("f", ref("Time")), plus, call("PULSE TRAIN", num(1), num(1), num(3), num(15)))).
		aux("late", call("DELAY3", ref("in"), bin(num(1), by, ref("k")))).
		stock("S", bin(ref("in"), minus, bin(ref("S"), times, ref("k"))), bin(ref("late"), times, num(2))).
		aux("kept", call("INITIAL", ref("S"))).lowered(t)
	plain := program.Run(p, p.Defaults(), 80, 1)
	program.Optimise(p)
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plain, program.Run(p, p.Defaults(), 80, 1)); diff != "" {
		t.Errorf("optimised:\n%s", diff)
	}
}

// TestLowerIsStable: the same model gives the same text every time.
func TestLowerIsStable(t *testing.T) {
	build := func() string {
		b := over(1, 1, 1).rng("a", "x", "y", "z").numbers("k[a]", 1, 2, 3).
			stock("S[a]", call("SUM", ref("k", "a!")), ref("k", "a")).aux("d[a]", call("SMOOTH3", ref("S", "a"), ref("k", "a")))
		p, _ := lower.Lower(b.m)
		return p.String()
	}
	first := build()
	for range 5 {
		if again := build(); again != first {
			t.Fatalf("lowered differently:\n%s\nand\n%s", first, again)
		}
	}
}
