package study

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"time"

	"casus/internal/diagnose"
	"casus/internal/explore"
	"casus/internal/rowfile"

	"gonum.org/v1/gonum/stat"
)

// Calibration is what a study's evidence says of its constants and of the parameters of
// its likelihood, without scenarios and statements.
type Calibration struct {
	Title       string          `json:"title"`
	InputHash   string          `json:"input_hash"`
	Seed        uint64          `json:"seed"`
	Learned     []LearnedNumber `json:"learned"`
	Series      []SeriesFit     `json:"series"`
	Diagnostics Diagnostics     `json:"diagnostics"`
	Warnings    []string        `json:"warnings"`
	draws       [][]float64     // in the numbers' own units
}

// LearnedNumber is a constant or a parameter after the evidence, beside its prior.
type LearnedNumber struct {
	Name        string  `json:"name"`
	Mean        float64 `json:"mean"`
	SD          float64 `json:"sd"`
	Q05         float64 `json:"q05"`
	Q25         float64 `json:"q25"`
	Q50         float64 `json:"q50"`
	Q75         float64 `json:"q75"`
	Q95         float64 `json:"q95"`
	MeanError   Maybe   `json:"mean_error"` // Monte Carlo standard error of Mean
	RHat        Maybe   `json:"rhat"`
	Bulk        Maybe   `json:"bulk"` // effective draws; missing where all draws are the same
	Tail        Maybe   `json:"tail"` // the least for the ends; missing where these are the end of all draws, as for an on/off part
	PriorQ05    float64 `json:"prior_q05"`
	PriorQ50    float64 `json:"prior_q50"`
	PriorQ95    float64 `json:"prior_q95"`
	Contraction float64 `json:"contraction"` // 1 - width after / width before, of nine tenths; below 0 where it is wider
}

// nothingLearned is the contraction below which the evidence says nothing of a number.
const nothingLearned = 0.1

const saysNothing = "the evidence says nothing about this"

// Verdict says in words what the evidence says of the number.
func (n LearnedNumber) Verdict() string {
	if n.Contraction < nothingLearned {
		return saysNothing
	}
	return ""
}

// Calibrate finds the posterior of a study. An earlier run of the same inputs, by Examine
// too, is taken up where it stopped.
func (s *Study) Calibrate(ctx context.Context, o Options) (*Calibration, error) {
	began := time.Now()
	o = o.withProgress()
	t, passes, hash, err := s.calibrated(ctx, o)
	if err != nil {
		return nil, err
	}
	defer t.engine.Close()
	post := newPosterior(passes)
	c := &Calibration{Title: s.Title, InputHash: hash, Seed: s.Seed, Series: []SeriesFit{}}
	c.learn(t, post)
	if c.Series, err = s.seriesFits(ctx, t, post); err != nil {
		return nil, err
	}
	c.Diagnostics = t.diagnostics(passes, o)
	c.Diagnostics.Mixing = s.mixing(t, post, passes)
	if c.Diagnostics.LOO, err = s.leaveOneOut(ctx, t, post); err != nil {
		return nil, err
	}
	c.Diagnostics.Seconds = time.Since(began).Seconds()
	c.Warnings = s.loadWarnings()
	if o.Quick {
		c.Warnings = append(c.Warnings, quickWarning)
	}
	c.Warnings = append(c.Warnings, samplingWarnings(c.Diagnostics)...)
	o.Progress("done", 1)
	return c, nil
}

// learn sums up the draws of every dimension.
func (c *Calibration) learn(t *target, post *sample) {
	perChain := len(post.z) / post.chains
	c.draws = make([][]float64, len(post.z))
	for i, d := range t.dims {
		v := make([]float64, len(post.z))
		for k, z := range post.z {
			v[k] = d.value(z[i])
			c.draws[k] = append(c.draws[k], v[k])
		}
		var chains [][]float64
		for k := range post.chains {
			chains = append(chains, v[k*perChain:(k+1)*perChain])
		}
		f, q := diagnose.Of(chains), explore.Summarise(v)
		n := LearnedNumber{Name: d.name, Mean: stat.Mean(v, nil), SD: stat.StdDev(v, nil), Q05: q.Q05, Q25: q.Q25, Q50: q.Q50, Q75: q.Q75, Q95: q.Q95,
			MeanError: Maybe(f.MeanError), RHat: Maybe(f.RHat), Bulk: Maybe(f.Bulk), Tail: Maybe(f.Tail),
			PriorQ05: d.prior.Quantile(0.05), PriorQ50: d.prior.Quantile(0.5), PriorQ95: d.prior.Quantile(0.95)}
		n.Contraction = 1 - (n.Q95-n.Q05)/(n.PriorQ95-n.PriorQ05)
		if n.PriorQ95 == n.PriorQ05 || math.IsNaN(n.Contraction) {
			n.Contraction = 0
		}
		c.Learned = append(c.Learned, n)
	}
}

// Draws are all draws, a column for each number.
func (c *Calibration) Draws() rowfile.Table {
	t := rowfile.Table{Rows: c.draws}
	for _, n := range c.Learned {
		t.Names = append(t.Names, n.Name)
	}
	return t
}

// WriteJSON writes the calibration, indented.
func (c *Calibration) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(c)
}
