package score

import "math"

// Point is a number at a time.
type Point struct{ Time, Value float64 }

// Naive is a forecast that knows nothing but earlier numbers, against which others are
// held (Hyndman and Athanasopoulos 2021, Forecasting: principles and practice, 5.2).
type Naive struct {
	Name string
	// At forecasts the number at a time from at least one earlier one, in the order of time.
	At func(points []Point, time float64) float64
}

// trendPoints is how many of the last numbers the line goes through.
const trendPoints = 6

// Naives are the last value, a straight line through the last six, and the drift: the
// last value and the mean change from the first on.
func Naives() []Naive {
	return []Naive{{"last value", last}, {"trend of the last six", trend}, {"drift", drift}}
}

func last(points []Point, _ float64) float64 { return points[len(points)-1].Value }

// trend is least squares; with fewer than three numbers, or all at one time, it is the
// last value.
func trend(points []Point, time float64) float64 {
	points = points[max(0, len(points)-trendPoints):]
	n := float64(len(points))
	if n < 3 {
		return last(points, time)
	}
	var t, v, tt, tv float64
	for _, p := range points {
		t, v = t+p.Time/n, v+p.Value/n
	}
	for _, p := range points {
		tt += (p.Time - t) * (p.Time - t)
		tv += (p.Time - t) * (p.Value - v)
	}
	if tt == 0 {
		return last(points, time)
	}
	return v + tv/tt*(time-t)
}

func drift(points []Point, time float64) float64 {
	a, b := points[0], points[len(points)-1]
	if a.Time == b.Time {
		return b.Value
	}
	return b.Value + (b.Value-a.Value)/(b.Time-a.Time)*(time-b.Time)
}

// RMS is the root of the mean square.
func RMS(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum / float64(len(x)))
}
