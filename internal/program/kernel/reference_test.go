package kernel_test

import (
	"math"
	"math/big"
)

// The references below are series in arbitrary precision, written for clarity: the
// functions under test share nothing with them.

const precision = 400

func number(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func add(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Add(x, y) }
func sub(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Sub(x, y) }
func mul(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Mul(x, y) }
func div(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(x, y) }
func root(x *big.Float) *big.Float   { return new(big.Float).SetPrec(precision).Sqrt(x) }

// series sums term, next(term, 1), next of that ... until it changes nothing.
func series(term *big.Float, next func(term *big.Float, n int) *big.Float) *big.Float {
	sum := number(0)
	for n := 1; term.Sign() != 0 && (sum.Sign() == 0 || term.MantExp(nil) > sum.MantExp(nil)-precision); n++ {
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

var bigPi = mul(number(4), bigArcTan(number(1)))

// bigSin takes off whole turns, then sums the series.
func bigSin(x *big.Float) *big.Float {
	turns, _ := div(x, mul(number(2), bigPi)).Int(nil)
	x = sub(x, mul(mul(number(2), bigPi), new(big.Float).SetPrec(precision).SetInt(turns)))
	square := mul(x, x)
	return series(x, func(t *big.Float, n int) *big.Float {
		t = div(mul(t, square), number(float64(2*n*(2*n+1))))
		return t.Neg(t)
	})
}

func bigCos(x *big.Float) *big.Float { return bigSin(add(x, div(bigPi, number(2)))) }

func bigArcSin(x *big.Float) *big.Float {
	return bigArcTan(div(x, root(sub(number(1), mul(x, x)))))
}
