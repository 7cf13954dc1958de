package likelihood_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"casus/internal/evidence"
	"casus/internal/likelihood"
)

// Rates, changes and shares read the same thing in other units.
func TestUnitsOfReadings(t *testing.T) {
	get := func(row, output int) float64 {
		if output == 1 {
			return 8000
		}
		return 1000 + 50*float64(row) // 50 a day
	}
	level, change := at("1", "a", 40, 3300), at("1", "a", 40, 1600)
	change.Reading, change.From = likelihood.Change, 10
	perDay, perMonth, share := change, change, level
	perDay.Reading, perDay.Per, perDay.Best = likelihood.Rate, 30, 1600.0/30
	perMonth.Reading, perMonth.Per, perMonth.Best = likelihood.Rate, 30/evidence.DaysPerMonth, 1600*evidence.DaysPerMonth/30
	share.Reading, share.Output2, share.Best = likelihood.Share, 1, 3300.0/80
	cases := []struct {
		name   string
		o      likelihood.Observation
		want   likelihood.Observation // with the same likelihood
		fitted float64
	}{
		{"level", level, level, 3000},
		{"change", change, change, 1500},
		{"rate per day", perDay, change, 50},
		{"rate per month", perMonth, change, 50 * evidence.DaysPerMonth},
		{"share", share, level, 37.5},
	}
	for _, c := range cases {
		q := likelihood.Quantity{ID: "q", Scale: likelihood.Log, Offset: 100, BiasSD: 0.2, ReadingSD: 0.1, WalkSD: 0.1}
		q.Observations = []likelihood.Observation{c.want}
		want := logLik(build(t, 1, q), get)
		q.Observations = []likelihood.Observation{c.o}
		m := build(t, 1, q)
		near(t, c.name, logLik(m, get), want, 1e-12)
		p := m.Posterior(get, nil, 1, m.NewScratch()).Predictions[0]
		near(t, "fitted "+c.name, p.Fitted, c.fitted, 1e-9)
	}
}

// A claimant's change fits its own totals: they give away the increment of its
// walk, 9 - 3, and a fifth of the first total is bias (variance 1 of 1 + 4). Without
// a walk the change has the bias alone in common with them.
func TestTotalsAndChangesAgree(t *testing.T) {
	expected := func(walk float64) likelihood.Prediction {
		q := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, BiasSD: 1, WalkSD: walk, ReadingSD: 0.01}
		change := at("3", "a", 60, 0)
		change.Reading, change.From, change.Published = likelihood.Change, 30, 61
		q.Observations = []likelihood.Observation{at("1", "a", 30, 3), at("2", "a", 60, 9), change}
		m := build(t, 1, q)
		return m.Posterior(constant(0), nil, 1, m.NewScratch()).Predictions[2]
	}
	walking := expected(2)
	near(t, "expected change", walking.Mean, 6+3.0/5, 1e-3)
	near(t, "its variance", walking.SD*walking.SD, 4.0/5, 1e-3)
	near(t, "expected change without a walk", expected(0).Mean, 6, 1e-3)
}

// The scales.
func TestScales(t *testing.T) {
	cases := []struct {
		scale         likelihood.Scale
		offset        float64
		value, model  float64
		wantResiduals float64
	}{
		{likelihood.Log, 0, 200, 100, math.Ln2},
		{likelihood.Log, 100, 300, 100, math.Ln2},
		{likelihood.Logit, 0, 50, 20, math.Log(4)},
		{likelihood.Linear, 0, 50, 20, 30},
	}
	for _, c := range cases {
		q := likelihood.Quantity{ID: "q", Scale: c.scale, Offset: c.offset, ReadingSD: 3, RereadSD: 4}
		q.Observations = []likelihood.Observation{at("1", "a", 0, c.value)}
		z := c.wantResiduals / 5
		near(t, string(c.scale), logLik(build(t, 1, q), constant(c.model)), -z*z/2-math.Log(5*math.Sqrt(2*math.Pi)), 1e-12)
	}
}

// A hyperparameter multiplies the reading errors of its sides and of no other.
func TestSpreadBySide(t *testing.T) {
	doubled := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, ReadingSD: 0.3, RereadSD: 0.1, SpreadParam: map[string]int{"a": 0}}
	doubled.Observations = []likelihood.Observation{at("1", "a", 0, 1), at("2", "a", 0, 1.1), at("3", "b", 0, 1.1)}
	want := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, ReadingSD: 0.6, RereadSD: 0.2, SpreadParam: map[string]int{"b": 0}}
	want.Observations = doubled.Observations
	near(t, "side a doubled", logLik(build(t, 1, doubled), constant(0.5), 2), logLik(build(t, 1, want), constant(0.5), 0.5), 1e-12)
}

// A second statement about the same day tells less than a first one by another
// claimant: the posterior of a bias shrinks less.
func TestRereadingIsNoNewEvent(t *testing.T) {
	spread := func(second likelihood.Observation) float64 {
		q := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, BiasSD: 1, ReadingSD: 0.5, RereadSD: 0.1}
		q.Observations = []likelihood.Observation{at("1", "a", 10, 2), second}
		m := build(t, 1, q)
		return m.Posterior(constant(0), nil, 1, m.NewScratch()).Biases[0].SD
	}
	// Variances given readings with a shared error of 0.25 and 0.01 each, or with
	// 0.26 each: 1/(1 + 1/(0.25+0.005)) and 1/(1 + 2/0.26).
	near(t, "after a re-reading", math.Pow(spread(at("2", "a", 10, 2)), 2), 1/(1+1/0.255), 1e-12)
	near(t, "after another day", math.Pow(spread(at("2", "a", 11, 2)), 2), 1/(1+2/0.26), 1e-12)
}

// Ten outlets that carry one statement are one statement.
func TestRelaysCountOnce(t *testing.T) {
	const heading = "id,quantity,subject,value_low,value_best,value_high,unit,date_of_reference,date_published," +
		"published_basis,claimant,claimant_side,relayed_by,source_title,source_url,certainty_words,note," +
		"use,reading,from,factor,same_as,group,why\n"
	row := func(id, day, claimant, outlet, sameAs string) string {
		return fmt.Sprintf("%s,losses,,,4000,,persons,2025-02-14,%s,stated,%s,uk,%s,,,,,losses,level,,,%s,,\n", id, day, claimant, outlet, sameAs)
	}
	src := heading + row("C1", "2025-02-20", "Ministry", "", "")
	score := func(src string) float64 {
		claims, list := evidence.ParseClaims("claims.csv", []byte(src), nil)
		if list.HasFaults() {
			t.Fatal(list)
		}
		q := likelihood.Quantity{ID: "losses", Scale: likelihood.Log, BiasSD: 0.3, ReadingSD: 0.2}
		for _, c := range evidence.Counted(claims) {
			low, best, high := c.Values()
			q.Observations = append(q.Observations, likelihood.Observation{
				ID: c.ID, Claimant: c.Claimant, Side: string(c.Side), Published: int(c.Published.Unix() / 86400),
				Reading: likelihood.Level, Low: low, Best: best, High: high,
			})
		}
		return logLik(build(t, 1, q), constant(3500))
	}
	want := score(src)
	for i := range 10 {
		src += row(fmt.Sprint("R", i), "2025-02-21", "Outlet", fmt.Sprint("paper ", i), "C1")
	}
	if got := score(src); got != want {
		t.Errorf("with ten relays the log-likelihood is %v, without %v", got, want)
	}
	if counted := score(strings.ReplaceAll(src, ",C1,", ",,")); counted == want {
		t.Error("the same rows, not marked as relays, changed nothing: the test proves nothing")
	}
}

// Whatever a model puts out, the likelihood is a finite number, and garbage is
// worse than any sensible value.
func TestGarbageIsFinite(t *testing.T) {
	for _, scale := range []likelihood.Scale{likelihood.Log, likelihood.Logit, likelihood.Linear} {
		q := likelihood.Quantity{ID: "q", Scale: scale, BiasSD: 0.3, ReadingSD: 0.1, DiscrepancySD: 0.1, DiscrepancyDays: 30}
		q.Observations = []likelihood.Observation{at("1", "a", 1, 40), at("2", "b", 2, none), at("3", "b", 3, none), at("4", "c", 4, none)}
		q.Observations[1].Low, q.Observations[1].High = 30, 50
		q.Observations[2].Low = 30
		q.Observations[3].High = 50
		change := at("5", "d", 5, 10)
		change.Reading = likelihood.Change
		q.Observations = append(q.Observations, change)
		if scale == likelihood.Log {
			share := at("6", "d", 6, none)
			share.Reading, share.Low, share.High = likelihood.Share, 10, 20
			q.Observations = append(q.Observations, share)
		}
		m := build(t, 1, q)
		sane := logLik(m, func(row, _ int) float64 { return 60 + float64(row) })
		for _, v := range []float64{0, -5, math.NaN(), math.Inf(1), math.Inf(-1), 1e300, 5e-324} {
			got := logLik(m, constant(v))
			if math.IsNaN(got) || math.IsInf(got, 0) {
				t.Errorf("%s scale, model value %g: the log-likelihood is %g", scale, v, got)
			}
			if got > sane-20 {
				t.Errorf("%s scale, model value %g: %g is no worse than %g at a sensible value", scale, v, got, sane)
			}
		}
	}
}

func TestFaultsOfQuantities(t *testing.T) {
	cases := []struct {
		name   string
		change func(q *likelihood.Quantity, o *likelihood.Observation)
		want   string
	}{
		{"scale", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.Scale = "sqrt" }, `quantity q: unknown scale "sqrt"`},
		{"no reading error", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.ReadingSD = 0 }, "no reading is without error"},
		{"spread below 0", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.BiasSD = -1 }, "a spread or an offset of -1"},
		{"spread is no number", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.WalkSD = none }, "a spread or an offset of NaN"},
		{"discrepancy for no time", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.DiscrepancySD = 1 }, "needs a time in days"},
		{"drift for no time", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.DriftSD = 1 }, "the drift of biases needs a time in days"},
		{"outliers without a spread", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.OutlierShare = 0.1 }, "outliers need a share from 0 to below 1 and a spread above 0, not 0.1 and 0"},
		{"break below 0", func(q *likelihood.Quantity, _ *likelihood.Observation) {
			q.Breaks = []likelihood.Break{{Claimant: "a", SD: -1}}
		}, "a spread or an offset of -1"},
		{"hyperparameter", func(q *likelihood.Quantity, _ *likelihood.Observation) { q.SpreadParam = map[string]int{"a": -1} }, "side a: hyperparameters"},
		{"reading", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Reading = "slope" }, `claim 1: unknown reading "slope"`},
		{"stage", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Stage = 2 }, "stage 2 is not among the 2 stages"},
		{"row", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.At = -1 }, "counted from 0"},
		{"window", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Reading, o.From = likelihood.Change, 3 }, "from row 3 to row 3 is empty"},
		{"rate", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Reading = likelihood.Rate }, "a rate can't be per 0"},
		{"share of a percentage", func(q *likelihood.Quantity, o *likelihood.Observation) {
			q.Scale, o.Reading = likelihood.Logit, likelihood.Share
		}, "only be read of a quantity on the log scale"},
		{"no value", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Best = none }, "it has no value"},
		{"order", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Low = 9 }, "not in order"},
		{"nothing on a log scale", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Best = 0 }, "0 has no place on the log scale"},
		{"all on a logit scale", func(q *likelihood.Quantity, o *likelihood.Observation) { q.Scale, o.Best = likelihood.Logit, 100 }, "100 has no place"},
		{"twice", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.ID = "2" }, "claim 2 stands twice"},
		{"two sides", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Claimant = "b" }, `"b" is on side b here and on side a`},
		{"stage against publication", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Stage = 1 }, "claim 2 is of stage 0, but claim 1, published before it, of stage 1"},
		{"stages of a day", func(_ *likelihood.Quantity, o *likelihood.Observation) { o.Stage, o.Published = 1, 5 }, "published on the same day"},
	}
	for _, c := range cases {
		q := likelihood.Quantity{ID: "q", Scale: likelihood.Log, ReadingSD: 0.1}
		q.Observations = []likelihood.Observation{at("1", "a", 3, 4), at("2", "b", 5, 4)}
		c.change(&q, &q.Observations[0])
		_, err := likelihood.New([]likelihood.Quantity{q}, 2)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want one with %q", c.name, err, c.want)
		}
	}
}

// A range that reaches down to nothing is open at that end.
func TestRangeOffTheScale(t *testing.T) {
	q := likelihood.Quantity{ID: "q", Scale: likelihood.Log, ReadingSD: 0.1}
	upTo, from0 := at("1", "a", 0, none), at("1", "a", 0, none)
	upTo.High, from0.High, from0.Low = 50, 50, 0
	q.Observations = []likelihood.Observation{upTo}
	want := logLik(build(t, 1, q), constant(45))
	q.Observations = []likelihood.Observation{from0}
	near(t, "0 to 50", logLik(build(t, 1, q), constant(45)), want, 0)
}

func twelveBlocks(t testing.TB) *likelihood.Model {
	var quantities []likelihood.Quantity
	for i := range 12 {
		q := full()
		q.ID = fmt.Sprint("q", i)
		q.Observations = q.Observations[:25]
		quantities = append(quantities, q)
	}
	m, err := likelihood.New(quantities, stagesOfMixed)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The likelihood is evaluated millions of times: it must not touch the heap.
func TestLogLikAllocatesNothing(t *testing.T) {
	m := twelveBlocks(t)
	scratch, out, hyper := m.NewScratch(), make([]float64, stagesOfMixed), []float64{1, 1}
	if n := testing.AllocsPerRun(10, func() {
		hyper[0] += 0.01
		m.LogLik(growing, hyper, out, scratch)
	}); n > 0 {
		t.Errorf("%v allocations a call", n)
	}
}

// Twelve quantities of 25 claims; with hyper=new the covariance is factored anew in
// every call, as when spreads are learned.
func BenchmarkLogLik(b *testing.B) {
	for _, mode := range []string{"new", "same"} {
		b.Run("hyper="+mode, func(b *testing.B) {
			m := twelveBlocks(b)
			scratch, out, hyper := m.NewScratch(), make([]float64, stagesOfMixed), []float64{1, 1.25}
			for b.Loop() {
				if mode == "new" {
					hyper[0], hyper[1] = hyper[1], 3-hyper[0] // four pairs in turn
				}
				m.LogLik(growing, hyper, out, scratch)
			}
		})
	}
}
