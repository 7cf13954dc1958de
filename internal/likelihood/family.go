package likelihood

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Add adds each stage's log-likelihood to increments; points of stages beyond its length
// are left out, and their rows not asked for. Densities of numbers are those of T(y).
// Every term is finite: what is impossible costs 10^5.
func (t *Table) Add(get func(row, output int) float64, hyper, increments []float64) {
	for i := range t.series {
		t.series[i].add(get, hyper, func(p *Point, _, logDensity float64) { increments[p.Stage] += logDensity }, len(increments))
	}
}

// add calls each with every point of the first stages, what the model puts out for it and
// its log density given the points before it.
func (s *Series) add(get func(row, output int) float64, hyper []float64, each func(p *Point, model, logDensity float64), stages int) {
	var f filter
	if s.wanders() {
		f = filter{sd: s.Discrepancy.at(hyper), lasts: s.DiscrepancyTime.at(hyper)}
	}
	for k := range s.Points {
		p := &s.Points[k]
		if p.Stage >= stages {
			return // they stand in the order of stages
		}
		g := p.model(get)
		var v float64
		if s.wanders() {
			v = f.step(s.transform(p.Best)-s.transform(g), s.Spread.at(hyper), p.Time)
		} else {
			v = s.logDensity(p, g, hyper)
		}
		if !(v > worst) {
			v = worst
		}
		each(p, g, v)
	}
}

// logDensity is that of a point about what the model puts out.
func (s *Series) logDensity(p *Point, g float64, hyper []float64) float64 {
	switch s.Family {
	case Poisson:
		return poisson(p.Best, g)
	case NegBinomial:
		return negBinomial(p.Best, g, s.Size.at(hyper))
	case Binomial:
		return binomial(p.Best, p.Trials, g)
	case BetaBinomial:
		return betaBinomial(p.Best, p.Trials, g, s.Size.at(hyper))
	}
	spread := s.Spread.at(hyper)
	z := func(v float64) float64 { return (s.transform(v) - s.transform(g)) / spread }
	if isAbsent(p.Best) {
		low, high := math.Inf(-1), math.Inf(1)
		if !isAbsent(p.Low) {
			low = z(p.Low)
		}
		if !isAbsent(p.High) {
			high = z(p.High)
		}
		if s.Family == StudentFamily {
			t := distuv.StudentsT{Sigma: 1, Nu: s.Freedom.at(hyper)}
			return math.Log(t.CDF(high) - t.CDF(low))
		}
		return censored(low, high)
	}
	if s.Family == StudentFamily {
		return student(z(p.Best), s.Freedom.at(hyper)) - math.Log(spread)
	}
	e := z(p.Best)
	return -e*e/2 - math.Log(spread) - halfLog2Pi
}

// student is the log density of Student's t.
func student(z, nu float64) float64 {
	return logGamma((nu+1)/2) - logGamma(nu/2) - math.Log(nu*math.Pi)/2 - (nu+1)/2*math.Log1p(z*z/nu)
}

func poisson(y, mean float64) float64 { return y*logOr0(y, mean) - mean - logGamma(y+1) }

// negBinomial is written by mean and size (Hilbe 2011, Negative Binomial Regression).
func negBinomial(y, mean, size float64) float64 {
	return logGamma(y+size) - logGamma(size) - logGamma(y+1) - size*math.Log1p(mean/size) + y*logOr0(y, mean/(mean+size))
}

func binomial(y, n, p float64) float64 {
	return choose(n, y) + y*logOr0(y, p) + (n-y)*logOr0(n-y, 1-p)
}

func betaBinomial(y, n, p, size float64) float64 {
	a, b := p*size, (1-p)*size
	logBeta := func(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }
	return choose(n, y) + logBeta(y+a, n-y+b) - logBeta(a, b)
}

func choose(n, k float64) float64 { return logGamma(n+1) - logGamma(k+1) - logGamma(n-k+1) }

// logOr0 is log x, or 0 where it is to be multiplied by nothing.
func logOr0(factor, x float64) float64 {
	if factor == 0 {
		return 0
	}
	return math.Log(x)
}

// logGamma is NaN where the gamma function is negative or has no value, which counts as
// impossible.
func logGamma(x float64) float64 {
	if !(x > 0) {
		return math.NaN()
	}
	v, _ := math.Lgamma(x)
	return v
}

// filter follows an Ornstein-Uhlenbeck process that is read with normal errors, in one
// pass (Kalman 1960): the density of the readings together, without their covariance.
type filter struct {
	sd, lasts      float64
	mean, variance float64
	time           float64
	begun          bool
}

// step is the log density of a reading given those before it.
func (f *filter) step(y, error, time float64) float64 {
	keep := 0.0 // at the start all is open
	if f.begun {
		keep = math.Exp(-(time - f.time) / f.lasts)
	}
	mean := keep * f.mean
	variance := keep*keep*f.variance + (1-keep*keep)*f.sd*f.sd
	total := variance + error*error
	gap := y - mean
	gain := variance / total
	f.mean, f.variance, f.time, f.begun = mean+gain*gap, variance*(1-gain), time, true
	return -gap*gap/(2*total) - math.Log(total)/2 - halfLog2Pi
}
