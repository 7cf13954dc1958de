package lower_test

import (
	"strings"
	"testing"

	"casus/internal/lower"
	"casus/internal/mdl"
)

const fourSteps = `
FINAL TIME = 4 ~~|
INITIAL TIME = 0 ~~|
SAVEPER = 1 ~~|
TIME STEP = 1 ~~|
`

// TestMacroFaults: what would have no end or no meaning is refused.
func TestMacroFaults(t *testing.T) {
	for text, want := range map[string]string{
		":MACRO: M(x)\nM= M(x) + 1 ~~|\n:END OF MACRO:\ny= M(2) ~~|":               "more than 50 deep",
		":MACRO: M(x)\nM= x ~~|\n:END OF MACRO:\ny= M(2, 3) ~~|":                   "takes 1 inputs and has 2",
		":MACRO: M(x : z)\nM= x ~~|\nz= 1 ~~|\n:END OF MACRO:\ny= M(2 : a, b) ~~|": "1 further outputs, and 2 are named",
		":MACRO: M(x)\nM= x ~~|\ny= M(2) ~~|":                                      "has no end",
		":END OF MACRO:\ny= 2 ~~|":                                                 "no macro is open",
		"A: a1, a2 ~~|\nx[A] :EXCEPT: [a1, a2] = 1 ~~|":                            "exception of 2 subscripts",
		"A: A2, a1 ~~|\nA2: A, b1 ~~|\ny= 1 ~~|":                                   "contains itself",
		"x= DELAY FIXED(Time, 1e9, 0) ~~|":                                         "1e+09 steps",
		"A: a1, a2 ~~|\nB: b1, b2 ~~|\nn[B]= 1, 2 ~~|\nx[A]= n[B] ~~|\ny= 1 ~~|":   "not on the left-hand side",
	} {
		m, faults := mdl.Parse("m.mdl", []byte(text+fourSteps))
		_, more := lower.Lower(m)
		faults = append(faults, more...)
		found := false
		for _, d := range faults {
			found = found || strings.Contains(d.Message, want)
		}
		if !found {
			t.Errorf("%q: want a fault with %q, got %v", text, want, faults)
		}
	}
}
