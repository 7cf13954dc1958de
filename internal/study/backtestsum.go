package study

import (
	"fmt"
	"math"
	"slices"

	"casus/internal/explore"
	"casus/internal/prob"
	"casus/internal/score"
)

// BacktestScore sums up forecasts of exact claims.
type BacktestScore struct {
	Of        string    `json:"of"` // a quantity, a distance, or what the row is of
	Forecasts int       `json:"forecasts"`
	Compared  int       `json:"compared"`   // those with a naive forecast beside them, which the scores below are of
	CRPS      float64   `json:"crps"`       // mean
	Log       float64   `json:"log"`        // mean
	NaiveCRPS []float64 `json:"naive_crps"` // mean, in the order of the naive forecasts
	NaiveLog  []float64 `json:"naive_log"`
	Best      string    `json:"best_naive"` // by CRPS
	// Skill is 1 - CRPS / best naive CRPS: above 0 the model forecasts better. SkillLow and
	// SkillHigh are its bootstrap interval of nine tenths, over months of publication.
	Skill     Maybe      `json:"skill"`
	SkillLow  Maybe      `json:"skill_low"`
	SkillHigh Maybe      `json:"skill_high"`
	Coverage  []Coverage `json:"coverage"`
}

// Coverage is the share of claims inside the central interval of a level.
type Coverage struct {
	Level float64 `json:"level"`
	Share float64 `json:"share"`
	Naive float64 `json:"naive"` // of the best naive forecast
}

// BacktestBounds sums up forecasts of bounds and ranges by their log score.
type BacktestBounds struct {
	Forecasts int       `json:"forecasts"`
	Compared  int       `json:"compared"`
	Log       float64   `json:"log"`
	NaiveLog  []float64 `json:"naive_log"`
}

// sum works out all rows.
func (b *Backtest) sum(s *Study) {
	b.Overall = s.scoreOf("all", b.Forecasts)
	for i := range s.Quantities {
		q := &s.Quantities[i]
		if some := kept(b.Forecasts, func(f BacktestOfOne) bool { return f.Quantity == q.ID }); len(exactOnes(some)) > 0 {
			b.Quantities = append(b.Quantities, s.scoreOf(q.ID, some))
		}
	}
	for ahead := 1; ahead <= b.Horizon; ahead++ {
		some := kept(b.Forecasts, func(f BacktestOfOne) bool { return f.Ahead == ahead })
		b.Months = append(b.Months, s.scoreOf(fmt.Sprint(ahead), some))
	}
	b.Newcomers = s.scoreOf("claimants new to the quantity", kept(b.Forecasts, func(f BacktestOfOne) bool { return f.Newcomer }))
	b.Known = s.scoreOf("claimants heard before", kept(b.Forecasts, func(f BacktestOfOne) bool { return !f.Newcomer }))
	for _, f := range b.Forecasts {
		if f.Exact {
			continue
		}
		b.Bounds.Forecasts++
		if len(f.Naive) > 0 {
			b.Bounds.Compared++
			b.Bounds.Log += f.Log
			b.Bounds.NaiveLog = added(b.Bounds.NaiveLog, f.Naive, func(n NaiveScore) float64 { return n.Log })
		}
	}
	if n := float64(b.Bounds.Compared); n > 0 {
		b.Bounds.Log /= n
		for i := range b.Bounds.NaiveLog {
			b.Bounds.NaiveLog[i] /= n
		}
	}
	b.Verdict = b.Overall.verdict()
	if float64(b.Overall.Skill) < 0 {
		b.Warnings = append(b.Warnings, "the model forecasts worse than the best naive forecast")
	}
}

// verdict says in words how the model stands to the best naive forecast.
func (s BacktestScore) verdict() string {
	switch low, high := float64(s.SkillLow), float64(s.SkillHigh); {
	case math.IsNaN(float64(s.Skill)):
		return "there is no naive forecast to compare with"
	case low > 0:
		return fmt.Sprintf("the model forecasts better than the best naive forecast (%s)", s.Best)
	case high < 0:
		return fmt.Sprintf("the model forecasts worse than the best naive forecast (%s)", s.Best)
	}
	return fmt.Sprintf("the model and the best naive forecast (%s) can't be told apart", s.Best)
}

func kept(list []BacktestOfOne, keep func(BacktestOfOne) bool) []BacktestOfOne {
	var out []BacktestOfOne
	for _, f := range list {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

func exactOnes(list []BacktestOfOne) []BacktestOfOne {
	return kept(list, func(f BacktestOfOne) bool { return f.Exact })
}

// added adds a number of each naive score to sums.
func added(sums []float64, naive []NaiveScore, number func(NaiveScore) float64) []float64 {
	if sums == nil {
		sums = make([]float64, len(naive))
	}
	for i, n := range naive {
		sums[i] += number(n)
	}
	return sums
}

// scoreOf sums up the exact ones among forecasts.
func (s *Study) scoreOf(of string, all []BacktestOfOne) BacktestScore {
	exact := exactOnes(all)
	compared := kept(exact, func(f BacktestOfOne) bool { return len(f.Naive) > 0 })
	out := BacktestScore{Of: of, Forecasts: len(exact), Compared: len(compared), NaiveCRPS: []float64{}, NaiveLog: []float64{}, Coverage: []Coverage{},
		Skill: Maybe(math.NaN()), SkillLow: Maybe(math.NaN()), SkillHigh: Maybe(math.NaN())}
	if len(compared) == 0 {
		return out
	}
	out.NaiveCRPS, out.NaiveLog = nil, nil
	for _, f := range compared {
		out.CRPS += f.CRPS
		out.Log += f.Log
		out.NaiveCRPS = added(out.NaiveCRPS, f.Naive, func(n NaiveScore) float64 { return n.CRPS })
		out.NaiveLog = added(out.NaiveLog, f.Naive, func(n NaiveScore) float64 { return n.Log })
	}
	n := float64(len(compared))
	out.CRPS, out.Log = out.CRPS/n, out.Log/n
	for i := range out.NaiveCRPS {
		out.NaiveCRPS[i], out.NaiveLog[i] = out.NaiveCRPS[i]/n, out.NaiveLog[i]/n
	}
	best := slices.Index(out.NaiveCRPS, slices.Min(out.NaiveCRPS))
	out.Best = score.Naives()[best].Name
	out.Skill = Maybe(1 - out.CRPS/out.NaiveCRPS[best])
	out.SkillLow, out.SkillHigh = s.bootstrap(of, compared, best)
	for _, level := range []float64{0.5, 0.8, 0.95} {
		c := Coverage{Level: level}
		for _, f := range compared {
			c.Share += within(f.PIT, level) / n
			c.Naive += within(f.Naive[best].PIT, level) / n
		}
		out.Coverage = append(out.Coverage, c)
	}
	return out
}

// resamples is how many times months are drawn anew for the interval of a skill.
const resamples = 2000

// bootstrap is the interval of nine tenths of a skill, drawing the months of publication
// anew: claims of one month share events and claimants, and so their errors.
func (s *Study) bootstrap(of string, compared []BacktestOfOne, best int) (low, high Maybe) {
	type sums struct{ model, naive float64 }
	months := map[int]*sums{}
	var keys []int
	for _, f := range compared {
		k := s.stageOf(s.claim(f.Claim).Published)
		if months[k] == nil {
			months[k] = &sums{}
			keys = append(keys, k)
		}
		months[k].model += f.CRPS
		months[k].naive += f.Naive[best].CRPS
	}
	if len(keys) < 3 {
		return Maybe(math.NaN()), Maybe(math.NaN())
	}
	slices.Sort(keys)
	skills := make([]float64, resamples)
	for r := range skills {
		stream := prob.NewStream(s.Seed, "bootstrap of "+of, uint64(r))
		var total sums
		for range keys {
			m := months[keys[stream.IntN(len(keys))]]
			total.model += m.model
			total.naive += m.naive
		}
		skills[r] = 1 - total.model/total.naive
	}
	q := explore.Summarise(skills)
	return Maybe(q.Q05), Maybe(q.Q95)
}
