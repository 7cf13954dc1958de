package brief_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"casus/internal/brief"
)

var missing = math.NaN()

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
		Warnings: []string{"The acceptance rate of the last move was 0.09, below 0.15: ranges may be too narrow.",
			"Three claims of running totals fall; they were read as new counts."},
		Limits: []string{"Air war, navy and cyber operations are left out.", "Claimants share inputs; the groups used are a rough guess at how much."},
		Footer: brief.Footer{InputHash: "9f2c41d07ab3e65c", Seed: 20260131, Version: "0.1.0", Made: "2026-02-01 09:30 UTC",
			Command: "casus examine studies/marches --seed 20260131"},
	}
	model(&d, r)
	quantities(&d, r)
	effects(&d)
	statements(&d)
	stages(&d)
	registers(&d, r)
	diagram(&d)
	trust(&d, r)
	return d
}

var claimants = []struct{ name, side string }{
	{"Northmark General Staff", "north"}, {"President of Northmark", "north"}, {"Valdor MoD", "valdor"}, {"League officials", "league"},
	{"Isles Intelligence", "isles"}, {"Open-source count", "free"}, {"Ostian state media", "ostia"}, {"Institute for Fronts", "free"},
}

func quantities(d *brief.Data, r *rand.Rand) {
	for k, q := range []struct {
		id, title, unit, output string
		change                  bool
	}{
		{"casualties", "Ostian casualties", "person", "Casualties", false},
		{"pocket", "Ground held at the Ford", "km2", "Pocket", false},
		{"shells", "Ostian shells delivered", "shell a month", "Shells", true},
	} {
		v := brief.Quantity{ID: q.id, Title: q.title, Unit: q.unit, Scale: "log", Output: q.output, Change: q.change,
			Behind: 3 - k, Fit: &brief.Fit{Readings: 20 + k, Inside50: 0.5, Inside90: brief.Number(0.95 - 0.25*float64(k)), Prior90: brief.Number(0.9 - 0.3*float64(k))}}
		f := d.Fans[k]
		for i := range 34 {
			c := claim(fmt.Sprintf("C%d%03d", k+1, i), q.id, q.title, r)
			truth := f.Q[3][max(4, c.Day/7)] * math.Exp(0.25*r.NormFloat64())
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
			if i%11 == 4 {
				c.PublishedBasis = "assumed"
			}
			if q.change {
				from := c.Day - 28
				c.From = &from
			}
			switch i {
			case 20:
				c.Use, c.SameAs, c.RelayedBy, c.Why = brief.Relayed, fmt.Sprintf("C%d%03d", k+1, 3), "The Wire", "the agency names the staff as its source"
			case 21:
				c.Use, c.Why = brief.SetAside, "counts wounded of another force"
			case 22:
				before := d.Claims[len(d.Claims)-3]
				c.Use, c.Revises, c.Claimant, c.Side, c.Day = brief.Reread, before.ID, before.Claimant, before.Side, before.Day
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
	d.Effects = []brief.Effect{
		{ID: "pocket_days", Title: "Days by which the contingent hastened the end of the Ford pocket", Unit: "Day", Scenario: "without", Against: "as_it_was",
			Posterior: interval(12, 28, 41, 60, 95, 0.97), Prior: interval(-40, 10, 55, 120, 260, 0.81),
			Text:   "The contingent ended the Ford pocket 41 days earlier (12 to 95) than if nobody had come in its place.",
			Claims: d.Quantities[1].Claims, Output: "Pocket",
			Measure: &brief.Measure{Output: "Pocket", Of: "days_until_below", At: 1095, Below: 400, Scenario: "without", Against: "as_it_was"}},
		{ID: "ground", Title: "Men at the front by 31 January 2026, because of the contingent", Unit: "person", Scenario: "as_it_was", Against: "without",
			Posterior: interval(-180, -20, 38, 120, 310, 0.66), Prior: interval(-220, -30, 40, 140, 350, 0.65), Wording: brief.NotSeparable,
			Text: "The contingent changed the men at the front by 38 (-180 to 310). (Not separable on this evidence.)", Claims: some(d.Quantities[1].Claims, 8), Output: "Engaged",
			Measure: &brief.Measure{Output: "Engaged", Of: "level", At: 761, Scenario: "as_it_was", Against: "without"}},
		{ID: "aid", Title: "Military aid for Northmark, because of the contingent", Unit: "bnEUR", Scenario: "as_it_was", Against: "without",
			Posterior: interval(-1.4, -0.3, 0.1, 0.6, 1.9, 0.55), Prior: interval(-1.5, -0.3, 0.1, 0.6, 2, 0.55), Wording: brief.Assumed,
			Text: "The contingent changed military aid by 0.1 bn EUR (-1.4 to 1.9) in all."},
	}
	d.Effectiveness = []brief.Effect{
		{ID: "ground_per_loss", Title: "Ground at the Ford for each Ostian lost", Unit: "km2/person", Scenario: "without", Against: "as_it_was",
			Posterior: interval(0.02, 0.05, 0.084, 0.12, 0.21, 0.99), Prior: interval(-0.1, 0.02, 0.1, 0.3, 0.9, 0.83),
			Text: "Each Ostian casualty bought 0.084 km2 (0.02 to 0.21) of the Ford.", Claims: some(d.Quantities[0].Claims, 12)},
	}
	step := func(day, claims int, ratio, weight float64, tells bool) brief.RivalStep {
		return brief.RivalStep{Day: day, Claims: claims, Ratio: brief.Number(ratio), Error: 0.2, Tells: tells, Weight: brief.Number(weight)}
	}
	d.Rivals = []brief.Rival{
		{Constant: "Ground Part", Title: "the contingent moved ground", Else: "the contingent moved no ground", Prior: 0.5, Posterior: 0.78, Error: 0.02, Narrow: 0.7, Wide: 0.84, Ahead: 2.1, AheadError: 0.8, Text: "the claims speak for: the contingent moved ground",
			Steps: []brief.RivalStep{step(330, 30, 1.1, 0.52, false), step(430, 21, 4.1, 0.81, true), step(550, 17, 0.83, 0.78, false), step(761, 20, 1, 0.78, false)}},
		{Constant: "Road Part", Title: "the cut road hastened it", Else: "the road did not matter", Prior: 0.5, Posterior: 0.3, Error: 0.03, Narrow: brief.Number(missing), Wide: brief.Number(missing), Ahead: brief.Number(missing), AheadError: brief.Number(missing), Text: "the claims do not tell the two apart",
			Steps: []brief.RivalStep{step(330, 30, 1.05, 0.51, false), step(430, 21, 0.6, 0.4, true), step(550, 17, 0.66, 0.3, false), step(761, 20, 1, 0.3, false)}},
	}
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
	level := func(output string, at int) *brief.Measure {
		return &brief.Measure{Output: output, Of: "level", At: at, Scenario: "as_it_was"}
	}
	pictures := []brief.Statement{
		{Picture: brief.ClaimsPicture, Quantity: "casualties", Measure: level("Casualties", 365), Threshold: 4000, Unit: "person"},
		{Picture: brief.CoursePicture, Measure: level("Engaged", 500), Threshold: 4000, Unit: "person"},
		{Picture: brief.WorldsPicture, Measure: &brief.Measure{Output: "Engaged", Of: "level", At: 500, Scenario: "as_it_was", Against: "without"}, Threshold: 3500, Unit: "person"},
		{Picture: brief.DotsPicture, Measure: &brief.Measure{Output: "Casualties", Of: "change", From: 100, At: 400, Scenario: "as_it_was", Per: level("Engaged", 400)},
			Threshold: 1, Unit: "Dmnl"},
	}
	for i := range 16 {
		v := verdicts[i%len(verdicts)]
		p := pictures[i/2%len(pictures)]
		s := brief.Statement{ID: fmt.Sprintf("s%02d", i), Row: rows[i/2], Verdict: v.word, Probability: v.p, Low: v.low, High: v.high, PriorProbability: v.prior,
			Text: "More than ten thousand Ostian combat troops came to Valdor before the end of 2024.",
			Test: "the number sent by 31 December 2024 is above 10,000", Confidence: brief.Confidence{Level: "high", Why: "5 independent claimants bear on it"},
			Claims: some(d.Quantities[i%3].Claims, 5+i), Events: []string{"2024-10-18"},
			Picture: p.Picture, Quantity: p.Quantity, Measure: p.Measure, Threshold: p.Threshold, Unit: p.Unit}
		if i%4 == 3 {
			s.Wording, s.Note = brief.Assumed, "The ratio is put in, not learned."
			s.Confidence = brief.Confidence{Level: "low", Why: "no claim bears on it"}
			s.Claims = nil
		}
		if i == 0 {
			s.Turns = "more than a third of the engineers are counted as combat troops"
		}
		d.Statements = append(d.Statements, s)
		if i%2 == 1 {
			d.Rows = append(d.Rows, brief.Row{ID: "row-" + strings.ReplaceAll(strings.ReplaceAll(rows[i/2], ",", ""), " ", "-"), Title: rows[i/2],
				Statements: []string{fmt.Sprintf("s%02d", i-1), s.ID}})
		}
	}
	d.Rows[1].Effects = []string{"pocket_days", "ground", "aid", "ground_per_loss"}
	d.Rows[2].Quantities = []string{"pocket", "shells"}
}

// stages tells what was known when: less the earlier, and other answers.
func stages(d *brief.Data) {
	for day := 0; day <= 1092; day += 28 {
		d.AsOfDays = append(d.AsOfDays, day)
	}
	for i, day := range []int{330, 430, 550, 761} {
		wide := float64(4 - i)
		s := brief.Stage{Day: day, Claims: 30 + 22*i, Effects: map[string][]brief.Number{}, Statements: map[string]brief.Number{}, Parts: map[string]brief.Number{"Ground Part": d.Rivals[0].Steps[i].Weight}}
		for _, e := range append(slices.Clone(d.Effects), d.Effectiveness...) {
			m := e.Posterior.Q50
			s.Effects[e.ID] = []brief.Number{brief.Number(m - wide*(m-e.Posterior.Q05)), brief.Number(m * (1 + 0.2*(wide-1))), brief.Number(m + wide*(e.Posterior.Q95-m))}
		}
		for _, st := range d.Statements {
			s.Statements[st.ID] = st.Probability + (st.PriorProbability-st.Probability)*brief.Number(wide-1)/4
		}
		for k := range d.Quantities {
			f := d.Fans[k]
			b := brief.StageBand{}
			for _, day := range d.AsOfDays {
				at := day / 7
				m := f.Q[3][at]
				b.Q05, b.Q25, b.Q50 = append(b.Q05, m-wide*(m-f.Q[1][at])), append(b.Q25, m-wide*(m-f.Q[2][at])), append(b.Q50, m)
				b.Q75, b.Q95 = append(b.Q75, m+wide*(f.Q[4][at]-m)), append(b.Q95, m+wide*(f.Q[5][at]-m))
			}
			s.Bands = append(s.Bands, b)
		}
		d.Stages = append(d.Stages, s)
	}
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
			a.Verdict = []string{"", "the evidence says nothing about this"}[i%2]
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
}
