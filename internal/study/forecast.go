package study

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"sync"
	"time"

	"casus/internal/diag"
	"casus/internal/evidence"
	"casus/internal/likelihood"
	"casus/internal/prob"

	"gonum.org/v1/gonum/stat"
)

// Forecast is what is expected of every quantity, and of what its main claimants would
// report, at the ends of the months after the cut.
type Forecast struct {
	FilesHash string
	InputHash string
	Cut       time.Time
	Rows      []ForecastRow
}

// ForecastRow is a quantity at a date: the truth as the model and its discrepancy have it,
// or, with a claimant, what that claimant would report of it: with its bias as learned and
// the errors of a reading.
type ForecastRow struct {
	Quantity, Title, Unit   string
	Claimant                string
	Date                    time.Time
	Q05, Q25, Q50, Q75, Q95 float64
}

// mainClaims is from how many used claims on a quantity a claimant is forecast.
const mainClaims = 3

// Forecast calibrates the study, or takes up an earlier run, and forecasts month by month
// up to a date, which the study's horizon bounds.
func (s *Study) Forecast(ctx context.Context, to time.Time, o Options) (*Forecast, error) {
	dates := s.monthsAfterCut(to)
	switch {
	case to.After(s.Horizon):
		return nil, fmt.Errorf("the study is simulated to %s, not to %s\ncasus: hint: set horizon in study.yaml", s.Horizon.Format(dateForm), to.Format(dateForm))
	case len(dates) == 0:
		return nil, fmt.Errorf("no month ends between the cut, %s, and %s", s.Cut.Format(dateForm), to.Format(dateForm))
	}
	o = o.withProgress()
	t, passes, hash, err := s.calibrated(ctx, o.within(0, beforeForecast))
	if err != nil {
		return nil, err
	}
	t.engine.Close()
	f := &Forecast{Cut: s.Cut, InputHash: hash}
	if f.FilesHash, err = s.FilesHash(); err != nil {
		return nil, err
	}
	rows, quantities, err := s.questions(dates)
	if err != nil {
		return nil, err
	}
	asked, err := likelihood.New(quantities, len(s.Stages)+1)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Dir, err)
	}
	far, err := s.newTargetTo(ctx, o, s.DayOf(dates[len(dates)-1]))
	if err != nil {
		return nil, err
	}
	defer far.engine.Close()
	o.Progress("forecasting", beforeForecast)
	answers, err := s.answer(ctx, far, asked, newPosterior(passes), o)
	if err != nil {
		return nil, err
	}
	for id, draws := range answers {
		r := rows[id]
		slices.Sort(draws)
		q := func(p float64) float64 { return stat.Quantile(p, stat.LinInterp, draws, nil) }
		r.Q05, r.Q25, r.Q50, r.Q75, r.Q95 = q(0.05), q(0.25), q(0.5), q(0.75), q(0.95)
		rows[id] = r
	}
	f.Rows = s.inOrder(rows)
	o.Progress("done", 1)
	return f, nil
}

// monthsAfterCut are the ends of months after the cut, up to a date.
func (s *Study) monthsAfterCut(to time.Time) []time.Time {
	var out []time.Time
	for end := s.Cut; ; {
		end = time.Date(end.Year(), end.Month()+2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
		if end.After(to) {
			return out
		}
		out = append(out, end)
	}
}

// questions adds, to the claims of each quantity, what is to be forecast of it: in a stage
// of its own after all others. Rows are by the id of the question.
func (s *Study) questions(dates []time.Time) (map[string]ForecastRow, []likelihood.Quantity, error) {
	var none diag.List // of faults: the claims are those that Load has checked
	quantities := s.likelihoodQuantities(&none, 1, func(*evidence.Claim) bool { return true })
	rows := map[string]ForecastRow{}
	for i := range quantities {
		lq := &quantities[i]
		q := s.quantity(lq.ID)
		ask := func(claimant, side, group string, kind likelihood.Ask) {
			for _, date := range dates {
				id := fmt.Sprintf("%s %s %s", lq.ID, claimant, date.Format(dateForm))
				rows[id] = ForecastRow{Quantity: q.ID, Title: q.Title, Unit: q.Unit, Claimant: claimant, Date: date}
				lq.Observations = append(lq.Observations, likelihood.Observation{ID: id, Claimant: claimant, Side: side, Group: group, Ask: kind,
					Published: s.DayOf(date), Stage: len(s.Stages), Reading: likelihood.Level, Output: q.Output, At: s.DayOf(date),
					Low: math.NaN(), Best: math.NaN(), High: math.NaN()})
			}
		}
		ask("", "", "", likelihood.Truth)
		for _, c := range s.mainClaimants(q) {
			ask(c.Claimant, string(c.Side), c.Group, likelihood.ByClaimant)
		}
	}
	return rows, quantities, nil
}

// mainClaimants are those with enough claims on a quantity, each by one of them.
func (s *Study) mainClaimants(q *Quantity) []*evidence.Claim {
	count := map[string]int{}
	var out []*evidence.Claim
	for _, i := range q.Used {
		c := &s.Claims[i]
		if count[c.Claimant]++; count[c.Claimant] == mainClaims {
			out = append(out, c)
		}
	}
	return out
}

// answer draws, for each question, a number from what is expected at each posterior draw,
// in the quantity's unit.
func (s *Study) answer(ctx context.Context, t *target, asked *likelihood.Model, post *sample, o Options) (map[string][]float64, error) {
	answers := map[string][]float64{}
	var lock sync.Mutex
	scratch := sync.Pool{New: func() any { return asked.NewScratch() }}
	err := t.eachRow(ctx, post.z, len(post.z), func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.Scratch)
		defer scratch.Put(sc)
		expected := asked.Forecast(get, hyper, len(s.Stages), len(s.Stages)+1, sc)
		lock.Lock()
		defer lock.Unlock()
		for _, p := range expected {
			if answers[p.ID] == nil {
				answers[p.ID] = make([]float64, len(post.z))
			}
			noise := prob.NewStream(s.Seed, "forecast of "+p.ID, uint64(i)).Normal()
			answers[p.ID][i] = s.quantity(p.Quantity).unscaled(p.Mean + p.SD*noise)
		}
	})
	return answers, err
}

// unscaled takes a value from the scale on which errors add to the quantity's unit; what
// can't be below nought is not.
func (q *Quantity) unscaled(y float64) float64 {
	switch q.Scale {
	case "log":
		return math.Max(0, math.Exp(y)-q.entry.Offset)
	case "logit":
		return 100 / (1 + math.Exp(-y))
	}
	return y
}

// inOrder lists rows by quantity as the study has them, the truth first, then by claimant
// and date.
func (s *Study) inOrder(rows map[string]ForecastRow) []ForecastRow {
	var out []ForecastRow
	for _, r := range rows {
		out = append(out, r)
	}
	place := map[string]int{}
	for i, q := range s.Quantities {
		place[q.ID] = i
	}
	slices.SortFunc(out, func(a, b ForecastRow) int {
		switch {
		case a.Quantity != b.Quantity:
			return place[a.Quantity] - place[b.Quantity]
		case a.Claimant != b.Claimant && a.Claimant < b.Claimant, a.Claimant == b.Claimant && a.Date.Before(b.Date):
			return -1
		}
		return 1
	})
	return out
}

// forecastColumns head a table of forecasts.
var forecastColumns = []string{"made_from_claims_published_by", "files_hash", "quantity", "title", "unit", "claimant", "date", "q05", "q25", "q50", "q75", "q95"}

// WriteCSV writes the forecast. Each row names the cut and the hash of what it was made
// from, so that rows of several forecasts can stand in one table.
func (f *Forecast) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{forecastColumns}
	for _, r := range f.Rows {
		row := []string{f.Cut.Format(dateForm), f.FilesHash[:12], r.Quantity, r.Title, r.Unit, r.Claimant, r.Date.Format(dateForm)}
		for _, v := range []float64{r.Q05, r.Q25, r.Q50, r.Q75, r.Q95} {
			row = append(row, strconv.FormatFloat(v, 'g', 5, 64))
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
}
