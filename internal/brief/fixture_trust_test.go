package brief_test

import (
	"math/rand/v2"
	"slices"

	"casus/internal/brief"
)

// trust adds what long analyses give: a backtest that was lost, claims left out, variants,
// levers, claims alone, issued forecasts.
func trust(d *brief.Data, r *rand.Rand) {
	nan := brief.Number(missing)
	row := func(kind, of, title string, n int, crps, best, skill, low, high float64) brief.BacktestRow {
		return brief.BacktestRow{Kind: kind, Of: of, Title: title, Forecasts: n + 2, Compared: n, CRPS: brief.Number(crps), Log: brief.Number(crps * 2),
			NaiveCRPS: brief.Series{best, best * 1.3, best * 1.1}, NaiveLog: brief.Series{best * 2, best * 3, best * 2.2}, Best: "last value",
			Skill: brief.Number(skill), Low: brief.Number(low), High: brief.Number(high),
			Coverage: []brief.Coverage{{Level: 0.5, Share: 0.44, Naive: 0.58}, {Level: 0.8, Share: 0.71, Naive: 0.83}, {Level: 0.95, Share: 0.92, Naive: 0.97}}}
	}
	lone := row("quantity", "shells", "Ostian shells delivered", 3, 0.3, 0.31, 0.03, 0, 0)
	lone.Low, lone.High = nan, nan
	d.Backtest = &brief.Backtest{Lost: true, Horizon: 3, Naives: []string{"last value", "trend of the last six", "drift"},
		Verdict: "The model forecasts worse than the best naive forecast (last value): its errors are 12% larger (21% larger to 2% larger).",
		Detail:  "It forecasts worse of: Ostian casualties. It forecasts better of: Ground held at the Ford. Of all else the two can't be told apart.",
		Rows: []brief.BacktestRow{row("all", "", "All together", 71, 0.28, 0.25, -0.12, -0.21, -0.02),
			row("quantity", "casualties", "Ostian casualties", 40, 0.31, 0.22, -0.41, -0.6, -0.1), row("quantity", "pocket", "Ground held at the Ford", 28, 0.2, 0.3, 0.33, 0.1, 0.5), lone,
			row("months", "", "1 month ahead", 30, 0.2, 0.2, 0, -0.2, 0.2), row("months", "", "2 months ahead", 22, 0.28, 0.26, -0.08, -0.3, 0.1), row("months", "", "3 months ahead", 19, 0.36, 0.3, -0.2, -0.4, -0.01),
			row("known", "", "Claimants heard before", 60, 0.25, 0.24, -0.04, -0.2, 0.1), row("new", "", "Claimants new to the quantity", 11, 0.5, 0.3, -0.67, -0.9, -0.2)},
		Bounds: &brief.BacktestBounds{Forecasts: 21, Compared: 18, Log: 0.8, NaiveLog: brief.Series{0.7, 0.9, 0.75}},
		Claims: d.Quantities[0].Claims,
		Rules:  []string{"exact claims are scored by the continuous ranked probability score", "the best naive forecast is the one of three with the lowest mean score in hindsight, which favours it"}}

	group := func(title string, claims []string, distance float64) brief.LeaveOutGroup {
		g := brief.LeaveOutGroup{Title: title, Claims: len(claims), IDs: claims, Distance: brief.Number(distance), Band: 0.3, P: 0.2, Width: 1.1, Compared: len(claims), CRPS: 0.21, Constant: 0.34,
			Coverage: []brief.Coverage{{Level: 0.5, Share: 0.5}, {Level: 0.8, Share: 0.77}, {Level: 0.95, Share: 0.97}}}
		for range claims {
			g.PITs = append(g.PITs, r.Float64())
		}
		return g
	}
	others := append(append([]string{}, d.Quantities[1].Claims[:8]...), d.Quantities[2].Claims[:9]...)
	d.LeaveOut = &brief.LeaveOut{Verdict: "Of 2 groups of claims, 1 is not as expected from everyone else's, and none is no better expected than by one constant interval.",
		Rules:     []string{"each claimant's claims are taken away, and expected again from everyone else's"},
		Groups:    []brief.LeaveOutGroup{group("Ostian casualties", d.Quantities[0].Claims[:24], 0.35), group("All others together", others, 0.12), group("All together", append(append([]string{}, d.Quantities[0].Claims[:24]...), others...), 0.2)},
		Claimants: []brief.LeaveOutClaimant{{Claimant: "Valdor MoD", Side: "valdor", Claims: 9, Inside90: 0.67, Off: -0.3, Refitted: true}, {Claimant: "Open-source count", Side: "free", Claims: 12, Inside90: 0.92, Off: 0.05}}}

	variant := func(id, title string, chance, evidence, against float64, move float64) brief.Variant {
		v := brief.Variant{ID: id, Title: title, Story: "What would follow if " + title + ".", Prior: 1. / 3, Chance: brief.Number(chance), Error: 0.04, Narrow: brief.Number(chance / 2), Wide: brief.Number(chance), Evidence: brief.Number(evidence), EvidenceSE: 0.4,
			Ahead: brief.Number(evidence / 2), Against: brief.Number(against), AgainstError: 1.1, Effects: map[string]brief.Range{}, Statements: map[string]brief.Number{}}
		for _, e := range d.Effects {
			q := e.Posterior.Range
			v.Effects[e.ID] = brief.Range{Q05: q.Q05 + move, Q25: q.Q25 + move, Q50: q.Q50 + move, Q75: q.Q75 + move, Q95: q.Q95 + move}
		}
		for _, s := range d.Statements {
			v.Statements[s.ID] = s.Probability
		}
		return v
	}
	d.Variants = &brief.Variants{Replicates: 4, Verdict: []string{"The claims can't tell apart: “As it stands”, “Losses fall with learning”.", "They speak against: “Nobody learns” (14 less in log evidence).",
		"The middle of the headline's range lies between 20 and 60 days in them, with the same sign in all."},
		List:     []brief.Variant{variant("as_it_stands", "As it stands", 0.6, -210, 0, 0), variant("learning", "Losses fall with learning", 0.4, -210.4, -0.9, 19), variant("none", "Nobody learns", 0.0001, -224, -9, -21)},
		Warnings: []string{"variant none: the chains of Daily Loss differ (R-hat 1.014, above 1.01)"}}
	for i, s := range d.Stages {
		c := float64(i) / 20
		d.Variants.AsOf = append(d.Variants.AsOf, brief.VariantsAsOf{Day: s.Day, Chances: brief.Series{0.4 + c, 0.35, 0.25 - c}, Errors: brief.Series{0.05, 0.04, 0.03}})
	}

	option := func(scenario string, middle float64, verdict string) brief.Option {
		q := brief.Range{Q05: middle * 0.4, Q25: middle * 0.7, Q50: middle, Q75: middle * 1.4, Q95: middle * 1.9}
		if middle < 0 {
			q.Q05, q.Q25, q.Q75, q.Q95 = q.Q95, q.Q75, q.Q25, q.Q05
		}
		p := brief.Range{Q05: q.Q05 - 80, Q25: q.Q25 - 20, Q50: middle, Q75: q.Q75 + 30, Q95: q.Q95 + 400}
		return brief.Option{Scenario: scenario, Level: brief.Range{Q05: 8000, Q25: 8500, Q50: 9000, Q75: 9500, Q95: 10000}, Effect: q, Prior: p, Helps: 0.97, Harms: 0.02, Best: 0.3,
			Regret: brief.Range{Q05: 0, Q25: 0, Q50: 12, Q75: 40, Q95: 130}, Verdict: verdict}
	}
	nothing := option("as_it_was", 0, "")
	d.Levers = &brief.Levers{Verdict: "Better than doing nothing in at least 95 of 100 draws: “Without the troops” (Ostian casualties).",
		Detail: "As surely, but by less than a hundredth of the outcome: “Own units in their place” (Ground held at the Ford, 1 to 6 km² more).",
		List: []brief.Lever{{Scenario: "without", Title: "Without the troops", Whose: "Ostia", Text: "Robustly helps: Ostian casualties. May help or harm: Ground held at the Ford."},
			{Scenario: "substituted", Title: d.Scenarios[2].Title, Whose: "Valdor", Text: "Changes nothing here: Ostian casualties; Ground held at the Ford."}},
		Outcomes: []brief.Outcome{
			{ID: "o-losses", Title: "Ostian casualties", Unit: "person", Better: "lower", For: "everyone", Claims: d.Quantities[0].Claims, Options: []brief.Option{nothing, option("without", -3000, "robustly helps"), option("substituted", -20, "changes nothing here")}},
			{ID: "o-ground", Title: "Ground held at the Ford", Unit: "km2", Better: "higher", For: "Northmark", Options: []brief.Option{nothing, option("without", 60, "may help or harm"), option("substituted", 3, "changes nothing here")}}}}

	months := []brief.MonthPace{}
	for day := 45; day < 700; day += 30 {
		pace := 380 - 0.2*float64(day)
		if day > 300 && day < 420 {
			pace *= 1.4
		}
		months = append(months, brief.MonthPace{Day: day, Pace: brief.Number(pace * (0.9 + 0.2*r.Float64()))})
	}
	d.CrossChecks = []brief.CrossCheck{
		{ID: "winter", Title: "Casualties a month in the winter of 2024", Verdict: "They agree: the pace was higher than it would else have been.", Quantity: "casualties", Unit: "person a month", Scenario: "without", From: 300, To: 420,
			Text:   "By the claims alone the pace of these months was 1.38 times (1.20 to 1.60) that of the others, taken on a straight line; of 14 windows as long, this one among them, 7 % stand out as far. The model has it 1.50 times (1.10 to 2.10) that of the scenario.",
			Factor: 1.38, Low: 1.2, High: 1.6, Placebo: 0.07, Model: &brief.Range{Q05: 1.1, Q25: 1.3, Q50: 1.5, Q75: 1.8, Q95: 2.1}, Prior: &brief.Range{Q05: 0.8, Q25: 1.1, Q50: 1.6, Q75: 2.4, Q95: 4},
			Months: months, Claims: d.Quantities[0].Claims[:6], Claimants: []string{"Open-source count"}},
		{ID: "few", Title: "Ground held at the Ford in the same months", Verdict: "The claims alone are too few to say anything of it.", Quantity: "pocket", Unit: "km2 a month", Scenario: "without", From: 300, To: 420,
			Text:   "The claims alone tell nothing: 2 months with claims, 1 of them in the window. In the model's scenario there is none of it, and nothing to compare with.",
			Factor: nan, Low: nan, High: nan, Placebo: nan, Months: months[:2], Claimants: []string{"Valdor MoD"}}}

	d.ByClaimant = []brief.ClaimantCheck{{Quantity: "casualties", Claimant: "Valdor MoD", Readings: 9, Inside50: 0.2, Inside90: 0.5, Off: -1.4, P: 0.0001},
		{Quantity: "casualties", Claimant: "Open-source count", Readings: 12, Inside50: 0.5, Inside90: 0.9, Off: 0.1, P: 0.7}, {Quantity: "pocket", Claimant: "Isles Intelligence", Readings: 4, Inside50: 0.75, Inside90: 1, Off: 0.3, P: 0.5}}

	series := func(quantity, title, unit, claimant string, from float64) brief.IssuedSeries {
		s := brief.IssuedSeries{Quantity: quantity, Title: title, Unit: unit, Claimant: claimant}
		for i, date := range []string{"2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"} {
			m, w := from*(1+0.03*float64(i)), from*0.02*float64(i+1)
			s.Dates = append(s.Dates, date)
			s.Q05, s.Q25, s.Q50, s.Q75, s.Q95 = append(s.Q05, m-2*w), append(s.Q25, m-w), append(s.Q50, m), append(s.Q75, m+w), append(s.Q95, m+2*w)
		}
		return s
	}
	d.Issued = []brief.Issued{
		{Cut: "2026-01-31", Hash: "9f2c41d07ab3", Present: true, Series: []brief.IssuedSeries{series("casualties", "Ostian casualties", "person", "", 9000), series("casualties", "Ostian casualties", "person", "Valdor MoD", 7000),
			series("casualties", "Ostian casualties", "person", "Northmark General Staff", 12000), series("pocket", "Ground held at the Ford", "km2", "", 500)}},
		{Cut: "2025-09-30", Hash: "11aa41d07ab3", Series: []brief.IssuedSeries{series("casualties", "Ostian casualties", "person", "", 8800)}}}
	d.Hinges = []brief.Hinge{
		{Effect: "ground", Together: brief.Number(nan), Numbers: []brief.HingeNumber{}},
		{Effect: "pocket_days", Together: 0.71, Numbers: []brief.HingeNumber{
			{Name: "Constant 00", Share: 0.34, Low: 0.29, High: 0.39, Lower: 31, Upper: 88},
			{Name: "Ground Part", Share: 0.2, Low: 0.16, High: 0.24, Lower: 0, Upper: 61},
			{Name: "Constant 03", Share: 0.05, Low: 0.02, High: 0.08, Lower: 52, Upper: 44}}}}
	d.Sensitivity = &brief.Sensitivity{Verdict: "Of 12 numbers that are put in, 2 move an answer: 1 of 2 effects by a twentieth of their range or more, 1 of these by half of it or more, and 1 of 12 statements by ten points or more. The claims argue with one, Constant 07.",
		Rules: []string{"each fixed number is moved within the range that the study gives it"},
		Effects: []brief.MovedAnswer{{ID: "ground", Mean: 12, Moves: []brief.Move{}},
			{ID: "pocket_days", Mean: 58, Of: 3, Moves: []brief.Move{
				{Name: "Constant 05", Value: 0.5, Low: 0.3, High: 0.7, AtLow: -160, AtHigh: 276, Share: 3.7},
				{Name: "Constant 07", Dated: true, Value: 61, Low: 54, High: 68, AtLow: 61, AtHigh: 55, Share: 0.12}}}},
		Statements: []brief.MovedAnswer{{ID: d.Statements[0].ID, Mean: 0.62, Of: 1, Moves: []brief.Move{{Name: "Constant 05", Value: 0.5, Low: 0.3, High: 0.7, AtLow: 0.38, AtHigh: 0.86, Share: 0.24}}}},
		Argued:     []brief.ArguedNumber{{Name: "Constant 07", Dated: true, Value: 61, End: 54, Gain: 6.3}}}
	d.Kept = map[string]string{"variants": "variants.json is of a quick calibration, whose numbers may still move"}
	d.Warnings = append(d.Warnings, d.Kept["variants"])

	for i := range d.Stages {
		s := &d.Stages[i]
		s.Dated = &brief.Dated{Claims: s.Claims - 4, Effects: map[string][]brief.Number{}, Statements: map[string]brief.Number{}, Parts: map[string]brief.Number{"Ground Part": 0.5}}
		for id, e := range s.Effects {
			s.Dated.Effects[id] = []brief.Number{e[0] - 5, e[1] + 2, e[2] + 9}
		}
		for id, p := range s.Statements {
			s.Dated.Statements[id] = min(1, p*0.95+0.02)
		}
	}
}

// fewer is the fixture with each kind of thing a few times in place of often: axe-core takes
// as long as there are elements.
func fewer() brief.Data {
	d := fixture()
	kept := map[string]bool{}
	d.Claims = keepSome(d.Claims, func(i int, c brief.Claim) bool {
		nth := i % (len(d.Claims) / len(d.Quantities))
		kept[c.ID] = nth < 8 || nth >= 19 && nth <= 22 // among these a relay, one set aside, a revision
		return kept[c.ID]
	})
	ids := func(all []string) []string { return keepSome(all, func(_ int, id string) bool { return kept[id] }) }
	for i := range d.Quantities {
		d.Quantities[i].Claims = ids(d.Quantities[i].Claims)
	}
	rows := d.Rows[:4] // a picture of each kind
	d.Rows = rows
	d.Statements = keepSome(d.Statements, func(_ int, s brief.Statement) bool {
		return slices.ContainsFunc(rows, func(r brief.Row) bool { return slices.Contains(r.Statements, s.ID) })
	})
	for i := range d.Statements {
		d.Statements[i].Claims = ids(d.Statements[i].Claims)
	}
	for _, list := range [][]brief.Effect{d.Effects, d.Effectiveness} {
		for i := range list {
			list[i].Claims = ids(list[i].Claims)
		}
	}
	d.Biases[0].Claims = ids(d.Biases[0].Claims)
	d.Assumptions = keepSome(d.Assumptions, func(i int, _ brief.Assumption) bool { return i%20 < 4 })
	d.Timeline = d.Timeline[:6]
	d.Backtest.Claims = ids(d.Backtest.Claims)
	for i := range d.LeaveOut.Groups {
		g := &d.LeaveOut.Groups[i]
		g.PITs = keepSome(g.PITs, func(i int, _ float64) bool { return kept[g.IDs[i]] })
		g.IDs = ids(g.IDs)
	}
	for i := range d.Levers.Outcomes {
		d.Levers.Outcomes[i].Claims = ids(d.Levers.Outcomes[i].Claims)
	}
	for i := range d.CrossChecks {
		d.CrossChecks[i].Claims = ids(d.CrossChecks[i].Claims)
	}
	return d
}

func keepSome[S ~[]T, T any](list S, keep func(int, T) bool) S {
	var out S
	for i, v := range list {
		if keep(i, v) {
			out = append(out, v)
		}
	}
	return out
}
