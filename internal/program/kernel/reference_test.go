package kernel_test

import (
	"math"
	"math/big"
)

// The references below are series in arbitrary precision, written for clarity: the
// functions under test share nothing with them.

var precision uint = 400

// toBits computes x to another precision.
func toBits(bits uint, x func() *big.Float) *big.Float {
	defer func(before uint) { precision = before }(precision)
	precision = bits
	return x()
}

func number(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func add(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Add(x, y) }
func sub(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Sub(x, y) }
func mul(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Mul(x, y) }
func div(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(x, y) }
func root(x *big.Float) *big.Float   { return new(big.Float).SetPrec(precision).Sqrt(x) }

// series sums term, next(term, 1), next of that ... until it changes nothing.
func series(term *big.Float, next func(term *big.Float, n int) *big.Float) *big.Float {
	sum := number(0)
	for n := 1; term.Sign() != 0 && (sum.Sign() == 0 || term.MantExp(nil) > sum.MantExp(nil)-int(precision)); n++ {
		sum = add(sum, term)
		term = next(term, n)
	}
	return sum
}

func bigExp(x *big.Float) *big.Float {
	const halvings = 40
	small := new(big.Float).SetMantExp(x, -halvings)
	y := series(number(1), func(t *big.Float, n int) *big.Float { return div(mul(t, small), number(float64(n))) })
	for range halvings {
		y = mul(y, y)
	}
	return y
}

// bigLn improves a guess by Newton's method; each round doubles the digits.
func bigLn(x *big.Float) *big.Float {
	mantissa := new(big.Float)
	exponent := x.MantExp(mantissa)
	m, _ := mantissa.Float64()
	y := number(math.Log(m) + float64(exponent)*math.Ln2)
	for range 4 {
		y = add(y, sub(div(x, bigExp(y)), number(1)))
	}
	return y
}

func bigPow(x, y float64) *big.Float { return bigExp(mul(number(y), bigLn(number(x)))) }

func bigArcTan(x *big.Float) *big.Float {
	for range 10 { // arctan x = 2 arctan(x/(1+sqrt(1+x^2)))
		x = div(x, add(number(1), root(add(number(1), mul(x, x)))))
	}
	square := mul(x, x)
	power := x
	y := series(x, func(_ *big.Float, n int) *big.Float {
		power = mul(power, square)
		term := div(power, number(float64(2*n+1)))
		if n%2 == 1 {
			return term.Neg(term)
		}
		return term
	})
	return new(big.Float).SetMantExp(y, 10)
}

// bigPi has the digits that the largest of all angles calls for.
var bigPi = toBits(1500, func() *big.Float { return mul(number(4), bigArcTan(number(1))) })

// bigSin takes off whole turns, then sums the series.
func bigSin(x *big.Float) *big.Float {
	x = toBits(1500, func() *big.Float {
		turns, _ := div(x, mul(number(2), bigPi)).Int(nil)
		return sub(x, mul(mul(number(2), bigPi), new(big.Float).SetPrec(precision).SetInt(turns)))
	})
	square := mul(x, x)
	return series(x, func(t *big.Float, n int) *big.Float {
		t = div(mul(t, square), number(float64(2*n*(2*n+1))))
		return t.Neg(t)
	})
}

func bigCos(x *big.Float) *big.Float {
	return bigSin(toBits(1500, func() *big.Float { return add(x, div(bigPi, number(2))) }))
}

func bigArcSin(x *big.Float) *big.Float {
	return bigArcTan(div(x, root(sub(number(1), mul(x, x)))))
}

func bigSinh(x *big.Float) *big.Float {
	e := bigExp(x)
	return div(sub(e, div(number(1), e)), number(2))
}

func bigCosh(x *big.Float) *big.Float {
	e := bigExp(x)
	return div(add(e, div(number(1), e)), number(2))
}

func bigLog10(x *big.Float) *big.Float { return div(bigLn(x), bigLn(number(10))) }

// bigErf is its series in powers of x, whose terms reach exp(x*x) before they fall.
func bigErf(x *big.Float) *big.Float {
	square, power := mul(x, x), x
	y := series(x, func(_ *big.Float, n int) *big.Float {
		power = div(mul(power, square), number(float64(n)))
		term := div(power, number(float64(2*n+1)))
		if n%2 == 1 {
			return term.Neg(term)
		}
		return term
	})
	return div(mul(number(2), y), root(bigPi))
}

// bigGammaLn moves x up to 80 and takes Stirling's series there, with Bernoulli's numbers
// from their recurrence.
func bigGammaLn(x *big.Float) *big.Float {
	product := number(1)
	for x.Cmp(number(80)) < 0 {
		product = mul(product, x)
		x = add(x, number(1))
	}
	y := sub(mul(sub(x, number(0.5)), bigLn(x)), x)
	y = add(y, div(bigLn(mul(number(2), bigPi)), number(2)))
	power := x
	for k, bernoulli := range bernoullis {
		n := float64(2 * (k + 1))
		y = add(y, div(bernoulli, mul(number(n*(n-1)), power)))
		power = mul(power, mul(x, x))
	}
	return sub(y, bigLn(product))
}

// bernoullis are B2, B4 ... B140.
var bernoullis = func() []*big.Float {
	var all []*big.Rat
	var out []*big.Float
	for m := range int64(141) {
		sum := new(big.Rat)
		for k, b := range all {
			sum.Add(sum, new(big.Rat).Mul(b, new(big.Rat).SetInt(new(big.Int).Binomial(m+1, int64(k)))))
		}
		b := sum.Neg(sum).Quo(sum, big.NewRat(m+1, 1))
		if m == 0 {
			b = big.NewRat(1, 1)
		}
		all = append(all, b)
		if m > 0 && m%2 == 0 {
			out = append(out, new(big.Float).SetPrec(precision).SetRat(b))
		}
	}
	return out
}()
