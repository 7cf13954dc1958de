package program

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestEulerGrowth compares with (1+r*dt)^n * 100, formed by the same products.
func TestEulerGrowth(t *testing.T) {
	p := parse(t, growth)
	rows := Run(p, []float64{0.25}, 100, 10)
	if len(rows) != 11 {
		t.Fatalf("%d rows, want one for each of the steps 0, 10, ... 100", len(rows))
	}
	want := 100.0
	for n := 0; n <= 100; n++ {
		if n%10 == 0 {
			if got := rows[n/10]; got[0] != want || got[1] != float64(want*0.25) {
				t.Errorf("step %d: %v, want %v growing by its quarter", n, got, want)
			}
		}
		want += float64(0.5 * float64(want*0.25))
	}
}

// TestRK4 compares one step of S' = r*S with the four terms of the exponential
// series that the method reproduces: 1 + z + z^2/2 + z^3/6 + z^4/24, z = r*dt.
// With r = 1 and dt = 0.5 the sum is 1.6484375; sixth is rounded, so 2 units in
// the last place are allowed.
func TestRK4(t *testing.T) {
	p := parse(t, growth)
	p.Time.Method = RK4
	rows := Run(p, []float64{1}, 1, 1)
	if got, want := rows[1][0], 164.84375; math.Abs(got-want) > 1e-13 {
		t.Errorf("S after one step is %v, want %v", got, want)
	}
}

// TestRK4Time integrates S' = t^3 over one step, which Simpson's rule does
// exactly: from t = 2 to 4 the integral is (4^4 - 2^4)/4 = 60. A wrong time in a
// stage gives another number.
func TestRK4Time(t *testing.T) {
	p := parse(t, `
program "cube"
time 2 to 4 step 2 save 1 rk4
state 0 "S"
setup
  v0 = time
initial 0 = v0
step
  v0 = time
  v1 = mul v0 v0
  v2 = mul v1 v0
  v3 = state 0
rate 0 = v2
output "S" = v3
`)
	rows := Run(p, nil, 1, 1)
	if got := rows[0][0]; got != 2 {
		t.Errorf("S starts at %v, want the start time 2", got)
	}
	if got := rows[1][0]; math.Abs(got-62) > 1e-13 {
		t.Errorf("S after one step is %v, want 62", got)
	}
}

func TestTableAt(t *testing.T) {
	table := Table{X: []float64{-1, 0, 2, 5}, Y: []float64{3, 1, 5, 5}}
	tests := []struct{ x, want float64 }{
		{math.Inf(-1), 3}, {-2, 3}, {-1, 3}, {-0.5, 2}, {0, 1}, {math.Copysign(0, -1), 1},
		{1, 3}, {2, 5}, {3, 5}, {5, 5}, {6, 5}, {math.Inf(1), 5},
	}
	for _, test := range tests {
		if got := table.At(test.x); got != test.want {
			t.Errorf("at %v: %v, want %v", test.x, got, test.want)
		}
	}
	if got := table.At(math.NaN()); !math.IsNaN(got) {
		t.Errorf("at NaN: %v, want NaN", got)
	}
	if got := (Table{X: []float64{1}, Y: []float64{7}}).At(9); got != 7 {
		t.Errorf("one point: %v, want its y, 7", got)
	}
}

// TestEvenTable: points at equal distances but for rounding are found without a search,
// give their own values exactly, and between them lie on the lines that a search finds, but
// for the rounding of x.
func TestEvenTable(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		start, step := math.Trunc(20*r.NormFloat64())/10, []float64{0.1, 0.25, 1, 3, 250, 0.02, 1e-4, 1.0 / 3}[r.IntN(8)]
		table := Table{}
		for i := range 4 + r.IntN(30) {
			table.X = append(table.X, start+float64(i)*step)
			table.Y = append(table.Y, r.NormFloat64())
		}
		reader := table.Reader()
		if reader.Inverse == 0 {
			t.Fatalf("no even distances from %v by %v", start, step)
		}
		last := len(table.X) - 1
		for i, x := range table.X {
			if got := reader.At(x); got != table.Y[i] {
				t.Fatalf("at point %d of %v: %v, want %v", i, table.X, got, table.Y[i])
			}
			for _, x := range []float64{math.Nextafter(x, math.Inf(-1)), math.Nextafter(x, math.Inf(1)), x + step*r.Float64()} {
				searched := *reader
				searched.Inverse = 0
				if got, want := reader.At(x), searched.At(x); math.Abs(got-want) > 1e-12+20*(math.Nextafter(math.Abs(x), 100)-math.Abs(x))/step {
					t.Fatalf("at %v of %v: %v, a search gives %v", x, table.X, got, want)
				}
			}
		}
		if reader.At(math.Inf(-1)) != table.Y[0] || reader.At(table.X[last]+1) != table.Y[last] || !math.IsNaN(reader.At(math.NaN())) {
			t.Fatalf("the ends of %v", table.X)
		}
	}
	for name, table := range map[string]Table{
		"uneven":  {X: []float64{0, 1, 2, 3.001}, Y: []float64{1, 2, 3, 4}},
		"stepped": {X: []float64{0, 1, 2, 3}, Y: []float64{1, 2, 3, 4}, Stepped: true},
		"wild":    {X: []float64{0, 1e-300, 1, 1e300}, Y: []float64{1, 2, 3, 4}},
		"endless": {X: []float64{-1.7e308, -0.6e308, 0.6e308, 1.7e308}, Y: []float64{1, 2, 3, 4}},
		"few":     {X: []float64{0, 1, 2}, Y: []float64{1, 2, 3}},
	} {
		if table.Reader().Inverse != 0 {
			t.Errorf("the %s table is read without a search", name)
		}
	}
}

// TestMeaning pins the cases in which the operations could differ between back
// ends: NaN, signed zeros, and numbers other than 1 as truth.
func TestMeaning(t *testing.T) {
	nan, negative := math.NaN(), math.Copysign(0, -1)
	tests := []struct {
		op      Op
		a, b, c float64
		want    float64
	}{
		{OpMin, 1, nan, 0, 1}, {OpMin, nan, 1, 0, nan}, {OpMin, 0, negative, 0, 0}, {OpMin, negative, 0, 0, negative},
		{OpMax, 1, nan, 0, 1}, {OpMax, nan, 1, 0, nan}, {OpMax, 0, negative, 0, 0}, {OpMax, 2, 3, 0, 3},
		{OpLess, nan, 1, 0, 0}, {OpLessEq, 1, 1, 0, 1}, {OpEqual, nan, nan, 0, 0}, {OpEqual, 0, negative, 0, 1},
		{OpAnd, 2, -3, 0, 1}, {OpAnd, 2, 0, 0, 0}, {OpOr, 0, negative, 0, 0}, {OpOr, nan, 0, 0, 1},
		{OpNot, negative, 0, 0, 1}, {OpNot, nan, 0, 0, 0},
		{OpSelect, nan, 1, 2, 1}, {OpSelect, negative, 1, 2, 2},
		{OpTrunc, -1.5, 0, 0, -1}, {OpFloor, -1.5, 0, 0, -2}, {OpAbs, negative, 0, 0, 0}, {OpNeg, 0, 0, 0, negative},
		{OpSqrt, 2, 0, 0, math.Sqrt2},
	}
	for _, test := range tests {
		got := apply(test.op, test.a, test.b, test.c)
		if math.Float64bits(got) != math.Float64bits(test.want) && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%v %v %v %v is %v, want %v", test.op, test.a, test.b, test.c, got, test.want)
		}
	}
}
