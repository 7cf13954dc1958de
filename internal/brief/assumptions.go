package brief

import (
	"math"

	"casus/internal/study"
)

func biases(s *study.Study, r *study.Results) []Bias {
	var out []Bias
	for _, b := range r.Claimants {
		v := Bias{Claimant: b.Claimant, Side: b.Side, Quantity: b.Quantity, Unit: "shift",
			Posterior: normalRange(b.Mean, b.SD), Prior: normalRange(b.PriorMean, b.PriorSD), Claims: b.Claims}
		if b.Scale == "log" {
			v.Unit, v.Posterior, v.Prior = "factor", v.Posterior.exp(), v.Prior.exp()
		}
		out = append(out, v)
	}
	return out
}

// normalRange is the five quantiles of a normal distribution.
func normalRange(mean, sd float64) Range {
	const z95, z75 = 1.6448536269514722, 0.6744897501960817
	return Range{mean - z95*sd, mean - z75*sd, mean, mean + z75*sd, mean + z95*sd}
}

func (r Range) exp() Range {
	return Range{math.Exp(r.Q05), math.Exp(r.Q25), math.Exp(r.Q50), math.Exp(r.Q75), math.Exp(r.Q95)}
}

func assumptions(s *study.Study, r *study.Results) []Assumption {
	var out []Assumption
	for i, c := range r.Constants {
		a := Assumption{Name: c.Name, About: s.Constants[i].Doc, Value: Number(c.Value), Unit: c.Unit, Prior: c.PriorText,
			Learned: Number(math.NaN()), Verdict: c.Verdict, Source: c.Source, Group: s.Constants[i].Group}
		if c.Prior != nil {
			p := rangeOf(*c.Prior)
			a.PriorR = &p
		}
		if c.Posterior != nil {
			p := rangeOf(*c.Posterior)
			a.Posterior, a.Value = &p, Number(c.Posterior.Q50)
		}
		if c.Role == study.Calibrated {
			a.Learned = Number(c.Learned)
		}
		out = append(out, a)
	}
	return out
}

func sliders(s *study.Study, r *study.Results) ([]Slider, []Output) {
	var out []Slider
	for _, v := range s.Sliders {
		c := r.Constants[v.Constant]
		w := Slider{Param: c.Name, Title: v.Title, Unit: v.Unit, Min: v.Min, Max: v.Max, Step: v.Step, Help: v.Help,
			Base: c.Value, Low: Number(math.NaN()), High: Number(math.NaN())}
		if c.Posterior != nil {
			w.Base, w.Low, w.High = c.Posterior.Q50, Number(c.Posterior.Q05), Number(c.Posterior.Q95)
		}
		out = append(out, w)
	}
	var charts []Output
	for _, v := range s.SliderCharts {
		charts = append(charts, Output{Output: s.Program.Outputs[v.Output].Name, Title: v.Title, Unit: v.Unit})
	}
	return out, charts
}
