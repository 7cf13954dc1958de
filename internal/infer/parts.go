package infer

import (
	"math"

	"casus/internal/prob"
)

// Switch is a dimension that stands for a part of the model: off below the threshold, on from
// there up. On either side it changes nothing.
type Switch struct {
	Dim  int
	From float64
}

// Switcher is a Target with such dimensions, for which it has moves of their own.
type Switcher interface{ Switches() []Switch }

func (s Switch) on(z []float64) bool { return z[s.Dim] >= s.From }

// draw is a coordinate from the prior on one side of the threshold.
func (s Switch) draw(on bool, stream *prob.Stream) float64 {
	below := prob.Phi(s.From)
	if on {
		return math.Max(s.From, prob.PhiQuantile(below+(1-below)*stream.Uniform()))
	}
	return math.Min(math.Nextafter(s.From, math.Inf(-1)), prob.PhiQuantile(below*stream.Uniform()))
}

// logChance is the log of the prior's chance of a side.
func (s Switch) logChance(on bool) float64 {
	if on {
		return prob.LogPhi(-s.From)
	}
	return prob.LogPhi(s.From)
}

// parts tells the switches among a target's dimensions from the others, the free ones.
type parts struct {
	switches []Switch
	free     []int
}

func partsOf(t Target) *parts {
	p := &parts{}
	isSwitch := make([]bool, t.Dim())
	if sw, ok := t.(Switcher); ok {
		p.switches = sw.Switches()
		for _, s := range p.switches {
			isSwitch[s.Dim] = true
		}
	}
	for d, is := range isSwitch {
		if !is {
			p.free = append(p.free, d)
		}
	}
	return p
}

// ordered is a point as what is on (1) or off (0), and then its free dimensions.
func (p *parts) ordered(z []float64) []float64 {
	y := make([]float64, 0, len(z))
	for _, s := range p.switches {
		if s.on(z) {
			y = append(y, 1)
		} else {
			y = append(y, 0)
		}
	}
	for _, d := range p.free {
		y = append(y, z[d])
	}
	return y
}

// bare are a point's free dimensions less what its parts add to them by the ellipse.
func (p *parts) bare(g *Ellipse, z []float64) []float64 {
	u := make([]float64, len(p.free))
	for i, d := range p.free {
		u[i] = z[d]
	}
	p.addShifts(g, z, u, -1)
	return u
}

// dress writes free dimensions into a point whose switches stand already, with what its
// parts add.
func (p *parts) dress(g *Ellipse, z, u []float64) {
	p.addShifts(g, z, u, 1)
	for i, d := range p.free {
		z[d] = u[i]
	}
}

func (p *parts) addShifts(g *Ellipse, z, u []float64, times float64) {
	for k, s := range p.switches {
		if !s.on(z) {
			continue
		}
		for i, shift := range g.Shift[k] {
			u[i] += float64(times * shift)
		}
	}
}
