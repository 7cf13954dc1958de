// Package kernel is the maths that models use (exp, ln, pow, the trigonometric
// functions and their inverses), defined once, as straight-line code over 64-bit
// patterns. The Go evaluator interprets that code and package wasm emits it, so
// that both give the same bits on every machine. It uses no library function:
// those of Go, C and browsers differ in their last bits.
//
// Accuracy is measured in the tests against arbitrary precision: below 1 ulp for
// exp, ln and pow, below 3 for the rest. Special values are those of C99's
// annex F. Of arguments beyond 2^50, sin, cos and tan are NaN: neighbouring
// numbers there lie a quarter of a radian apart, so any other answer would be
// noise.
//
// A call interprets some 50 to 350 instructions, about 0.1 to 1 microsecond; the
// compiled module takes a hundredth of that.
package kernel

// The functions, each in the form that package wasm emits.
var (
	ExpFunc    = define("exp", 1, func(b *builder, a []val) val { return exp(b, a[0]) })
	LnFunc     = define("ln", 1, func(b *builder, a []val) val { return ln(b, a[0]) })
	PowFunc    = define("pow", 2, func(b *builder, a []val) val { return pow(b, a[0], a[1]) })
	SinFunc    = define("sin", 1, func(b *builder, a []val) val { return sine(b, a[0], 0) })
	CosFunc    = define("cos", 1, func(b *builder, a []val) val { return sine(b, a[0], 1) })
	TanFunc    = define("tan", 1, func(b *builder, a []val) val { return tangent(b, a[0]) })
	ArcSinFunc = define("arcsin", 1, func(b *builder, a []val) val { return arcSin(b, a[0]) })
	ArcCosFunc = define("arccos", 1, func(b *builder, a []val) val { return arcCos(b, a[0]) })
	ArcTanFunc = define("arctan", 1, func(b *builder, a []val) val { return arcTan(b, a[0]) })
)

// Exp is e to the x.
func Exp(x float64) float64 { return ExpFunc.Call(x) }

// Ln is the natural logarithm of x: -Inf of 0, NaN below.
func Ln(x float64) float64 { return LnFunc.Call(x) }

// Pow is x to the y, by the rules of C99 for zeroes, infinities and negative x.
func Pow(x, y float64) float64 { return PowFunc.Call(x, y) }

// Sin is the sine of x in radians.
func Sin(x float64) float64 { return SinFunc.Call(x) }

// Cos is the cosine of x in radians.
func Cos(x float64) float64 { return CosFunc.Call(x) }

// Tan is the tangent of x in radians.
func Tan(x float64) float64 { return TanFunc.Call(x) }

// ArcSin is the angle in radians whose sine is x, NaN outside -1 to 1.
func ArcSin(x float64) float64 { return ArcSinFunc.Call(x) }

// ArcCos is the angle in radians whose cosine is x, NaN outside -1 to 1.
func ArcCos(x float64) float64 { return ArcCosFunc.Call(x) }

// ArcTan is the angle in radians, from -pi/2 to pi/2, whose tangent is x.
func ArcTan(x float64) float64 { return ArcTanFunc.Call(x) }
