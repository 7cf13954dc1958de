// Package reality runs the reality checks that a Vensim model holds: what its modeller
// says must be so whenever something else is (Peterson and Eberlein 1994, Reality Check:
// a bridge between systems thinking and system dynamics). Each is a run of its own, with
// the test inputs that it names in force. It reads no files.
package reality

import (
	"context"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
)

// Outcome is what came of a check for one choice of elements.
type Outcome struct {
	Check    *model.RealityCheck
	Elements []string
	Holds    bool
	FailedAt float64 // the first time at which it did not hold
}

// Name is the check's, with its elements.
func (o Outcome) Name() string {
	if len(o.Elements) == 0 {
		return o.Check.Name
	}
	return o.Check.Name + "[" + strings.Join(o.Elements, ",") + "]"
}

// Run runs all checks of a model. The list holds what of them could not be run.
func Run(ctx context.Context, m *model.Model) ([]Outcome, diag.List, error) {
	var out []Outcome
	var faults diag.List
	for _, c := range m.Checks {
		each, bindings := m.Spread(&model.Variable{Name: c.Name, Subscripts: c.Subscripts, At: c.At})
		for i, one := range each {
			t := &trial{ctx: ctx, m: m, check: c, bound: bindings[i]}
			failed, holds, err := t.run()
			if err != nil {
				return nil, nil, err
			}
			if t.faults.HasFaults() {
				faults = append(faults, t.faults...)
				break
			}
			out = append(out, Outcome{Check: c, Elements: one.Subscripts, Holds: holds, FailedAt: failed})
		}
	}
	return out, faults, nil
}
