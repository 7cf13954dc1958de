package study

import (
	"context"
	"slices"

	"casus/internal/engine"
	"casus/internal/explore"
	"casus/internal/program"
)

// asked is an effect, or a statement by whether it holds.
type asked struct {
	id        string
	measure   *Measure
	statement *Statement
}

// draws are the effect's, or 1 and 0 as the statement holds or not.
func (a asked) draws(runs map[string]*explore.Ensemble) []float64 {
	out := a.measure.Draws(runs)
	if a.statement != nil {
		for i, v := range out {
			out[i] = 0
			if a.statement.Holds(v) {
				out[i] = 1
			}
		}
	}
	return out
}

// from is the least move that is told, over the answer's width.
func (a asked) from() float64 {
	if a.statement != nil {
		return swayedFrom
	}
	return movedFrom
}

// varying runs the study with a fixed number moved.
type varying struct {
	post    *sample // draws that are moved, as they are
	asked   []asked
	target  *target // whose engine takes any fixed number
	full    *engine.Engine
	request explore.Request
	worlds  []explore.Scenario // that the answers are of
}

func (s *Study) newVarying(ctx context.Context, base *target, all *sample, o Options) (*varying, error) {
	v := &varying{}
	for _, e := range slices.Concat(s.Effects, s.Effectiveness) {
		v.asked = append(v.asked, asked{id: e.ID, measure: e.Measure})
	}
	for i := range s.Statements {
		st := &s.Statements[i]
		v.asked = append(v.asked, asked{id: st.ID, measure: st.Measure, statement: st})
	}
	each := len(all.z) / all.chains
	keep := min(each, max(2, sensitivityDraws/all.chains))
	v.post = &sample{chains: all.chains}
	for i := range all.chains * keep {
		at := i/keep*each + i%keep*each/keep
		v.post.z, v.post.draw = append(v.post.z, all.z[at]), append(v.post.draw, base.draw(all.z[at], at))
	}
	for _, sc := range s.exploreScenarios() {
		if slices.ContainsFunc(v.asked, func(a asked) bool { return a.measure.of(sc.ID) }) {
			v.worlds = append(v.worlds, sc)
		}
	}
	var fixed []int
	for _, c := range s.Constants {
		if c.Role == Fixed {
			fixed = append(fixed, c.Param)
		}
	}
	program := v.prune(s)
	var err error
	if v.target, err = s.newTargetTo(ctx, o, s.lastStep(), fixed...); err != nil {
		return nil, err
	}
	runs := 2 * len(fixed) * len(v.post.z) * len(v.worlds)
	if v.full, err = engine.New(ctx, program, engine.Options{Workers: o.Workers, Kind: o.Engine, Members: runs}); err != nil {
		v.target.engine.Close()
		return nil, err
	}
	if v.post.runs, err = explore.Paired(ctx, v.full, v.post.draw, v.worlds, v.request); err != nil {
		v.close()
		return nil, err
	}
	return v, nil
}

// prune is the program cut down to what the answers read, and asks for that alone: the
// atoms of other questions keep their places and are of no use.
func (v *varying) prune(s *Study) *program.Program {
	v.request = explore.Request{Atoms: make([]explore.Atom, len(s.atoms)), Steps: 1}
	var names []string
	atoms := map[int]bool{}
	for _, a := range v.asked {
		for m := a.measure; m != nil; m = m.Per {
			atoms[m.atom] = true
			names = append(names, s.Program.Outputs[s.atoms[m.atom].Output].Name)
		}
	}
	p := s.Program.Prune(names)
	for i := range v.request.Atoms {
		a := &v.request.Atoms[i]
		a.Reduce = explore.Level
		if atoms[i] {
			*a = s.atoms[i]
			a.Output = p.OutputIndex(s.Program.Outputs[a.Output].Name)
			v.request.Steps = max(v.request.Steps, a.At*s.Program.Time.SaveEvery)
		}
	}
	return p
}

func (v *varying) close() {
	v.full.Close()
	v.target.engine.Close()
}

// of reports whether a measure reads a scenario.
func (m *Measure) of(scenario string) bool {
	return m.Scenario == scenario || m.Against == scenario || m.Per != nil && m.Per.of(scenario)
}

// at are the answers' runs and the log-likelihoods with a parameter at another value.
func (v *varying) at(ctx context.Context, param int, value float64) (runs map[string]*explore.Ensemble, logLik []float64, err error) {
	moved := make([][]float64, len(v.post.draw))
	stages := len(v.target.study.Stages)
	increments := make([][]float64, len(moved))
	for i, d := range v.post.draw {
		moved[i] = slices.Clone(d)
		moved[i][param] = value
		increments[i] = make([]float64, stages)
	}
	if runs, err = explore.Paired(ctx, v.full, moved, v.worlds, v.request); err != nil {
		return nil, nil, err
	}
	v.target.fixed = map[int]float64{param: value}
	if err := v.target.LogLik(ctx, v.post.z, stages-1, increments); err != nil {
		return nil, nil, err
	}
	for _, by := range increments {
		sum := 0.0
		for _, x := range by {
			sum += x
		}
		logLik = append(logLik, sum)
	}
	return runs, logLik, nil
}
