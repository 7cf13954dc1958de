package lower_test

import (
	"strings"
	"testing"

	"casus/internal/lower"
	"casus/internal/mdl"
	"casus/internal/program"
)

const fourSteps = `
FINAL TIME = 4 ~~|
INITIAL TIME = 0 ~~|
SAVEPER = 1 ~~|
TIME STEP = 1 ~~|
`

// series runs a model of four steps in Vensim's text format and gives an output at
// times 0 to 4.
func series(t *testing.T, text, output string) []float64 {
	t.Helper()
	m, faults := mdl.Parse("m.mdl", []byte(text+fourSteps))
	p, more := lower.Lower(m)
	if faults = append(faults, more...); faults.HasFaults() {
		t.Fatalf("%v", faults)
	}
	o := p.OutputIndex(output)
	if o < 0 {
		t.Fatalf("no output %q in %v", output, p.Outputs)
	}
	var out []float64
	for _, row := range program.Run(p, p.Defaults(), 4, 1) {
		out = append(out, row[o])
	}
	return out
}

// TestVensimSemantics: values derived by hand from the reference manual.
func TestVensimSemantics(t *testing.T) {
	const (
		ranges = "A: a1, a2, a3 ~~|\nB: b1, b2, b3 -> A ~~|\nC: c1, c2 -> (A: sub, a3) ~~|\nsub: a1, a2 ~~|\nother <-> A ~~|\nn[A]= 10, 20, 30 ~~|\n"
		macros = ":MACRO: GROWN(rate, start)\nGROWN= INTEG(rate * twice, start) ~~|\ntwice= 2 ~~|\n:END OF MACRO:\n" +
			":MACRO: OUTER(x)\nOUTER= GROWN(x, 1) + GROWN(x, 100) ~~|\n:END OF MACRO:\n"
	)
	for _, c := range []struct {
		name, text, output string
		want               [5]float64
	}{
		{"a fixed delay", "x= DELAY FIXED(Time, 2, 7) ~~|", "x", [5]float64{7, 7, 0, 1, 2}},
		{"a fixed delay of no time lasts a step", "x= DELAY FIXED(Time, 0, 7) ~~|", "x", [5]float64{7, 0, 1, 2, 3}},
		{"a sample", "x= SAMPLE IF TRUE(Time = 2 :OR: Time = 4, Time * 10, -1) ~~|", "x", [5]float64{-1, -1, 20, 20, 40}},
		{"a sample at the start", "x= SAMPLE IF TRUE(Time < 1, 5, -1) ~~|", "x", [5]float64{5, 5, 5, 5, 5}},
		{"a macro with a stock", macros + "x= GROWN(3, 1) ~~|", "x", [5]float64{1, 7, 13, 19, 25}},
		{"two calls are two stocks", macros + "x= GROWN(1, 0) - GROWN(2, 0) ~~|", "x", [5]float64{0, -2, -4, -6, -8}},
		{"a macro in a macro", macros + "x= OUTER(1) ~~|", "x", [5]float64{101, 105, 109, 113, 117}},
		{"a macro over subscripts", ranges + macros + "x[A]= GROWN(n[A], 0) ~~|", "x[a2]", [5]float64{0, 40, 80, 120, 160}},
		{"an exception", ranges + "x[A] :EXCEPT: [a2] = 1 ~~|\nx[a2]= 2 ~~|", "x[a2]", [5]float64{2, 2, 2, 2, 2}},
		{"an exception of a range", ranges + "x[A] :EXCEPT: [sub] = 1 ~~|\nx[sub]= 2 ~~|", "x[a1]", [5]float64{2, 2, 2, 2, 2}},
		{"a mapping", ranges + "x[B]= n[A] ~~|", "x[b3]", [5]float64{30, 30, 30, 30, 30}},
		{"a mapping the other way", ranges + "y[B]= 1, 2, 3 ~~|\nx[A]= y[B] ~~|", "x[a2]", [5]float64{2, 2, 2, 2, 2}},
		{"a mapping to a range", ranges + "y[C]= 5, 6 ~~|\nx[A]= y[C] ~~|", "x[a2]", [5]float64{5, 5, 5, 5, 5}},
		{"another name of a range", ranges + "x[other]= n[A] * 2 ~~|", "x[a1]", [5]float64{20, 20, 20, 20, 20}},
		{"a table from the right to the left", "t((2,20),(1,10),(0,0)) ~~|\nx= t(Time / 2) ~~|", "x", [5]float64{0, 5, 10, 15, 20}},
		{"an order that changes is what it is at the start", "x= SMOOTH N(STEP(8, 1), 2, 0, 1 + STEP(1, 2)) ~~|", "x", [5]float64{0, 0, 4, 6, 7}},
	} {
		got := series(t, c.text, c.output)
		for i, want := range c.want {
			if got[i] != want {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
}

// TestMacroFaults: what would have no end or no meaning is refused.
func TestMacroFaults(t *testing.T) {
	for text, want := range map[string]string{
		":MACRO: M(x)\nM= M(x) + 1 ~~|\n:END OF MACRO:\ny= M(2) ~~|":             "more than 50 deep",
		":MACRO: M(x)\nM= x ~~|\n:END OF MACRO:\ny= M(2, 3) ~~|":                 "takes 1 inputs and has 2",
		":MACRO: M(x : z)\nM= x ~~|\nz= 1 ~~|\n:END OF MACRO:\ny= M(2) ~~|":      "further outputs",
		":MACRO: M(x)\nM= x ~~|\ny= M(2) ~~|":                                    "has no end",
		":END OF MACRO:\ny= 2 ~~|":                                               "no macro is open",
		"A: a1, a2 ~~|\nx[A] :EXCEPT: [a1, a2] = 1 ~~|":                          "exception of 2 subscripts",
		"A: A2, a1 ~~|\nA2: A, b1 ~~|\ny= 1 ~~|":                                 "contains itself",
		"x= DELAY FIXED(Time, 1e9, 0) ~~|":                                       "1e+09 steps",
		"A: a1, a2 ~~|\nB: b1, b2 ~~|\nn[B]= 1, 2 ~~|\nx[A]= n[B] ~~|\ny= 1 ~~|": "not on the left-hand side",
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
