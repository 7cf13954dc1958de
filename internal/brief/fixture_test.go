package brief_test

import (
	"encoding/base64"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"casus/internal/brief"
)

// fixture is an examination of an imagined war, as large as a real one: the page
// is judged on it before there is any study. Its numbers come from a seed.
func fixture() brief.Data {
	r := rand.New(rand.NewPCG(7, 7))
	d := brief.Data{
		Title:    "A contingent from Ostia in the Marches war",
		Question: "What did the troops from Ostia do for Valdor's war, at what price, and what follows for others?",
		About:    "An imagined war, to show the page. Nothing here is evidence of anything.",
		Source:   "Statements made up for the test.",
		Origin:   "2024-01-01", Cut: "2026-01-31", Horizon: "2026-12-31", Quick: true,
		Headline: brief.Headline{Words: "The troops most likely hastened the end of the Ford pocket by 41 days (12 to 95); beyond it their effect is too small to see.",
			Figure: "41 days sooner", Range: "12 to 95, nine chances in ten", Effect: "pocket_days"},
		Sides: []brief.Side{{ID: "north", Title: "Northmark"}, {ID: "valdor", Title: "Valdor"}, {ID: "ostia", Title: "Ostia"},
			{ID: "league", Title: "The League"}, {ID: "isles", Title: "The Isles"}, {ID: "free", Title: "Independent"}},
		Scenarios: []brief.Scenario{
			{ID: "as_it_was", Title: "As it was", Story: "Troops and shells as they were."},
			{ID: "without", Title: "Without the troops", Story: "No contingent and nobody in its place; the shells still come."},
			{ID: "substituted", Title: "Own units in their place", Story: "Units of Valdor of the same size, taken from the rest of the front."},
		},
		Warnings: []string{"The acceptance rate of the last move was 0.09, below 0.15: ranges may be too narrow.",
			"Three claims of running totals fall; they were read as new counts."},
		Limits: []string{"Air war, navy and cyber operations are left out.", "Claimants share inputs; the groups used are a rough guess at how much."},
		Footer: brief.Footer{InputHash: "9f2c41d07ab3e65c", Seed: 20260131, Version: "0.1.0", Made: "2026-02-01 09:30 UTC",
			Command: "casus examine studies/marches --seed 20260131"},
	}
	quantities(&d, r)
	effects(&d)
	statements(&d)
	model(&d, r)
	registers(&d, r)
	return d
}

var claimants = []struct{ name, side string }{
	{"Northmark General Staff", "north"}, {"President of Northmark", "north"}, {"Valdor MoD", "valdor"}, {"League officials", "league"},
	{"Isles Intelligence", "isles"}, {"Open-source count", "free"}, {"Ostian state media", "ostia"}, {"Institute for Fronts", "free"},
}

func quantities(d *brief.Data, r *rand.Rand) {
	for k, q := range []struct {
		id, title, unit string
		top             float64
		shape           func(x float64) float64
	}{
		{"casualties", "Ostian casualties", "person", 6100, func(x float64) float64 { return 1 / (1 + math.Exp(-14*(x-0.4))) }},
		{"pocket", "Ground held at the Ford", "km2", 1200, func(x float64) float64 { return math.Max(0, 1-math.Max(0, 2.6*(x-0.2))) }},
		{"shells", "Ostian shells delivered", "shell", 9.4e6, func(x float64) float64 { return math.Sqrt(x) }},
	} {
		v := brief.Quantity{ID: q.id, Title: q.title, Unit: q.unit, Scale: "log"}
		for day := 0; day <= 1095; day += 7 {
			x := float64(day) / 1095
			m := q.top * q.shape(x)
			w := 0.08 + 0.18*x
			v.Days = append(v.Days, day)
			v.Q05, v.Q25, v.Q50 = append(v.Q05, m*(1-1.6*w)), append(v.Q25, m*(1-0.6*w)), append(v.Q50, m)
			v.Q75, v.Q95 = append(v.Q75, m*(1+0.7*w)), append(v.Q95, m*(1+1.9*w))
		}
		for range 12 {
			p, z := brief.Series{}, r.NormFloat64()
			for i, m := range v.Q50 {
				p = append(p, m*(1+z*(0.08+0.18*float64(v.Days[i])/1095)))
			}
			v.Paths = append(v.Paths, p)
		}
		for i := range 34 {
			c := claim(fmt.Sprintf("C%d%03d", k+1, i), q.id, q.title, r)
			truth := q.top * q.shape(float64(c.Day)/1095) * math.Exp(0.25*r.NormFloat64())
			round := math.Pow(10, math.Floor(math.Log10(truth+1))-1)
			best := math.Round(truth/round) * round
			low, high := best*0.8, best*1.3
			switch i % 6 {
			case 0:
				c.Low, c.High, c.Text, c.Reading = &low, &high, fmt.Sprintf("%g to %g %s", low, high, q.unit), "range"
			case 1:
				c.Low, c.Text, c.Reading = &best, fmt.Sprintf("more than %g %s", best, q.unit), "at least"
			case 2:
				c.High, c.Text, c.Reading = &best, fmt.Sprintf("up to %g %s", best, q.unit), "at most"
			default:
				c.Best, c.Text = &best, fmt.Sprintf("%g %s", best, q.unit)
			}
			if i == 20 {
				c.Use, c.SameAs, c.Why = brief.Relayed, fmt.Sprintf("C%d%03d", k+1, 3), "the agency names the staff as its source"
			}
			if i == 21 {
				c.Use, c.Why = brief.SetAside, "counts wounded of another force"
			}
			if c.Day > 761 {
				c.Use, c.Why = brief.Later, ""
			}
			d.Claims = append(d.Claims, c)
			v.Claims = append(v.Claims, c.ID)
		}
		d.Quantities = append(d.Quantities, v)
	}
}

func claim(id, quantity, subject string, r *rand.Rand) brief.Claim {
	who := claimants[r.IntN(len(claimants))]
	day := 60 + r.IntN(760)
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	return brief.Claim{ID: id, Quantity: quantity, Subject: subject, Day: day, Published: at.AddDate(0, 0, 1+r.IntN(20)).Format("2006-01-02"),
		PublishedBasis: "stated", Claimant: who.name, Side: who.side, Title: "Daily summary of the front", URL: "https://example.org/" + id,
		Words: "assessed", Use: brief.Used}
}

func some(all []string, n int) []string { return all[:min(n, len(all))] }

func effects(d *brief.Data) {
	series := func(id string, delay float64) brief.ScenarioSeries {
		s := brief.ScenarioSeries{Scenario: id}
		for day := 300; day <= 700; day += 7 {
			m := 1200 * math.Max(0, 1-math.Max(0, (float64(day)-320-delay)/150))
			s.Days = append(s.Days, day)
			s.Q05, s.Q50, s.Q95 = append(s.Q05, 0.75*m), append(s.Q50, m), append(s.Q95, 1.2*m+5)
		}
		return s
	}
	d.Effects = []brief.Effect{
		{ID: "pocket_days", Title: "Days by which the contingent hastened the end of the Ford pocket", Unit: "Day", Scenario: "without", Against: "as_it_was",
			Posterior: interval(12, 28, 41, 60, 95, 0.97), Prior: interval(-40, 10, 55, 120, 260, 0.81),
			Text:   "The contingent ended the Ford pocket 41 days earlier (12 to 95) than if nobody had come in its place.",
			Claims: d.Quantities[1].Claims, Output: "Ground held at the Ford", OutUnit: "km2",
			Series: []brief.ScenarioSeries{series("as_it_was", 0), series("without", 41), series("substituted", 9)},
			AsOf: []brief.AsOfRange{{Day: 330, Q05: -30, Q50: 60, Q95: 240}, {Day: 430, Q05: 0, Q50: 50, Q95: 160}, {Day: 550, Q05: 9, Q50: 44, Q95: 105},
				{Day: 761, Q05: 12, Q50: 41, Q95: 95}}},
		{ID: "ground", Title: "Ground taken elsewhere by 31 January 2026, because of the contingent", Unit: "km2", Scenario: "as_it_was", Against: "without",
			Posterior: interval(-180, -20, 38, 120, 310, 0.66), Prior: interval(-220, -30, 40, 140, 350, 0.65), Wording: brief.NotSeparable,
			Text: "The contingent changed gains elsewhere by 38 km2 (-180 to 310).", Claims: some(d.Quantities[1].Claims, 8)},
		{ID: "aid", Title: "Military aid for Northmark, because of the contingent", Unit: "bnEUR", Scenario: "as_it_was", Against: "without",
			Posterior: interval(-1.4, -0.3, 0.1, 0.6, 1.9, 0.55), Prior: interval(-1.5, -0.3, 0.1, 0.6, 2, 0.55), Wording: brief.Assumed,
			Text: "The contingent changed military aid by 0.1 bn EUR (-1.4 to 1.9) in all."},
	}
	d.Effectiveness = []brief.Effect{
		{ID: "ground_per_loss", Title: "Ground at the Ford for each Ostian lost", Unit: "km2/person", Scenario: "without", Against: "as_it_was",
			Posterior: interval(0.02, 0.05, 0.084, 0.12, 0.21, 0.99), Prior: interval(-0.1, 0.02, 0.1, 0.3, 0.9, 0.83),
			Text: "Each Ostian casualty bought 0.084 km2 (0.02 to 0.21) of the Ford.", Claims: some(d.Quantities[0].Claims, 12)},
	}
	d.Rivals = []brief.Rival{{Title: "The contingent moved ground", Else: "the contingent moved no ground", Prior: 0.5, Posterior: 0.78}}
	d.Biases = []brief.Bias{{Claimant: "Northmark General Staff", Side: "north", Quantity: "casualties", Unit: "factor",
		Posterior: brief.Range{Q05: 1.1, Q25: 1.2, Q50: 1.32, Q75: 1.41, Q95: 1.6}, Prior: brief.Range{Q05: 0.75, Q25: 1, Q50: 1.3, Q75: 1.7, Q95: 2.3},
		Claims: some(d.Quantities[0].Claims, 4)}}
}

func interval(a, b, c, d, e, p float64) brief.Interval {
	return brief.Interval{Range: brief.Range{Q05: a, Q25: b, Q50: c, Q75: d, Q95: e}, ProbAbove0: p}
}

func statements(d *brief.Data) {
	rows := []string{"deployment and arrangement", "effects, effectiveness", "attrition", "narrative", "aid", "manpower", "the fine line", "knowledge"}
	verdicts := []struct {
		p, low, high, prior brief.Number
		word                string
	}{{0.998, 0.99, 0.999, 0.62, "almost certain"}, {0.91, 0.85, 0.95, 0.5, "very likely"}, {0.62, 0.4, 0.71, 0.55, "likely"},
		{0.47, 0.3, 0.6, 0.5, "roughly even chance"}, {0.12, 0.06, 0.2, 0.35, "very unlikely"}}
	for i := range 16 {
		v := verdicts[i%len(verdicts)]
		s := brief.Statement{ID: fmt.Sprintf("s%02d", i), Row: rows[i/2], Verdict: v.word, Probability: v.p, Low: v.low, High: v.high, PriorProbability: v.prior,
			Text:   "More than ten thousand Ostian combat troops came to Valdor before the end of 2024.",
			Test:   "the number sent by 31 December 2024 is above 10,000",
			Claims: some(d.Quantities[i%3].Claims, 5+i), Events: []string{"2024-10-18"}}
		if i%4 == 3 {
			s.Wording, s.Note = brief.Assumed, "The ratio is put in, not learned."
			s.Claims = nil
		}
		if i == 0 {
			s.AsOf = []brief.AsOfChance{{Day: 300, Probability: 0.62}, {Day: 400, Probability: 0.9}, {Day: 761, Probability: 0.998}}
			s.Turns = "more than a third of the engineers are counted as combat troops"
		}
		d.Statements = append(d.Statements, s)
	}
}

func model(d *brief.Data, r *rand.Rand) {
	missing := brief.Number(math.NaN())
	base := []float64{6000, 300, 12, 1400, 1.1}
	names := []string{"First Wave Size", "Half Time", "Daily Loss", "Pocket Start", "Pocket Clearing"}
	d.Model = &brief.Model{WasmBase64: base64.StdEncoding.EncodeToString(handModule()), Layout: handLayout,
		Outputs: []string{"Engaged", "Casualties", "Pocket"}, Start: 0, Step: 1, Steps: 1095, SaveEvery: 7, DrawParams: []int{0, 1, 2}}
	for i, n := range names {
		d.Model.Params = append(d.Model.Params, brief.Param{Name: n, Default: base[i]})
	}
	for range 120 {
		d.Model.Draws = append(d.Model.Draws, []float64{6000 * math.Exp(0.2*r.NormFloat64()), 300 * math.Exp(0.3*r.NormFloat64()), 12 * math.Exp(0.15*r.NormFloat64())})
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

func registers(d *brief.Data, r *rand.Rand) {
	for i := range 60 {
		a := brief.Assumption{Name: fmt.Sprintf("Constant %02d", i), About: "What it stands for, in a line.", Value: brief.Number(r.Float64()), Unit: "1/Day",
			Prior: "fixed", Source: "judgement", Learned: brief.Number(math.NaN()), Group: []string{"The contingent", "The pocket", "Manpower"}[i/20]}
		if i%3 == 0 {
			v := float64(a.Value)
			a.Prior = "lognormal(0.014, 0.6)"
			a.PriorR = &brief.Range{Q05: v * 0.4, Q25: v * 0.7, Q50: v, Q75: v * 1.5, Q95: v * 2.6}
			a.Posterior = &brief.Range{Q05: v * 0.6, Q25: v * 0.8, Q50: v, Q75: v * 1.2, Q95: v * 1.7}
			a.Learned = brief.Number([]float64{0.5, 0.04}[i%2])
		}
		d.Assumptions = append(d.Assumptions, a)
	}
	for i := range 24 {
		at := time.Date(2024, 9, 18, 0, 0, 0, 0, time.UTC).AddDate(0, i, 0)
		if i == 1 {
			at = time.Date(2024, 10, 18, 0, 0, 0, 0, time.UTC)
		}
		d.Timeline = append(d.Timeline, brief.Event{Date: at.Format("2006-01-02"), Event: "Envoys of the League meet and condemn the deployment",
			Actors: "The League", URL: "https://example.org/event"})
	}
	d.Diagnostics = []brief.Measurement{{Name: "Effective sample size at the end", Value: "1,840 of 2,000", Limit: "above 500", OK: true},
		{Name: "Acceptance of the last move", Value: "0.09", Limit: "above 0.15", OK: false, Text: "Particles moved little."}}
	d.Scores = []brief.Score{{Title: "Ostian casualties, three months ahead", Rule: "CRPS, log scale", Count: 14, Model: 0.14, Naive: 0.22},
		{Title: "Ground taken, one month ahead", Rule: "CRPS, log scale", Count: 9, Model: 0.31, Naive: 0.28}}
}
