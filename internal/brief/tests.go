package brief

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"casus/internal/score"
	"casus/internal/study"
)

// keep takes over what long analyses have left in the study's folder.
func (d *Data) keep(s *study.Study, k *study.Kept) {
	if k == nil {
		return
	}
	d.Backtest = backtest(s, k.Backtest)
	d.LeaveOut = leaveOut(s, k.LeaveOut)
	d.Variants = variants(d, k.Variants)
	d.Issued = issued(s, k.Issued)
	if d.Backtest != nil && d.Backtest.Lost {
		d.Warnings = append(d.Warnings, d.Backtest.Verdict)
	}
	for name, file := range map[string]string{"backtest": study.BacktestFile, "variants": study.VariantsFile, "leaveout": study.LeaveOutFile} {
		for _, w := range k.Warnings {
			if strings.HasPrefix(w, file) {
				if d.Kept == nil {
					d.Kept = map[string]string{}
				}
				d.Kept[name] = w
			}
		}
	}
}

// backtest is the kept test of forecasts, nil without one.
func backtest(s *study.Study, b *study.Backtest) *Backtest {
	if b == nil {
		return nil
	}
	out := &Backtest{Quick: b.Quick, Horizon: b.Horizon, Rules: b.Rules, Lost: float64(b.Overall.Skill) < 0}
	for _, n := range score.Naives() {
		out.Naives = append(out.Naives, n.Name)
	}
	add := func(kind, of, title string, r study.BacktestScore) {
		if r.Forecasts > 0 {
			out.Rows = append(out.Rows, backtestRow(kind, of, title, r))
		}
	}
	add("all", "", "All together", b.Overall)
	for _, r := range b.Quantities {
		add("quantity", r.Of, quantityTitle(s, r.Of), r)
	}
	for i, r := range b.Months {
		add("months", r.Of, months(i+1)+" ahead", r)
	}
	add("known", "", "Claimants heard before", b.Known)
	add("new", "", "Claimants new to the quantity", b.Newcomers)
	if b.Bounds.Compared > 0 {
		out.Bounds = &BacktestBounds{Forecasts: b.Bounds.Forecasts, Compared: b.Bounds.Compared, Log: Number(b.Bounds.Log), NaiveLog: b.Bounds.NaiveLog}
	}
	for _, f := range b.Forecasts {
		if !slices.Contains(out.Claims, f.Claim) {
			out.Claims = append(out.Claims, f.Claim)
		}
	}
	out.Verdict, out.Detail = foresight(out, b)
	return out
}

// foresight says in words how the model stands to the naive forecasts, in all and by
// quantity.
func foresight(out *Backtest, b *study.Backtest) (verdict, detail string) {
	o := b.Overall
	if math.IsNaN(float64(o.Skill)) {
		return sentence(b.Verdict), ""
	}
	var better, worse []string
	for _, r := range out.Rows {
		switch {
		case r.Kind != "quantity":
		case r.Low > 0:
			better = append(better, r.Title)
		case r.High < 0:
			worse = append(worse, r.Title)
		}
	}
	var text []string
	if len(worse) > 0 {
		text = append(text, "It forecasts worse of: "+strings.Join(worse, "; ")+".")
	}
	if len(better) > 0 {
		text = append(text, "It forecasts better of: "+strings.Join(better, "; ")+".")
	}
	if len(text) > 0 {
		text = append(text, "Of all else the two can't be told apart.")
	}
	return sentence(b.Verdict + ": " + smaller(o)), strings.Join(text, " ")
}

// smaller says by how much errors are smaller or larger than the best naive forecast's.
func smaller(r study.BacktestScore) string {
	than := func(skill study.Maybe) string {
		v := 100 * float64(skill)
		if v < 0 {
			return fmt.Sprintf("%.0f%% larger", -v)
		}
		return fmt.Sprintf("%.0f%% smaller", v)
	}
	text := "its errors are " + than(r.Skill)
	if !math.IsNaN(float64(r.SkillLow)) {
		text += fmt.Sprintf(" (%s to %s)", than(r.SkillLow), than(r.SkillHigh))
	}
	return text
}

func backtestRow(kind, of, title string, r study.BacktestScore) BacktestRow {
	out := BacktestRow{Kind: kind, Of: of, Title: title, Forecasts: r.Forecasts, Compared: r.Compared, CRPS: Number(r.CRPS), Log: Number(r.Log),
		NaiveCRPS: some[float64](r.NaiveCRPS), NaiveLog: some[float64](r.NaiveLog), Best: r.Best, Skill: Number(r.Skill), Low: Number(r.SkillLow), High: Number(r.SkillHigh)}
	if r.Compared == 0 {
		out.CRPS, out.Log = Number(nan), Number(nan)
	}
	if kind != "quantity" {
		out.Of = ""
	}
	out.Coverage = coverage(r.Coverage)
	return out
}

func coverage(list []study.Coverage) []Coverage {
	var out []Coverage
	for _, c := range list {
		out = append(out, Coverage{Number(c.Level), Number(c.Share), Number(c.Naive)})
	}
	return out
}

// leaveOut is the kept expectation of each claimant's claims from everyone else's, nil
// without one.
func leaveOut(s *study.Study, l *study.LeaveOut) *LeaveOut {
	if l == nil {
		return nil
	}
	out := &LeaveOut{Verdict: sentence(l.Verdict), Quick: l.Quick, Rules: l.Rules, Claimants: []LeaveOutClaimant{}}
	var own []string // quantities with a group of their own
	for _, g := range l.Groups {
		own = append(own, g.Of)
	}
	add := func(g study.LeaveOutGroup, title string, in func(quantity string) bool) {
		v := LeaveOutGroup{Title: title, Claims: g.Claims, PITs: Series{}, IDs: []string{}, Distance: Number(g.Distance), Band: Number(g.Band), P: Number(g.P),
			Coverage: coverage(g.Coverage), Width: Number(g.Width), Compared: g.Compared, CRPS: Number(g.CRPS), Constant: Number(g.Constant)}
		if g.Compared == 0 {
			v.CRPS, v.Constant = Number(nan), Number(nan)
		}
		for _, c := range l.Claims {
			if in(c.Quantity) {
				v.PITs, v.IDs = append(v.PITs, c.PIT), append(v.IDs, c.Claim)
			}
		}
		out.Groups = append(out.Groups, v)
	}
	for _, g := range l.Groups {
		if q := quantityTitle(s, g.Of); q != "" {
			add(g, q, func(quantity string) bool { return quantity == g.Of })
		} else {
			add(g, "All others together", func(quantity string) bool { return !slices.Contains(own, quantity) })
		}
	}
	if len(l.Groups) > 1 {
		add(l.Overall, "All together", func(string) bool { return true })
	}
	for _, c := range l.Claimants {
		out.Claimants = append(out.Claimants, LeaveOutClaimant{c.Claimant, c.Side, c.Claims, Number(c.Inside90), Number(c.Off), c.Refitted})
	}
	return out
}

// byClaimant are the checks of each claimant's readings, those furthest off first.
func byClaimant(r *study.Results) []ClaimantCheck {
	var out []ClaimantCheck
	for _, c := range r.Checks {
		out = append(out, ClaimantCheck{c.Quantity, c.Claimant, c.Readings, Number(c.Inside50), Number(c.Inside90), Number(c.Off), Number(c.P)})
	}
	slices.SortStableFunc(out, func(a, b ClaimantCheck) int {
		switch {
		case a.P < b.P:
			return -1
		case a.P > b.P:
			return 1
		}
		return 0
	})
	return out
}

// issued are the forecasts that stand in the study's folder, the newest first.
func issued(s *study.Study, all []study.IssuedForecast) []Issued {
	var out []Issued
	for _, f := range all {
		v := Issued{Cut: isoDate(f.Cut), Hash: f.FilesHash, Present: f.Present}
		for _, r := range f.Rows {
			i := slices.IndexFunc(v.Series, func(x IssuedSeries) bool { return x.Quantity == r.Quantity && x.Claimant == r.Claimant })
			if i < 0 {
				i = len(v.Series)
				v.Series = append(v.Series, IssuedSeries{Quantity: r.Quantity, Title: r.Title, Unit: r.Unit, Claimant: r.Claimant})
			}
			x := &v.Series[i]
			x.Dates = append(x.Dates, isoDate(r.Date))
			x.Q05, x.Q25, x.Q50 = append(x.Q05, r.Q05), append(x.Q25, r.Q25), append(x.Q50, r.Q50)
			x.Q75, x.Q95 = append(x.Q75, r.Q75), append(x.Q95, r.Q95)
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out
}

// quantityTitle is "" for what is no quantity of the study.
func quantityTitle(s *study.Study, id string) string {
	for i := range s.Quantities {
		if s.Quantities[i].ID == id {
			return s.Quantities[i].Title
		}
	}
	return ""
}

// sentence makes a clause stand alone.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}
