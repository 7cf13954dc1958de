package study

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
	"casus/internal/prob"
)

// Role says how a constant is treated.
type Role string

// The roles. Calibrated constants are learned from the claims; prior ones are
// drawn from their prior and touch nothing that claims speak of; fixed ones keep
// the model's value.
const (
	Calibrated Role = "calibrated"
	PriorOnly  Role = "prior only"
	Fixed      Role = "fixed"
)

// Constant is a constant of the model with what is assumed of it.
type Constant struct {
	Name    string
	Unit    string
	Doc     string // the model's comment
	Group   string // the heading of the model that it stands under
	Param   int    // index in the program's parameters
	Value   float64
	Role    Role
	Prior   prob.Dist // nil for a fixed one
	Text    string    // the prior as written
	Source  string
	With    string  // for an on/off part: the explanation that stands when it is on
	Without string  // and when it is off
	Low     float64 // for a fixed one: what else it might be, Value twice where nothing else would do
	High    float64
	Dated   bool // the fixed one is a day of model time, as its range in dates says
	// Strength are the constants, by name, that matter only when the part is on.
	Strength []string
}

// maxCalibrated is how many constants one study may learn: beyond it a single pass
// of the sampler no longer forgets where its particles stood (docs/method.md).
const maxCalibrated = 72

// bindConstants gives every constant of the model its prior and its source.
func (s *Study) bindConstants(l *diag.List, f *file) {
	params := map[string]int{}
	for i, p := range s.Program.Params {
		params[key(p.Name)] = i
	}
	seen := map[string]bool{}
	calibrated := 0
	for _, e := range f.Constants {
		param, ok := params[key(e.Name)]
		if !ok && e.Optional {
			continue
		}
		if !ok {
			s.unknown(l, e.At, "constant", e.Name, s.paramNames())
			continue
		}
		if seen[key(e.Name)] {
			l.Faultf("study-constant", e.At, "constant %q stands twice", e.Name)
			continue
		}
		seen[key(e.Name)] = true
		if v, ok := s.set[key(e.Name)]; ok {
			s.Program.Params[param].Default = v
		}
		c := Constant{Name: s.Program.Params[param].Name, Param: param, Value: s.Program.Params[param].Default,
			Role: Fixed, Text: e.Prior, Source: e.Source, With: e.Part.On, Without: e.Part.Off}
		if v := s.Model.Lookup(c.Name); v != nil {
			c.Unit, c.Doc, c.Group = v.Units, v.Doc, v.Group
		}
		if strings.TrimSpace(e.Source) == "" {
			d := l.Faultf("study-constant", e.At, "constant %q has no source", e.Name)
			d.Hint = `name where its prior is from, or write "judgement"`
		}
		if (c.With == "") != (c.Without == "") {
			l.Faultf("study-constant", e.At, "the part %q needs both when_on and when_off", c.Name).Hint = "say in a sentence each what holds then"
		}
		if e.Prior != "fixed" {
			dist, err := prob.Parse(e.Prior)
			if err != nil {
				l.Faultf("study-prior", e.At, "the prior of %q: %v", e.Name, err)
				continue
			}
			c.Prior, c.Role = dist, Calibrated
			if e.Calibrate != nil && !*e.Calibrate {
				c.Role = PriorOnly
			}
		}
		s.bindVary(l, &e, &c)
		if c.Role == Calibrated {
			calibrated++
		}
		s.Constants = append(s.Constants, c)
	}
	for _, p := range s.Program.Params {
		if !seen[key(p.Name)] {
			d := l.Faultf("study-constant", f.At, "constant %q of the model has no prior", p.Name)
			d.Reason = "a number nobody vouches for would pass for knowledge"
			d.Hint = fmt.Sprintf("add {name: %s, prior: ..., source: ...}, with prior fixed to keep the model's value", p.Name)
		}
	}
	s.bindStrengths(l, f)
	if calibrated > maxCalibrated {
		d := l.Faultf("study-constant", f.At, "%d constants are calibrated, at most %d can be", calibrated, maxCalibrated)
		d.Hint = "fix those that no claim speaks of, or draw them from the prior with calibrate: false"
	}
}

// bindStrengths resolves the constants that say how strong a part is.
func (s *Study) bindStrengths(l *diag.List, f *file) {
	for _, e := range f.Constants {
		for _, name := range e.Part.Strength {
			i := slices.IndexFunc(s.Constants, func(c Constant) bool { return key(c.Name) == key(name) })
			switch {
			case i < 0:
				s.unknown(l, e.At, "constant", name, s.paramNames())
			case s.Constants[i].Role != Calibrated:
				l.Faultf("study-constant", e.At, "%q is the strength of a part and is not calibrated", name)
			default:
				part := slices.IndexFunc(s.Constants, func(c Constant) bool { return key(c.Name) == key(e.Name) })
				s.Constants[part].Strength = append(s.Constants[part].Strength, s.Constants[i].Name)
			}
		}
	}
}

func key(name string) string { return model.Key(name) }
