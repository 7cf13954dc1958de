package likelihood_test

import (
	"math"
	"testing"

	"casus/internal/likelihood"
)

var none = math.NaN()

// at is an exact reading of column 0 on a row, published on that day in stage 0.
func at(id, claimant string, row int, value float64) likelihood.Observation {
	return likelihood.Observation{
		ID: id, Claimant: claimant, Side: claimant, Published: row, Reading: likelihood.Level, At: row,
		Low: none, Best: value, High: none,
	}
}

func build(t *testing.T, stages int, quantities ...likelihood.Quantity) *likelihood.Model {
	t.Helper()
	m, err := likelihood.New(quantities, stages)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func constant(v float64) func(row, output int) float64 {
	return func(int, int) float64 { return v }
}

// logLik is the log-likelihood of all stages together.
func logLik(m *likelihood.Model, get func(row, output int) float64, hyper ...float64) float64 {
	increments := make([]float64, m.Stages())
	m.LogLik(get, hyper, increments, m.NewScratch())
	sum := 0.0
	for _, v := range increments {
		sum += v
	}
	return sum
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.10g, want %.10g within %g", what, got, want, tolerance)
	}
}

// Three reporters with opposed interests speak of one number: the bias of each has
// a mean and a spread by side. The likelihood is integrated over the number on a
// grid. Reference: conjugate normal algebra, N(ln 4000, 1) on the log of the number,
// readings 6,200 (bias 0.4 ± 0.35, noise 0.1), 900 (-0.7 ± 0.6, 0.1) and 4,700
// (0 ± 0.2, 0.15). A noise of 0.1 is a reading error of 0.08 and 0.06 of the
// statement's own.
func TestOpposedReporters(t *testing.T) {
	m := build(t, 1, likelihood.Quantity{
		ID: "number", Scale: likelihood.Log, ReadingSD: 0.08, RereadSD: 0.06,
		BiasMean:     map[string]float64{"opponent": 0.4, "sender": -0.7},
		BiasSDBySide: map[string]float64{"opponent": 0.35, "sender": 0.6, "third": 0.2},
		SpreadParam:  map[string]int{"opponent": 1, "third": 0},
		Observations: []likelihood.Observation{
			at("A", "opponent", 0, 6200), at("B", "sender", 0, 900), at("C", "third", 0, 4700),
		},
	})
	hyper, scratch := []float64{1.5, 1}, m.NewScratch()
	var increments [1]float64
	const step = 1e-3
	var z, x, xx float64
	var bias, square [3]float64
	for k := -8000; k <= 8000; k++ {
		logN := math.Log(4000) + float64(k)*step
		get := constant(math.Exp(logN))
		m.LogLik(get, hyper, increments[:], scratch)
		prior := math.Exp(-math.Pow(float64(k)*step, 2)/2) / math.Sqrt(2*math.Pi)
		w := prior * math.Exp(increments[0]) * step
		z += w
		x += w * logN
		xx += w * logN * logN
		for i, b := range m.Posterior(get, hyper, 1, scratch).Biases {
			bias[i] += w * b.Mean
			square[i] += w * (b.SD*b.SD + b.Mean*b.Mean)
		}
	}
	near(t, "log evidence", math.Log(z), -2.5660684737, 1e-8)
	near(t, "posterior mean", x/z, 8.3208167028, 1e-8)
	near(t, "posterior sd", math.Sqrt(xx/z-x/z*x/z), 0.1915657052, 1e-7)
	wantMean := []float64{0.4106208593, -1.4963024276, 0.0860806943} // opponent, sender, third
	wantSD := []float64{0.2015254251, 0.2108798493, 0.1715554225}
	for i := range bias {
		mean := bias[i] / z
		near(t, "mean of a bias", mean, wantMean[i], 1e-8)
		near(t, "sd of a bias", math.Sqrt(square[i]/z-mean*mean), wantSD[i], 1e-7)
	}
}

// A claimant's running total is a local-level model when the truth stands still: the
// bias is its start N(5, 1), the walk adds 0.2 per root month (q = 0.04), a reading
// errs by 0.3 (as 0.24 and 0.18). Reference: the Kalman filter on readings 5.1, 5.3,
// none, 5.9, 6.4, 6.2, log-likelihood -4.332502908.
func TestLocalLevelFilter(t *testing.T) {
	q := likelihood.Quantity{
		ID: "level", Scale: likelihood.Linear, BiasSD: 1, BiasMean: map[string]float64{"a": 5},
		WalkSD: 0.2, ReadingSD: 0.24, RereadSD: 0.18,
	}
	for i, y := range []float64{5.1, 5.3, none, 5.9, 6.4, 6.2} {
		if y == y {
			q.Observations = append(q.Observations, at(string(rune('1'+i)), "a", 30*(i+1), y))
		}
	}
	m := build(t, 1, q)
	near(t, "log-likelihood", logLik(m, constant(0)), -4.332502908079625, 1e-12)

	// What is expected of a reading is the filtered mean of the month before; its
	// variance is that of the filter and a month's walk (two over the gap) and error.
	filtered := []struct{ mean, sd float64 }{
		{5, 1}, {5.092035398230088, 0.28780524388391476}, {5.212058212058212, 0.3032190428416196},
		{5.621031530434457, 0.231309194901845}, {6.01795283050652, 0.21414775101976155},
	}
	for i, p := range m.Posterior(constant(0), nil, 1, m.NewScratch()).Predictions {
		near(t, "expected reading", p.Mean, filtered[i].mean, 1e-12)
		near(t, "its spread", p.SD, math.Sqrt(filtered[i].sd*filtered[i].sd+0.04+0.09), 1e-12)
		z := (p.Observed - p.Mean) / p.SD
		near(t, "probability of less", p.PIT, math.Erfc(-z/math.Sqrt2)/2, 1e-14)
		near(t, "log score", p.LogScore, -z*z/2-math.Log(p.SD*math.Sqrt(2*math.Pi)), 1e-12)
	}
}

func phi(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// Ranges and one-sided claims against the normal distribution function.
func TestCensoredReadings(t *testing.T) {
	// The errors of a reading of an independent claimant: 0.3 and 0.4 make 0.5.
	q := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, ReadingSD: 0.3, RereadSD: 0.4, BiasMean: map[string]float64{"a": 0.1}}
	cases := []struct {
		name      string
		low, high float64
		want      float64 // probability, at a model value of 2
	}{
		{"more than", 2.6, none, phi((2.1 - 2.6) / 0.5)},
		{"up to", none, 2.6, phi((2.6 - 2.1) / 0.5)},
		{"between", 1.6, 2.6, phi((2.6-2.1)/0.5) - phi((1.6-2.1)/0.5)},
		{"between, far above", 7.1, 8.1, (math.Erfc(10/math.Sqrt2) - math.Erfc(12/math.Sqrt2)) / 2},
	}
	for _, c := range cases {
		q.Observations = []likelihood.Observation{at("1", "a", 0, none)}
		q.Observations[0].Low, q.Observations[0].High = c.low, c.high
		got := logLik(build(t, 1, q), constant(2))
		near(t, c.name, got, math.Log(c.want), 1e-12*(1+math.Abs(math.Log(c.want))))
	}
}

// A range is judged given what the claimant said exactly: of two variables with
// variance 1 + 0.25 and covariance 1, the second given the first.
func TestCensoredGivenExact(t *testing.T) {
	q := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, BiasSD: 1, ReadingSD: 0.3, RereadSD: 0.4}
	censored := at("0 first by name", "a", 5, none)
	censored.Low = 1
	censored.Published = 3
	exact := at("1 exact", "a", 2, 3)
	exact.Published = 3
	later := at("2 later", "a", 4, -9)
	later.Published, later.Stage = 4, 1
	q.Observations = []likelihood.Observation{later, censored, exact}
	m := build(t, 2, q)
	var increments [2]float64
	m.LogLik(constant(0), nil, increments[:], m.NewScratch())
	mean, sd := 3/1.25, math.Sqrt(1.25-1/1.25)
	want := -3*3/(2*1.25) - math.Log(2*math.Pi*1.25)/2 + math.Log(phi((mean-1)/sd))
	near(t, "the day's increment", increments[0], want, 1e-12)
}

// How each form of a claim is read, as the exact reading that it is equal to.
func TestFormsOfClaims(t *testing.T) {
	base := likelihood.Quantity{ID: "q", Scale: likelihood.Linear, BiasSD: 0.2, ReadingSD: 0.3, RereadSD: 0.1}
	halfMean, halfSD := 0.3*math.Sqrt(2/math.Pi), 0.3*math.Sqrt(1-2/math.Pi)
	cases := []struct {
		name            string
		low, best, high float64
		value, spread   float64
	}{
		{"with a 90 % range", 1, 2, 4.29, 2, 1},
		{"with a range of no width", 2, 2, 2, 2, 0},
		{"a range of no width without a number", 2, none, 2, 2, 0},
		{"with a low end", 2 - 1.6448536269514722, 2, none, 2, 1},
		{"with a high end", none, 2, 2 + 1.6448536269514722, 2, 1},
		{"at least", 2, 2, none, 2 + halfMean, halfSD},
		{"at most", none, 2, 2, 2 - halfMean, halfSD},
	}
	for _, c := range cases {
		claim, plain := at("1", "a", 0, c.best), at("1", "a", 0, c.value)
		claim.Low, claim.High = c.low, c.high
		plain.AddSpread = c.spread
		for _, model := range []float64{1.5, 2.2, 3} {
			q, p := base, base
			q.Observations, p.Observations = []likelihood.Observation{claim}, []likelihood.Observation{plain}
			got, want := logLik(build(t, 1, q), constant(model)), logLik(build(t, 1, p), constant(model))
			// 2 times 1.64485 is 3.2897, which the row above rounds to 3.29.
			near(t, c.name, got, want, 1e-3)
		}
	}
}
