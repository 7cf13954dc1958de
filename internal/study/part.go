package study

import "casus/internal/explore"

// partDraws is an on/off part in every posterior draw.
type partDraws struct {
	constant string
	with     string // the explanation that stands when it is on
	without  string // and when it is off
	on       []bool
}

// turns reports whether, with the part on or with it off, either carrying enough
// weight, the median effect has another sign than over all draws; an effect of
// nothing counts as another sign.
func (p partDraws) turns(after []float64, median float64) (explanation string, weight float64, turns bool) {
	for _, on := range []bool{false, true} {
		var kept []float64
		for i, v := range after {
			if p.on[i] == on {
				kept = append(kept, v)
			}
		}
		weight := float64(len(kept)) / float64(len(after))
		if weight < rivalWeight || weight == 1 {
			continue
		}
		if sign(explore.Summarise(kept).Q50) != sign(median) {
			if on {
				return p.with, weight, true
			}
			return p.without, weight, true
		}
	}
	return "", 0, false
}

// parts collects the on/off parts over the draws of a sample.
func (s *Study) parts(sm *sample) []partDraws {
	var parts []partDraws
	for _, c := range s.Constants {
		if c.Without == "" {
			continue
		}
		p := partDraws{constant: c.Name, with: c.With, without: c.Without, on: make([]bool, len(sm.draw))}
		for i, d := range sm.draw {
			p.on[i] = d[c.Param] > 0.5
		}
		parts = append(parts, p)
	}
	return parts
}

// weightOn is the share of draws in which the part is on.
func (p partDraws) weightOn() float64 {
	n := 0
	for _, on := range p.on {
		if on {
			n++
		}
	}
	return float64(n) / float64(len(p.on))
}
