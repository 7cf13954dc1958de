package brief_test

import (
	"encoding/base64"
	"math"
	"math/rand/v2"
	"slices"

	"casus/internal/brief"
	"casus/internal/explore"
)

// formula is what the fixture's module computes, in the same order of operations.
func formula(output string, v []float64, t float64) float64 {
	switch output {
	case "Engaged":
		return v[0] * t / (t + v[1])
	case "Casualties":
		return v[2] * t
	case "Pocket":
		return v[3] - v[4]*t
	}
	panic(output)
}

var fixtureLevels = []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975}

func model(d *brief.Data, r *rand.Rand) {
	missing := brief.Number(math.NaN())
	base := []float64{6000, 300, 12, 1400, 1.1}
	names := []string{"First Wave Size", "Half Time", "Daily Loss", "Pocket Start", "Pocket Clearing"}
	d.Model = &brief.Model{WasmBase64: base64.StdEncoding.EncodeToString(handModule()), Layout: handLayout,
		Outputs: []string{"Engaged", "Casualties", "Pocket"}, Start: 0, Step: 1, Steps: 1095, SaveEvery: 7, DrawParams: []int{0, 1, 2, 4}}
	for i, n := range names {
		d.Model.Params = append(d.Model.Params, brief.Param{Name: n, Default: base[i]})
	}
	for range 120 {
		d.Model.Draws = append(d.Model.Draws, []float64{6000 * math.Exp(0.2*r.NormFloat64()), 300 * math.Exp(0.3*r.NormFloat64()), 12 * math.Exp(0.15*r.NormFloat64()), 1.1 * math.Exp(0.1*r.NormFloat64())})
	}
	d.Scenarios = []brief.Scenario{
		{ID: "as_it_was", Title: "As it was", Story: "Troops and shells as they were."},
		{ID: "without", Title: "Without the troops", Story: "No contingent and nobody in its place; the shells still come.", Set: map[string]float64{"First Wave Size": 0, "Pocket Clearing": 0.9}},
		{ID: "substituted", Title: "Own units in their place", Story: "Units of Valdor of the same size, taken from the rest of the front.", Set: map[string]float64{"Half Time": 500}},
	}
	d.Levels = fixtureLevels
	for day := 0; day <= 1095; day += 7 {
		d.Days = append(d.Days, day)
	}
	for _, f := range []brief.Fan{
		{Output: "Casualties", Title: "Ostian casualties", Unit: "person", Scenario: "as_it_was"},
		{Output: "Pocket", Title: "Ground held at the Ford", Unit: "km2", Scenario: "as_it_was"},
		{Output: "Shells", Title: "Ostian shells delivered", Unit: "shell a month", Scenario: "as_it_was", Change: true},
		{Output: "Engaged", Title: "Engaged", Unit: "person", Scenario: "as_it_was"},
		{Output: "Engaged", Title: "Engaged", Unit: "person", Scenario: "without"},
		{Output: "Pocket", Title: "Ground held at the Ford", Unit: "km2", Scenario: "without"},
	} {
		f.Q = make([]brief.Series, len(fixtureLevels))
		for i, day := range d.Days {
			var points []float64
			for k := range d.Model.Draws {
				switch {
				case f.Output != "Shells":
					points = append(points, formula(f.Output, member(d, k, f.Scenario), float64(day)))
				case i < 4:
					points = append(points, math.NaN())
				default:
					points = append(points, 2e5*math.Exp(0.004*float64(k-60))*(1+math.Sin(float64(day)/200)))
				}
			}
			slices.Sort(points)
			for l, p := range fixtureLevels {
				f.Q[l] = append(f.Q[l], explore.Quantile(points, p))
			}
		}
		d.Fans = append(d.Fans, f)
	}
	d.Sliders = []brief.Slider{
		{Param: names[0], Title: "Men of the first wave", Unit: "person", Min: 0, Max: 30000, Step: 500, Base: 6000, Low: 4300, High: 8300, Help: "How many came in autumn 2024."},
		{Param: names[1], Title: "Days to half strength", Unit: "day", Min: 50, Max: 900, Step: 10, Base: 300, Low: 180, High: 490, Help: "How slowly the men reached the front."},
		{Param: names[2], Title: "Casualties a day", Unit: "person", Min: 0, Max: 60, Step: 1, Base: 12, Low: 9, High: 15, Help: "Killed, wounded or captured in a day."},
		{Param: names[4], Title: "Ground cleared a day", Unit: "km2", Min: 0, Max: 4, Step: 0.05, Base: 1.1, Low: missing, High: missing, Help: "Lever."},
	}
	d.Charts = []brief.Output{{Output: "Engaged", Title: "Ostians at the front", Unit: "person"}, {Output: "Casualties", Title: "Ostian casualties", Unit: "person"},
		{Output: "Pocket", Title: "Ground held at the Ford", Unit: "km2"}}
}

// member is the parameters of one draw under a scenario.
func member(d *brief.Data, draw int, scenario string) []float64 {
	var v []float64
	for _, p := range d.Model.Params {
		v = append(v, p.Default)
	}
	for i, p := range d.Model.DrawParams {
		v[p] = d.Model.Draws[draw][i]
	}
	for _, s := range d.Scenarios {
		if s.ID == scenario {
			for i, p := range d.Model.Params {
				if x, ok := s.Set[p.Name]; ok {
					v[i] = x
				}
			}
		}
	}
	return v
}
