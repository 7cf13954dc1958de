package reality_test

import (
	"context"
	"testing"

	"casus/internal/mdl"
	"casus/internal/reality"
)

const span = "\nINITIAL TIME= 0 ~~|\nFINAL TIME= 4 ~~|\nTIME STEP= 1 ~~|\nSAVEPER= 1 ~~|\n"

// TestOutcomes: values by hand. Output is men times 8, of which a ramp to nought over two
// steps from time 1 leaves 32, 32, 16, 0, 0.
func TestOutcomes(t *testing.T) {
	const model = "A: a1, a2 ~~|\nmen[A]= 4, 6 ~~|\noutput[A]= men[A] * 8 ~~|\n" +
		"fewer[A]:TEST INPUT: men[A] = RC RAMP(men[A], 0, 1, 2) ~~|\n"
	for _, c := range []struct {
		name, check string
		holds       []bool
		at          float64
	}{
		{"it follows", "c[A]:THE CONDITION: fewer[A] :IMPLIES: output[A] = RC RAMP CHECK(0, output[A], 0, 1, 2) ~~|", []bool{true, true}, 0},
		{"it does not stay", "c:THE CONDITION: fewer[a1] :IMPLIES: output[a1] = 32 ~~|", []bool{false}, 2},
		{"the other is not touched", "c:THE CONDITION: fewer[a1] :IMPLIES: output[a2] = 48 ~~|", []bool{true}, 0},
		{"grace", "c:THE CONDITION: fewer[a1] :IMPLIES: output[a1] <= RC STEP CHECK(2, output[a1], 0, 1) ~~|", []bool{true}, 0},
		{"no grace", "c:THE CONDITION: fewer[a1] :IMPLIES: output[a1] <= RC STEP CHECK(0, output[a1], 0, 1) ~~|", []bool{false}, 1},
		{"a condition that is never met", "c:THE CONDITION: output[a1] < 0 :IMPLIES: output[a1] > 1e9 ~~|", []bool{true}, 0},
	} {
		m, faults := mdl.Parse("m.mdl", []byte(model+c.check+span))
		if faults.HasFaults() {
			t.Fatalf("%s: %v", c.name, faults)
		}
		outcomes, list, err := reality.Run(context.Background(), m)
		if err != nil || list.HasFaults() {
			t.Fatalf("%s: %v %v", c.name, err, list)
		}
		if len(outcomes) != len(c.holds) {
			t.Fatalf("%s: %d outcomes", c.name, len(outcomes))
		}
		for i, o := range outcomes {
			if o.Holds != c.holds[i] || o.FailedAt != c.at {
				t.Errorf("%s: %s holds %v, failed at %v", c.name, o.Name(), o.Holds, o.FailedAt)
			}
		}
	}
}

// TestFaults: what can't be run is told.
func TestFaults(t *testing.T) {
	for _, text := range []string{
		"x= 1 ~~|\nin:TEST INPUT: y = 2 ~~|\nc:THE CONDITION: in :IMPLIES: x = 1 ~~|",
		"x= 1 ~~|\nin:TEST INPUT: x = RC DECAY(x, 2) ~~|\nc:THE CONDITION: in :IMPLIES: x = 1 ~~|",
		"x= 1 ~~|\nc:THE CONDITION: x > 0 :IMPLIES: x = RC COMPARE(x, 2) ~~|",
		"x= 1 ~~|\nc:THE CONDITION: x > 0 :IMPLIES: nothing = 1 ~~|",
	} {
		m, _ := mdl.Parse("m.mdl", []byte(text+span))
		_, list, err := reality.Run(context.Background(), m)
		if err != nil || !list.HasFaults() {
			t.Errorf("%s: no fault (%v)", text, err)
		}
	}
}
