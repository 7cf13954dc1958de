// Package enginetest compares the engine with the plain evaluator of programs, for
// the tests of every package that makes programs.
package enginetest

import (
	"context"
	"math"
	"testing"

	"casus/internal/engine"
	"casus/internal/native"
	"casus/internal/program"
)

// Agree runs the program on each vector of params (nil means the defaults alone)
// in the evaluator and in the module, and fails the test where any bit of any
// output at any step differs. NaNs are equal whatever their payload.
func Agree(t testing.TB, p *program.Program, params [][]float64) {
	t.Helper()
	agree(t, engine.Wasm, p, params)
}

// AgreeNative is Agree for native code; it skips the test where there is no C compiler.
func AgreeNative(t testing.TB, p *program.Program, params [][]float64) {
	t.Helper()
	if err := native.Compiler(); err != nil {
		t.Skip(err)
	}
	agree(t, engine.Native, p, params)
}

func agree(t testing.TB, kind engine.Kind, p *program.Program, params [][]float64) {
	t.Helper()
	if params == nil {
		params = [][]float64{p.Defaults()}
	}
	ctx := context.Background()
	e, err := engine.New(ctx, p, engine.Options{Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	err = e.Run(ctx, engine.Batch{
		Members:   len(params),
		SaveEvery: 1,
		Set:       func(member int, to []float64) { copy(to, params[member]) },
		Visit: func(member int, rows engine.Rows) error {
			want := program.Run(p, params[member], p.Time.Steps(), 1)
			if rows.Len() != len(want) {
				t.Errorf("member %d: %s gives %d rows, the evaluator %d", member, kind, rows.Len(), len(want))
				return nil
			}
			for r := range want {
				for o, x := range want[r] {
					if !SameBits(rows.At(r, o), x) {
						t.Errorf("member %d, step %d, %s: %s %x, evaluator %x", member, r, p.Outputs[o].Name, kind, rows.At(r, o), x)
						return nil
					}
				}
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// SameBits reports whether two floats have the same bits, or both are NaN.
func SameBits(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}
