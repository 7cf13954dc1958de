package engine_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"casus/internal/engine"
	"casus/internal/program"
)

// BenchmarkMemberStep gives the time of one step of one member, over an ensemble
// on all cores, of a model with 30 states and some 300 operations without maths
// functions.
func BenchmarkMemberStep(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	p := &program.Program{
		Name: "thirty", Time: program.Time{Stop: 1000, Step: 1, SaveEvery: 100, Method: program.Euler},
		Setup: program.Block{{Op: program.OpConst, Num: 0.001}}, Kept: []program.ID{0},
	}
	for i := range 30 {
		p.States = append(p.States, program.State{Name: string(rune('A' + i))})
		p.Step = append(p.Step, program.Value{Op: program.OpState, Ref: int32(i)})
		p.Initial = append(p.Initial, 0)
	}
	ops := []program.Op{program.OpAdd, program.OpSub, program.OpMul, program.OpMin, program.OpMax}
	for range 300 {
		n := len(p.Step)
		p.Step = append(p.Step, program.Value{Op: ops[r.IntN(len(ops))], Args: [3]program.ID{program.ID(r.IntN(n)), program.ID(n - 1 - r.IntN(20))}})
	}
	for i := range 30 {
		p.Rates = append(p.Rates, program.ID(300+i))
	}
	p.Outputs = []program.Output{{Name: "x", Value: 329}}
	e, err := engine.New(context.Background(), p, engine.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	const members = 256
	for b.Loop() {
		if err := e.Run(context.Background(), engine.Batch{Members: members, Visit: func(int, engine.Rows) error { return nil }}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/members/1000, "ns/member-step")
}
