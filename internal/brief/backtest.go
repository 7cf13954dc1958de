package brief

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"casus/internal/score"
	"casus/internal/study"
)

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
