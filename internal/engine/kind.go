package engine

import (
	"fmt"

	"casus/internal/native"
	"casus/internal/program"
)

// Kind is what runs the members of a program. All give the same bits.
type Kind string

// The kinds: the WebAssembly module; the system's C compiler, see package native; or the
// second where it is at hand and pays, and the first otherwise.
const (
	Wasm   Kind = "wasm"
	Native Kind = "native"
	Auto   Kind = "auto"
)

// ParseKind reads the name of a kind.
func ParseKind(s string) (Kind, error) {
	switch k := Kind(s); k {
	case Wasm, Native, Auto:
		return k, nil
	}
	return "", fmt.Errorf("there is no engine %q; there are auto, wasm and native", s)
}

// A compiler takes about a millisecond for each value of a program and a tenth of a second
// besides; the module takes half a nanosecond for a value at a step, and native code a
// third of that (docs/performance.md). Native code is taken from about twice the work at
// which the two are even.
const (
	worthSteps  = 10_000_000    // steps of members, by worker
	worthValues = 2_000_000_000 // values at those steps
)

// pays reports whether native code is worth compiling for so many members.
func pays(p *program.Program, members, workers int) bool {
	steps := float64(members) / float64(workers) * float64(p.Time.Steps()*(1+len(p.Time.Method.Tableau().Stages)))
	return steps >= worthSteps && steps*float64(len(p.Step)) >= worthValues && native.Fits(p)
}
