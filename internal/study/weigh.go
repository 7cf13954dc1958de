package study

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"casus/internal/engine"
	"casus/internal/explore"
	"casus/internal/prob"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// Weighing weighs a study's variants against one another.
type Weighing struct {
	Title      string          `json:"title"`
	InputHash  string          `json:"input_hash"`
	FilesHash  string          `json:"files_hash"`
	Cut        string          `json:"cut"`
	Replicates int             `json:"replicates"`
	Quick      bool            `json:"quick"`
	Variants   []VariantResult `json:"variants"`
	AsOf       []VariantsAsOf  `json:"as_of"`
	Warnings   []string        `json:"warnings"`
}

// VariantResult is one variant.
type VariantResult struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Story string  `json:"story"`
	Prior float64 `json:"prior"`
	// Chance is that of the variant among all, by the marginal likelihood of all claims;
	// Error the standard error that the passes leave in it.
	Chance           float64 `json:"chance"`
	Error            Maybe   `json:"error"`
	LogEvidence      float64 `json:"log_evidence"`
	LogEvidenceError Maybe   `json:"log_evidence_error"`
	// Ahead is the log score of each stage's claims given those before, summed from the
	// second stage on: the part of the evidence that the priors' width sways least. Against
	// is its distance from the first variant's, with the standard error that stages' differences give it.
	Ahead        float64 `json:"ahead"`
	Against      float64 `json:"against_first"`
	AgainstError Maybe   `json:"against_first_error"`
	// Narrow and Wide are Chance, were the priors of all that the variants set or change half
	// or twice as wide: a structure pays for what a wide prior wastes.
	Narrow      float64                    `json:"narrow"`
	Wide        float64                    `json:"wide"`
	Effects     map[string]explore.Summary `json:"effects"`
	Statements  map[string]float64         `json:"statements"`
	Diagnostics Diagnostics                `json:"diagnostics"`

	narrowed, widened float64 // what such priors add to the log evidence
}

// VariantsAsOf are the variants' chances as known on a date.
type VariantsAsOf struct {
	Date    string    `json:"date"`
	Day     int       `json:"day"`
	Chances []float64 `json:"chances"` // in the order of the variants
	Errors  []Maybe   `json:"errors"`  // standard errors
}

// WeighVariants calibrates every variant of a study folder, by passes of its own, and weighs
// them. It takes as long as that many calibrations.
func WeighVariants(ctx context.Context, dir string, o Options) (*Weighing, error) {
	o = o.withProgress()
	base, list, err := Load(dir)
	if err != nil {
		return nil, err
	}
	if err := list.Err(); err != nil {
		return nil, err
	}
	if len(base.Variants) < 2 {
		return nil, fmt.Errorf("%s has no variants to weigh\ncasus: hint: list them in study.yaml under variants, the study as it stands first", dir)
	}
	c := &Weighing{Title: base.Title, Cut: base.Cut.Format(dateForm), Replicates: o.Replicates, Quick: o.Quick, Warnings: []string{}}
	if c.InputHash, err = base.InputHash(o); err != nil {
		return nil, err
	}
	if c.FilesHash, err = base.FilesHash(); err != nil {
		return nil, err
	}
	var evidence [][][]float64 // by variant, pass and stage
	for i, v := range base.Variants {
		io := o
		io.Progress = func(what string, done float64) {
			o.Progress(fmt.Sprintf("%s: %s", v.Title, what), (float64(i)+done)/float64(len(base.Variants)))
		}
		r, stages, err := weighOne(ctx, dir, v, io)
		if err != nil {
			return nil, fmt.Errorf("variant %s: %w", v.ID, err)
		}
		for _, w := range samplingWarnings(r.Diagnostics) {
			c.Warnings = append(c.Warnings, fmt.Sprintf("variant %s: %s", v.ID, w))
		}
		c.Variants = append(c.Variants, *r)
		evidence = append(evidence, stages)
	}
	c.weigh(base, evidence)
	o.Progress("done", 1)
	return c, nil
}

// weighOne calibrates one variant and answers the study's questions by it; stages are
// the log evidence of each pass and stage.
func weighOne(ctx context.Context, dir string, v Variant, o Options) (*VariantResult, [][]float64, error) {
	s, list, err := LoadVariant(dir, v.ID)
	if err != nil {
		return nil, nil, err
	}
	if err := list.Err(); err != nil {
		return nil, nil, err
	}
	t, passes, _, err := s.calibrated(ctx, o.within(0, beforeStructure))
	if err != nil {
		return nil, nil, err
	}
	defer t.engine.Close()
	post := newPosterior(passes)
	full, err := engine.New(ctx, s.Program, engine.Options{Workers: o.Workers})
	if err != nil {
		return nil, nil, err
	}
	defer full.Close()
	post.draw = make([][]float64, len(post.z))
	for i := range post.z {
		post.draw[i] = t.draw(post.z[i], i)
	}
	post.runs, err = explore.Paired(ctx, full, post.draw, s.exploreScenarios(), explore.Request{Atoms: s.atoms, Steps: s.Program.Time.Steps()})
	if err != nil {
		return nil, nil, err
	}
	k := s.known(post)
	r := &VariantResult{ID: v.ID, Title: v.Title, Story: v.Story, Effects: k.Effects, Statements: k.Statements, Diagnostics: t.diagnostics(passes, o)}
	r.Diagnostics.Mixing = s.mixing(t, post, passes)
	r.Diagnostics.Stages = nil // they are long, and the same in the variant's own run
	r.LogEvidence, r.LogEvidenceError = r.Diagnostics.LogEvidence, Maybe(math.NaN())
	if r.narrowed, err = s.evidenceOfWidth(ctx, t, passes[0], narrowPrior, o); err != nil {
		return nil, nil, err
	}
	if r.widened, err = s.evidenceOfWidth(ctx, t, passes[0], widePrior, o); err != nil {
		return nil, nil, err
	}
	var stages [][]float64
	for _, p := range passes {
		var row []float64
		for _, report := range p.Reports {
			row = append(row, report.LogEvidence)
		}
		stages = append(stages, row)
	}
	return r, stages, nil
}

// newPosterior gathers the chains of all passes.
func newPosterior(passes []*pass) *sample {
	post := &sample{}
	for _, p := range passes {
		post.z = append(post.z, p.Chains.Flat()...)
		post.chains += len(p.Chains.Z)
	}
	return post
}

// weigh turns evidence into chances, at the end and as of each date.
func (c *Weighing) weigh(s *Study, evidence [][][]float64) {
	total := 0.0
	for _, v := range s.Variants {
		total += v.Weight
	}
	logPrior := make([]float64, len(s.Variants))
	for i, v := range s.Variants {
		c.Variants[i].Prior = v.Weight / total
		logPrior[i] = math.Log(v.Weight / total)
	}
	for stage := range s.Stages {
		means, errors := make([]float64, len(evidence)), make([]float64, len(evidence))
		for i, passes := range evidence {
			means[i], errors[i] = upTo(passes, stage)
		}
		a := VariantsAsOf{Date: s.Stages[stage].Format(dateForm), Day: s.DayOf(s.Stages[stage])}
		a.Chances, a.Errors = chances(logPrior, means, errors, s.Seed)
		c.AsOf = append(c.AsOf, a)
		if stage == len(s.Stages)-1 {
			for i := range c.Variants {
				c.Variants[i].Chance, c.Variants[i].Error = a.Chances[i], a.Errors[i]
				c.Variants[i].LogEvidenceError = Maybe(errors[i])
			}
		}
	}
	c.weighByWidth(logPrior)
	first := stageMeans(evidence[0])
	for i := range c.Variants {
		own := stageMeans(evidence[i])
		gaps := make([]float64, len(own)-1)
		for k := range gaps {
			gaps[k] = own[k+1] - first[k+1]
		}
		v := &c.Variants[i]
		v.Ahead, v.Against = floats.Sum(own[1:]), floats.Sum(gaps)
		v.AgainstError = Maybe(math.NaN())
		if len(gaps) > 1 {
			v.AgainstError = Maybe(stat.StdDev(gaps, nil) * math.Sqrt(float64(len(gaps))))
		}
	}
}

// upTo is the log evidence of the stages up to and with one, the mean over passes, and its
// standard error; NaN from one pass.
func upTo(passes [][]float64, stage int) (mean, standardError float64) {
	var sums []float64
	for _, stages := range passes {
		sums = append(sums, floats.Sum(stages[:stage+1]))
	}
	if len(sums) < 2 {
		return sums[0], math.NaN()
	}
	return stat.Mean(sums, nil), stat.StdDev(sums, nil) / math.Sqrt(float64(len(sums)))
}

// stageMeans is the log evidence of each stage, the mean over passes.
func stageMeans(passes [][]float64) []float64 {
	out := make([]float64, len(passes[0]))
	for _, stages := range passes {
		floats.AddScaled(out, 1/float64(len(passes)), stages)
	}
	return out
}

// errorDraws is how many draws of the log evidence give the error of a chance.
const errorDraws = 2000

// chances are the variants' chances by their log evidence, and the standard errors that
// its own errors leave in them, by drawing it anew.
func chances(logPrior, means, errors []float64, seed uint64) (chance []float64, standardErrors []Maybe) {
	logs := make([]float64, len(means))
	for i := range logs {
		logs[i] = logPrior[i] + means[i]
	}
	chance = shares(logs)
	drawn := make([][]float64, len(means))
	for d := range errorDraws {
		stream := prob.NewStream(seed, "error of variants' chances", uint64(d))
		for i := range logs {
			logs[i] = logPrior[i] + means[i] + errors[i]*stream.Normal()
		}
		for i, w := range shares(logs) {
			drawn[i] = append(drawn[i], w)
		}
	}
	for i := range drawn {
		standardErrors = append(standardErrors, Maybe(stat.StdDev(drawn[i], nil)))
	}
	return chance, standardErrors
}

// shares are numbers given by their logs, over their sum.
func shares(logs []float64) []float64 {
	sum := floats.LogSumExp(logs)
	out := make([]float64, len(logs))
	for i, l := range logs {
		out[i] = math.Exp(l - sum)
	}
	return out
}

// WriteJSON writes the comparison, indented.
func (c *Weighing) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(c)
}
