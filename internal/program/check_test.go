package program

import (
	"math"
	"strings"
	"testing"
)

const growth = `
program "growth"
time 0 to 4 step 0.5 save 1 euler
param 0 "r" = 0.1
state 0 "S"
table 0 "t" (0, 0) (1, 1)
setup
  v0 = param 0
  v1 = const 100
keep 0 = v0
initial 0 = v1
step
  v0 = state 0
  v1 = kept 0
  v2 = mul v0 v1
  v3 = lookup 0 v0
rate 0 = v2
output "S" = v0
output "flow" = v2
output "t" = v3
`

func TestCheckFindsFaults(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*Program)
		want  string
	}{
		{"operand after use", func(p *Program) { p.Step[2].Args[1] = 3 }, "v2 uses v3, which doesn't stand before it"},
		{"negative operand", func(p *Program) { p.Step[2].Args[0] = -1 }, "v2 uses v-1"},
		{"operand too many", func(p *Program) { p.Step[3].Args[1] = 1 }, "lookup takes 1 operands"},
		{"state in setup", func(p *Program) { p.Setup[0] = Value{Op: OpState} }, "state is not allowed here"},
		{"param in step", func(p *Program) { p.Step[1].Op = OpParam }, "param is not allowed here"},
		{"kept in setup", func(p *Program) { p.Setup[0] = Value{Op: OpKept} }, "kept is not allowed here"},
		{"unknown operation", func(p *Program) { p.Step[2].Op = 200 }, "unknown operation 200"},
		{"param index", func(p *Program) { p.Setup[0].Ref = 1 }, "param 1 of 1"},
		{"kept index", func(p *Program) { p.Step[1].Ref = -1 }, "kept value -1 of 1"},
		{"state index", func(p *Program) { p.Step[0].Ref = 7 }, "state 7 of 1"},
		{"table index", func(p *Program) { p.Step[3].Ref = 1 }, "table 1 of 1"},
		{"keep", func(p *Program) { p.Kept[0] = 2 }, "keep 0 is v2 of 2"},
		{"rate", func(p *Program) { p.Rates[0] = 4 }, "rate 0 is v4 of 4"},
		{"output", func(p *Program) { p.Outputs[0].Value = 4 }, `output "S" is v4`},
		{"output twice", func(p *Program) { p.Outputs[1].Name = "S" }, `output "S" stands twice`},
		{"rates missing", func(p *Program) { p.Rates = nil }, "0 rates for 1 states"},
		{"initial missing", func(p *Program) { p.Initial = nil }, "0 initial values for 1 states"},
		{"table descends", func(p *Program) { p.Tables[0].X = []float64{1, 0} }, "must ascend"},
		{"table repeats", func(p *Program) { p.Tables[0].X = []float64{1, 1} }, "must ascend"},
		{"table empty", func(p *Program) { p.Tables[0] = Table{} }, "no points"},
		{"table uneven", func(p *Program) { p.Tables[0].Y = nil }, "2 x values and 0 y values"},
		{"table infinite", func(p *Program) { p.Tables[0].Y = []float64{0, math.Inf(1)} }, "point 2 is not finite"},
		{"step zero", func(p *Program) { p.Time.Step = 0 }, "not above 0"},
		{"step NaN", func(p *Program) { p.Time.Step = math.NaN() }, "not finite"},
		{"stop before start", func(p *Program) { p.Time.Stop = -1 }, "before it starts"},
		{"saves never", func(p *Program) { p.Time.SaveEvery = 0 }, "every 0 steps"},
		{"method", func(p *Program) { p.Time.Method = "leapfrog" }, `"leapfrog"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := parse(t, growth)
			test.spoil(p)
			err := p.Check()
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}

// TestTextRoundTrip reads what String writes and writes it again.
func TestTextRoundTrip(t *testing.T) {
	first := parse(t, growth).String()
	if second := parse(t, first).String(); second != first {
		t.Errorf("the text changed:\n%s\nbecame\n%s", first, second)
	}
}
