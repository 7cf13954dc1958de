package brief

import (
	"math"
	"strconv"

	"casus/internal/study"
)

// hinges are what each effect hangs on.
func hinges(r *study.Results) []Hinge {
	var out []Hinge
	for _, v := range r.Sensitivity {
		h := Hinge{Effect: v.Effect, Together: threeDigits(float64(v.Together)), Numbers: []HingeNumber{}}
		for _, n := range v.Numbers {
			h.Numbers = append(h.Numbers, HingeNumber{Name: n.Constant, Share: threeDigits(n.Share), Low: threeDigits(n.Low), High: threeDigits(n.High),
				Lower: threeDigits(float64(n.Lower)), Upper: threeDigits(float64(n.Upper))})
		}
		out = append(out, h)
	}
	return out
}

// threeDigits rounds to three significant digits: such a share is not known better.
func threeDigits(x float64) Number {
	v, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	if err != nil {
		return Number(math.NaN())
	}
	return Number(v)
}
