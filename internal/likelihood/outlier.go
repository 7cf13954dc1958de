package likelihood

import (
	"math"

	"casus/internal/prob"
)

// An outlier is a reading with a further error of its own, wide and even: a slip, a
// mistranslation, an invention. Which readings are outliers is not known; each is one
// with the chance OutlierShare, so that its density is a mixture of two normals.
//
// Later readings are then conditioned on the part of its residual that is no outlier's,
// by its mean given what is known so far: an assumed-density filter (Masreliez 1975,
// Approximate non-Gaussian filtering with linear state and observation relations), whose
// variance is left at that of no outlier. That makes the rest a little too sure where a
// reading may be one, and it makes the score of a day depend, in a small degree, on the
// order of its claims, which is that of their ids.

// mixed is the log density, in units of its standard deviation sd, of a residual that is z
// of these off, under the mixture, and the part of z that is no outlier's.
func (q *Quantity) mixed(z, sd float64) (logDensity, kept float64) {
	plain := -z*z/2 - halfLog2Pi
	if q.OutlierShare == 0 {
		return plain, z
	}
	ratio := 1 + (q.OutlierSD/sd)*(q.OutlierSD/sd) // of the wider variance to the other
	wide := -z*z/(2*ratio) - math.Log(ratio)/2 - halfLog2Pi
	plain += math.Log1p(-q.OutlierShare)
	wide += math.Log(q.OutlierShare)
	top := math.Max(plain, wide)
	total := top + math.Log(math.Exp(plain-top)+math.Exp(wide-top))
	outlier := math.Exp(wide - total)
	return total, z * (1 - outlier + outlier/ratio)
}

// below is the chance of a residual below one that is z standard deviations sd off.
func (q *Quantity) below(z, sd float64) float64 {
	plain := prob.Phi(z)
	if q.OutlierShare == 0 {
		return plain
	}
	return plain + q.OutlierShare*(prob.Phi(z*sd/math.Hypot(sd, q.OutlierSD))-plain)
}
