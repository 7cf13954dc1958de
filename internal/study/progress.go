package study

// withProgress is o with a progress that can be called.
func (o Options) withProgress() Options {
	if o.Progress == nil {
		o.Progress = func(string, float64) {}
	}
	return o
}

// within is o with a progress that fills, of what o's shows, a share from some point on.
func (o Options) within(from, share float64) Options {
	shown := o.withProgress().Progress
	o.Progress = func(what string, done float64) { shown(what, from+share*done) }
	return o
}

// The shares of the time that goes into calibrating, where more follows it, and how this
// divides: measured on the flagship.
const (
	beforeBacktest    = 0.95
	beforeForecast    = 0.95
	beforeLeaveOut    = 0.35
	beforeSensitivity = 0.25
	beforeStructure   = 0.85

	bridgeShare = 0.19 // of what follows in an examination
	datedFrom   = 0.65
	datedShare  = 0.33
)

// beforeAnswers is the share of an examination that its passes take.
func (o Options) beforeAnswers() float64 {
	n := float64(o.Replicates)
	return n / (n + 1.7)
}
