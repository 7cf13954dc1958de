package likelihood_test

import (
	"math"
	"testing"

	"casus/internal/likelihood"
)

// TestFamilies: one point of each family against mpmath 1.3 (25 digits).
func TestFamilies(t *testing.T) {
	point := func(y float64) likelihood.Point {
		return likelihood.Point{Reading: likelihood.Level, Low: none, Best: y, High: none}
	}
	trials := point(7)
	trials.Trials = 20
	between := point(none)
	between.Low, between.High = 0.6, 1.8
	for _, c := range []struct {
		name   string
		series likelihood.Series
		point  likelihood.Point
		model  float64
		want   float64
	}{
		{"normal", likelihood.Series{Family: likelihood.NormalFamily, Spread: likelihood.Fixed(0.4)}, point(1.6), 1, -1.5*1.5/2 - math.Log(0.4*math.Sqrt(2*math.Pi))},
		{"lognormal", likelihood.Series{Family: likelihood.NormalFamily, Scale: likelihood.Log, Spread: likelihood.Fixed(0.5)}, point(math.E), 1, -2 - math.Log(0.5*math.Sqrt(2*math.Pi))},
		{"between", likelihood.Series{Family: likelihood.NormalFamily, Spread: likelihood.Fixed(0.4)}, between, 1, math.Log(phi(2) - phi(-1))},
		{"student", likelihood.Series{Family: likelihood.StudentFamily, Spread: likelihood.Fixed(0.4), Freedom: likelihood.Fixed(4)}, point(1.6), 1, -1.180256277708619950504399},
		{"student between", likelihood.Series{Family: likelihood.StudentFamily, Spread: likelihood.Fixed(0.4), Freedom: likelihood.Fixed(4)}, between, 1, -0.2810491124603736},
		{"poisson", likelihood.Series{Family: likelihood.Poisson}, point(7), 4.5, -2.496619583631495786552723},
		{"negative binomial", likelihood.Series{Family: likelihood.NegBinomial, Size: likelihood.Fixed(2.5)}, point(7), 4.5, -2.787388619647235199157808},
		{"binomial", likelihood.Series{Family: likelihood.Binomial}, trials, 0.3, -1.806292654920425030300032},
		{"beta-binomial", likelihood.Series{Family: likelihood.BetaBinomial, Size: likelihood.Fixed(10)}, trials, 0.3, -2.327606965810974211988234},
		{"impossible", likelihood.Series{Family: likelihood.Poisson}, point(7), 0, -1e5},
	} {
		c.series.Points = []likelihood.Point{c.point}
		table, err := likelihood.NewTable([]likelihood.Series{c.series}, 1)
		if err != nil {
			t.Fatal(err)
		}
		var increments [1]float64
		table.Add(constant(c.model), nil, increments[:])
		near(t, c.name, increments[0], c.want, 1e-12*(1+math.Abs(c.want)))
	}
}

// TestDiscrepancyOfSeries: three readings with an Ornstein-Uhlenbeck error against the
// joint normal, its covariance written out: sd² exp(-|t-u|/lasts), and the errors'.
func TestDiscrepancyOfSeries(t *testing.T) {
	const sd, lasts, spread = 0.7, 3, 0.4
	y, at := []float64{0.5, 1.2, -0.3}, []float64{0, 1, 4}
	s := likelihood.Series{Family: likelihood.NormalFamily, Spread: likelihood.Number{Param: 1}, Discrepancy: likelihood.Number{Param: 2}, DiscrepancyTime: likelihood.Fixed(lasts)}
	for _, i := range []int{2, 0, 1} {
		s.Points = append(s.Points, likelihood.Point{Reading: likelihood.Level, Time: at[i], Low: none, Best: y[i], High: none})
	}
	table, err := likelihood.NewTable([]likelihood.Series{s}, 1)
	if err != nil {
		t.Fatal(err)
	}
	var increments [1]float64
	table.Add(constant(0), []float64{spread, sd}, increments[:])

	c := func(i, j int) float64 {
		v := sd * sd * math.Exp(-math.Abs(at[i]-at[j])/lasts)
		if i == j {
			v += spread * spread
		}
		return v
	}
	// By the chain of conditional normals.
	want, m2, v2 := normalLog(y[0], 0, c(0, 0)), c(0, 1)/c(0, 0)*y[0], c(1, 1)-c(0, 1)*c(0, 1)/c(0, 0)
	want += normalLog(y[1], m2, v2)
	det := c(0, 0)*c(1, 1) - c(0, 1)*c(0, 1)
	w0, w1 := (c(1, 1)*c(0, 2)-c(0, 1)*c(1, 2))/det, (c(0, 0)*c(1, 2)-c(0, 1)*c(0, 2))/det
	want += normalLog(y[2], w0*y[0]+w1*y[1], c(2, 2)-w0*c(0, 2)-w1*c(1, 2))
	near(t, "three readings", increments[0], want, 1e-12)
}

func normalLog(x, mean, variance float64) float64 {
	return -(x-mean)*(x-mean)/(2*variance) - math.Log(2*math.Pi*variance)/2
}

// TestTableRefuses: what a series can't hold.
func TestTableRefuses(t *testing.T) {
	for name, s := range map[string]likelihood.Series{
		"a range of counts":   {Family: likelihood.Poisson, Points: []likelihood.Point{{Low: 1, Best: none, High: 2}}},
		"half a case":         {Family: likelihood.Poisson, Points: []likelihood.Point{{Low: none, Best: 1.5, High: none}}},
		"more than there are": {Family: likelihood.Binomial, Points: []likelihood.Point{{Low: none, Best: 7, High: none, Trials: 6}}},
		"nothing, on the log": {Family: likelihood.NormalFamily, Scale: likelihood.Log, Points: []likelihood.Point{{Low: none, Best: 0, High: none}}},
		"no value":            {Family: likelihood.NormalFamily, Points: []likelihood.Point{{Low: none, Best: none, High: none}}},
	} {
		if _, err := likelihood.NewTable([]likelihood.Series{s}, 1); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
