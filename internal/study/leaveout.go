package study

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"casus/internal/diag"
	"casus/internal/diagnose"
	"casus/internal/evidence"
	"casus/internal/explore"
	"casus/internal/infer"
	"casus/internal/likelihood"
	"casus/internal/prob"
	"casus/internal/score"
)

// LeaveOut holds what is expected of each claimant's exact claims from everyone else's.
// Numbers stand on the scale on which a quantity's errors add: 0.1 on the log scale is
// about a tenth.
type LeaveOut struct {
	Title     string             `json:"title"`
	InputHash string             `json:"input_hash"`
	FilesHash string             `json:"files_hash"`
	Cut       string             `json:"cut"`
	Quick     bool               `json:"quick"`
	Rules     []string           `json:"rules"`
	Overall   LeaveOutGroup      `json:"overall"`
	Groups    []LeaveOutGroup    `json:"groups"` // quantities of many claims, then all others together
	Claimants []LeaveOutClaimant `json:"claimants"`
	Claims    []LeaveOutClaim    `json:"claims"`
	Verdict   string             `json:"verdict"`
	Warnings  []string           `json:"warnings"`
}

// LeaveOutClaim is one claim beside what was expected of it.
type LeaveOutClaim struct {
	Claim    string  `json:"claim"`
	Quantity string  `json:"quantity"`
	Claimant string  `json:"claimant"`
	PIT      float64 `json:"pit"`   // chance of less than what was said
	Width    float64 `json:"width"` // of the interval of nine tenths
	CRPS     float64 `json:"crps"`
	// Constant is the score of one normal distribution for all claims of the kind, with the
	// mean and the spread of everyone else's; missing below three of these.
	Constant Maybe   `json:"constant_crps"`
	Off      float64 `json:"off"` // the claim less what was expected of it
}

// LeaveOutClaimant is a claimant whose claims were left out.
type LeaveOutClaimant struct {
	Claimant string  `json:"claimant"`
	Side     string  `json:"side"`
	Claims   int     `json:"claims"` // exact ones
	Inside90 float64 `json:"inside_90"`
	Off      float64 `json:"off"`      // mean of Off
	ParetoK  Maybe   `json:"pareto_k"` // the worst shape of the weights that were used; null where none had a tail
	Refitted bool    `json:"refitted"` // the calibration was taken to the claims of all others
}

// leaveOutRules say what is done; the brief prints them.
var leaveOutRules = []string{
	"each claimant's claims are taken away, and expected again from everyone else's, whenever published, and from those earlier ones of its own that have been expected already: the first claim is foretold from others alone",
	"so that chances of less than what was said are independent and even if the likelihood is right; evenness is tested by Kolmogorov and Smirnov's distance with its exact distribution",
	"the posterior without a claimant is that with it, reweighted (Pareto-smoothed importance sampling); where weights can't be trusted (shape above 0.7), the sampler takes it there by tempering",
	"the constant forecast knows everyone else's claims of the same kind, and gives all the same mean and spread",
}

// LeaveOut expects every claimant's claims from everyone else's.
func (s *Study) LeaveOut(ctx context.Context, o Options) (*LeaveOut, error) {
	o = o.withProgress()
	r := &LeaveOut{Title: s.Title, Cut: s.Cut.Format(dateForm), Quick: o.Quick, Rules: leaveOutRules, Claims: []LeaveOutClaim{}, Claimants: []LeaveOutClaimant{}, Warnings: []string{}}
	t, passes, hash, err := s.calibrated(ctx, o.within(0, beforeLeaveOut))
	if err != nil {
		return nil, err
	}
	defer t.engine.Close()
	r.InputHash = hash
	if r.FilesHash, err = s.FilesHash(); err != nil {
		return nil, err
	}
	post := newPosterior(passes)
	names := s.exactClaimants()
	for i, name := range names {
		o.Progress("leaving out "+name, beforeLeaveOut+(1-beforeLeaveOut)*float64(i)/float64(len(names)))
		who, claims, err := s.leaveOut(ctx, t, name, post, passes[0], o)
		if err != nil {
			return nil, err
		}
		r.Claimants, r.Claims = append(r.Claimants, who), append(r.Claims, claims...)
	}
	if o.Quick {
		r.Warnings = append(r.Warnings, quickWarning)
	}
	r.sum(s)
	o.Progress("done", 1)
	return r, nil
}

// exactClaimants are those with an exact claim in use, in the order of their names.
func (s *Study) exactClaimants() []string {
	var names []string
	for i := range s.Claims {
		if c := &s.Claims[i]; c.Counts() && isExact(c) {
			names = append(names, c.Claimant)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// without is the likelihood in which a claimant's claims come after all others, each on a
// day of its own, in a stage of their own. Breaks of its method move with them.
func (s *Study) without(claimant string) (*likelihood.Model, map[string]int, error) {
	var none diag.List // of faults: the claims are those that Load has checked
	quantities := s.likelihoodQuantities(&none, 1, func(*evidence.Claim) bool { return true })
	type claim struct {
		id        string
		published int
	}
	var own []claim
	for _, q := range quantities {
		for _, o := range q.Observations {
			if o.Claimant == claimant {
				own = append(own, claim{o.ID, o.Published})
			}
		}
	}
	slices.SortFunc(own, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.published, b.published), strings.Compare(a.id, b.id))
	})
	after, order := s.DayOf(s.Cut)+1, map[string]int{}
	for i, c := range own {
		order[c.id] = i
	}
	for qi := range quantities {
		q := &quantities[qi]
		for i := range q.Observations {
			if o := &q.Observations[i]; o.Claimant == claimant {
				o.Stage, o.Published = len(s.Stages), after+order[o.ID]
			}
		}
		for i := range q.Breaks {
			if b := &q.Breaks[i]; b.Claimant == claimant {
				first := slices.IndexFunc(own, func(c claim) bool { return c.published >= b.Day })
				b.Day = after + first // there is one: Load asks for claims on both sides
			}
		}
	}
	m, err := likelihood.New(quantities, len(s.Stages)+1)
	return m, order, err
}

// leaveOutDraws is how many posterior draws a claimant's claims are expected from.
const leaveOutDraws = 1000

// leaveOut expects the claims of one claimant.
func (s *Study) leaveOut(ctx context.Context, t *target, claimant string, post *sample, p *pass, o Options) (LeaveOutClaimant, []LeaveOutClaim, error) {
	who := LeaveOutClaimant{Claimant: claimant, ParetoK: Maybe(math.Inf(-1))}
	m, order, err := s.without(claimant)
	if err != nil {
		return who, nil, err
	}
	full, err := s.inTurn(ctx, t, m, order, post.z)
	if err != nil {
		return who, nil, err
	}
	// With draws from the posterior of all claims, those of the claimant from the k-th on
	// are taken away again; with draws from the posterior of the others, those before the
	// k-th are put in.
	from := []*turns{full}
	if full.worstShape(true) > diagnose.BadK {
		state, err := s.calibrateWithout(ctx, t, claimant, p, o)
		if err != nil {
			return who, nil, err
		}
		others, err := s.inTurn(ctx, t, m, order, state.Z)
		if err != nil {
			return who, nil, err
		}
		from, who.Refitted = append(from, others), true
	}
	var claims []LeaveOutClaim
	for k := range full.at {
		if !full.at[k][0].Exact {
			continue
		}
		best, weights, shape := full, []float64(nil), math.Inf(1)
		for i, tn := range from {
			if w, k := tn.weights(k, i == 0); k < shape || weights == nil {
				best, weights, shape = tn, w, k
			}
		}
		who.ParetoK = max(who.ParetoK, Maybe(shape))
		c := best.expect(k, weights, s)
		who.Claims++
		who.Inside90 += within(c.PIT, 0.9)
		who.Off += c.Off
		claims = append(claims, c)
		who.Side = string(s.claim(c.Claim).Side)
	}
	who.Inside90 /= float64(who.Claims)
	who.Off /= float64(who.Claims)
	return who, claims, nil
}

// calibrateWithout takes a finished pass to the claims of all but one claimant.
func (s *Study) calibrateWithout(ctx context.Context, t *target, claimant string, p *pass, o Options) (*infer.State, error) {
	var none diag.List
	other, err := s.likelihoodOf(&none, 1, func(c *evidence.Claim) bool { return c.Claimant != claimant })
	if err != nil {
		return nil, err
	}
	state, _, err := t.cross(ctx, p, t.toLikelihood(other), "without "+claimant, o, func(float64) {})
	if err != nil {
		return nil, fmt.Errorf("calibrating without %s: %w", claimant, err)
	}
	return state, nil
}

// turns are the predictions of a claimant's claims in turn: by claim, then by draw.
type turns struct {
	at [][]likelihood.Prediction
}

// inTurn predicts at draws spread over z.
func (s *Study) inTurn(ctx context.Context, t *target, m *likelihood.Model, order map[string]int, z [][]float64) (*turns, error) {
	n := min(leaveOutDraws, len(z))
	out := &turns{at: make([][]likelihood.Prediction, len(order))}
	for k := range out.at {
		out.at[k] = make([]likelihood.Prediction, n)
	}
	scratch := sync.Pool{New: func() any { return m.NewScratch() }}
	err := t.eachRow(ctx, z, n, func(i int, get func(row, output int) float64, hyper []float64) {
		sc := scratch.Get().(*likelihood.Scratch)
		defer scratch.Put(sc)
		for _, p := range m.InTurn(get, hyper, len(s.Stages), len(s.Stages)+1, sc) {
			out.at[order[p.ID]][i] = p
		}
	})
	return out, err
}

// weights are those of draws for the k-th claim, as shares, and the shape of their tail.
func (t *turns) weights(k int, takeAway bool) (shares []float64, shape float64) {
	draws := len(t.at[k])
	ratios := make([]float64, draws)
	for j := range t.at {
		if takeAway != (j >= k) {
			continue
		}
		for i := range ratios {
			if takeAway {
				ratios[i] -= t.at[j][i].LogScore
			} else {
				ratios[i] += t.at[j][i].LogScore
			}
		}
	}
	if !takeAway && k == 0 { // nothing is put in
		shares = make([]float64, draws)
		for i := range shares {
			shares[i] = 1 / float64(draws)
		}
		return shares, math.Inf(-1)
	}
	shares, shape = diagnose.Smooth(ratios, 1)
	sum := 0.0
	for i := range shares {
		shares[i] = math.Exp(shares[i])
		sum += shares[i]
	}
	for i := range shares {
		shares[i] /= sum
	}
	return shares, shape
}

// worstShape is the largest shape of the weights of exact claims.
func (t *turns) worstShape(takeAway bool) float64 {
	worst := math.Inf(-1)
	for k := range t.at {
		if t.at[k][0].Exact {
			_, shape := t.weights(k, takeAway)
			worst = max(worst, shape)
		}
	}
	return worst
}

// expect scores the k-th claim by weighted draws. Of a share the model's own whole is part
// of what is expected, so that only distances between claim and prediction are taken.
func (t *turns) expect(k int, shares []float64, s *Study) LeaveOutClaim {
	first := t.at[k][0]
	c := LeaveOutClaim{Claim: first.ID, Quantity: first.Quantity, Claimant: first.Claimant, Constant: Maybe(math.NaN())}
	stream := prob.NewStream(s.Seed, "leaving out "+c.Claim, 0)
	draws, sum, at := make([]float64, len(shares)), shares[0], 0
	for i := range shares {
		c.PIT += shares[i] * t.at[k][i].PIT
	}
	start := stream.Uniform()
	for d := range draws { // systematic resampling
		for u := (float64(d) + start) / float64(len(draws)); u > sum && at < len(shares)-1; {
			at++
			sum += shares[at]
		}
		p := t.at[k][at]
		draws[d] = p.Mean - p.Observed + p.SD*stream.Normal()
	}
	_, c.CRPS = score.CRPSDraws(draws, 0)
	slices.Sort(draws)
	c.Width = explore.Quantile(draws, 0.95) - explore.Quantile(draws, 0.05)
	c.Off = -explore.Quantile(draws, 0.5)
	if mean, sd, ok := s.constantForecast(s.claim(c.Claim)); ok {
		c.Constant = Maybe(score.CRPSNormal(mean, sd, s.newNaives().number(s.claim(c.Claim)).Value))
	}
	return c
}

// constantForecast is the mean and the spread of everyone else's exact claims of a kind.
func (s *Study) constantForecast(of *evidence.Claim) (mean, sd float64, ok bool) {
	n, square, naive := 0.0, 0.0, s.newNaives()
	for _, i := range s.quantity(of.Use).Used {
		c := &s.Claims[i]
		if !c.Counts() || !isExact(c) || c.Claimant == of.Claimant || kindOf(c) != kindOf(of) {
			continue
		}
		v := naive.number(c).Value
		n, mean, square = n+1, mean+v, square+v*v
	}
	if n < 3 {
		return 0, 0, false
	}
	mean /= n
	sd = math.Sqrt(max(0, square/n-mean*mean) * n / (n - 1))
	return mean, sd, sd > 0
}

// WriteJSON writes the predictions, indented.
func (r *LeaveOut) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}
