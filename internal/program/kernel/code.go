package kernel

import "math"

// Op is an operation on 64-bit lanes. All are exact or rounded to nearest as IEEE
// 754 has it; a comparison gives all ones or all zeroes.
type Op uint8

// The operations. F is a float64, I an integer, M a mask.
const (
	Arg     Op = iota // the function's argument number Imm
	Const             // Imm as bits
	AddF              // A + B
	SubF              // A - B
	MulF              // A * B
	DivF              // A / B
	SqrtF             // square root of A
	NearF             // A rounded to the nearest whole number, ties to even
	TruncF            // A without its fraction
	LessF             // A < B
	LessEqF           // A <= B
	EqualF            // A == B
	AddI              // A + B
	SubI              // A - B
	MulI              // A * B, the lower 64 bits
	ShlI              // A << Imm
	ShrI              // A >> Imm, zeroes shifted in
	And               // A & B
	Or                // A | B
	Xor               // A ^ B
	Pick              // the bits of B where C is one, of A where it is zero
)

// Inst is one instruction: its operands are the indexes of earlier ones.
type Inst struct {
	Op      Op
	A, B, C int
	Imm     uint64
}

// Func is a function as straight-line code; its value is that of the last
// instruction.
type Func struct {
	Name string
	Args int
	Code []Inst
	// Far is the function for rare arguments, those for which instruction Rare gives
	// ones; nil where Code does for all. Where no argument is rare it costs a branch.
	Far  *Func
	Rare int
}

// Call runs the code on bit patterns.
func (f *Func) Call(args ...float64) float64 {
	var room [600]uint64
	v := room[:0]
	for _, in := range f.Code {
		var out uint64
		switch in.Op {
		case Arg:
			out = math.Float64bits(args[in.Imm])
		case Const:
			out = in.Imm
		case AddI:
			out = v[in.A] + v[in.B]
		case SubI:
			out = v[in.A] - v[in.B]
		case MulI:
			out = v[in.A] * v[in.B]
		case ShlI:
			out = v[in.A] << in.Imm
		case ShrI:
			out = v[in.A] >> in.Imm
		case And:
			out = v[in.A] & v[in.B]
		case Or:
			out = v[in.A] | v[in.B]
		case Xor:
			out = v[in.A] ^ v[in.B]
		case Pick:
			out = v[in.A]&^v[in.C] | v[in.B]&v[in.C]
		default:
			out = float(in.Op, math.Float64frombits(v[in.A]), math.Float64frombits(v[in.B]))
		}
		v = append(v, out)
	}
	if f.Far != nil && v[f.Rare] != 0 {
		return f.Far.Call(args...)
	}
	return math.Float64frombits(v[len(v)-1])
}

// float computes an operation on floats. The conversions keep Go from fusing a
// product into a sum.
func float(op Op, a, b float64) uint64 {
	switch op {
	case AddF:
		return math.Float64bits(float64(a + b))
	case SubF:
		return math.Float64bits(float64(a - b))
	case MulF:
		return math.Float64bits(float64(a * b))
	case DivF:
		return math.Float64bits(float64(a / b))
	case SqrtF:
		return math.Float64bits(math.Sqrt(a))
	case NearF:
		return math.Float64bits(math.RoundToEven(a))
	case TruncF:
		return math.Float64bits(math.Trunc(a))
	case LessF:
		return mask(a < b)
	case LessEqF:
		return mask(a <= b)
	case EqualF:
		return mask(a == b)
	}
	panic("kernel: unknown operation")
}

func mask(b bool) uint64 {
	if b {
		return ^uint64(0)
	}
	return 0
}

// builder writes a function's code, each constant once.
type builder struct {
	code  []Inst
	known map[uint64]val
}

// val is a value of the code under way.
type val int

func (b *builder) emit(in Inst) val {
	b.code = append(b.code, in)
	return val(len(b.code) - 1)
}

func (b *builder) arg(i int) val           { return b.emit(Inst{Op: Arg, Imm: uint64(i)}) }
func (b *builder) f(x float64) val         { return b.i(math.Float64bits(x)) }
func (b *builder) two(op Op, x, y val) val { return b.emit(Inst{Op: op, A: int(x), B: int(y)}) }
func (b *builder) add(x, y val) val        { return b.two(AddF, x, y) }
func (b *builder) sub(x, y val) val        { return b.two(SubF, x, y) }
func (b *builder) mul(x, y val) val        { return b.two(MulF, x, y) }
func (b *builder) div(x, y val) val        { return b.two(DivF, x, y) }
func (b *builder) shl(x val, n uint64) val { return b.emit(Inst{Op: ShlI, A: int(x), Imm: n}) }
func (b *builder) shr(x val, n uint64) val { return b.emit(Inst{Op: ShrI, A: int(x), Imm: n}) }
func (b *builder) near(x val) val          { return b.two(NearF, x, x) }
func (b *builder) trunc(x val) val         { return b.two(TruncF, x, x) }
func (b *builder) sqrt(x val) val          { return b.two(SqrtF, x, x) }
func (b *builder) less(x, y val) val       { return b.two(LessF, x, y) }
func (b *builder) lessEq(x, y val) val     { return b.two(LessEqF, x, y) }
func (b *builder) equal(x, y val) val      { return b.two(EqualF, x, y) }
func (b *builder) and(x, y val) val        { return b.two(And, x, y) }
func (b *builder) or(x, y val) val         { return b.two(Or, x, y) }
func (b *builder) not(x val) val           { return b.two(Xor, x, b.i(^uint64(0))) }
func (b *builder) abs(x val) val           { return b.two(And, x, b.i(1<<63-1)) }
func (b *builder) neg(x val) val           { return b.two(Xor, x, b.i(1<<63)) }

// i is a constant given by its bits.
func (b *builder) i(x uint64) val {
	v, ok := b.known[x]
	if !ok {
		v = b.emit(Inst{Op: Const, Imm: x})
		b.known[x] = v
	}
	return v
}

// pick is yes where the mask is set and no elsewhere.
func (b *builder) pick(mask, yes, no val) val {
	return b.emit(Inst{Op: Pick, A: int(no), B: int(yes), C: int(mask)})
}

// poly is c[0] + x*(c[1] + x*(...)), by pairs and pairs of pairs (Estrin 1960), which a
// processor computes side by side.
func (b *builder) poly(x val, c ...float64) val {
	var terms []val
	for i := 0; i < len(c); i += 2 {
		term := b.f(c[i])
		if i+1 < len(c) {
			term = b.add(term, b.mul(x, b.f(c[i+1])))
		}
		terms = append(terms, term)
	}
	for len(terms) > 1 {
		x = b.mul(x, x)
		half := terms[:0]
		for i := 0; i < len(terms); i += 2 {
			term := terms[i]
			if i+1 < len(terms) {
				term = b.add(term, b.mul(x, terms[i+1]))
			}
			half = append(half, term)
		}
		terms = half
	}
	return terms[0]
}

func define(name string, args int, body func(b *builder, args []val) val) *Func {
	return defineCommon(name, args, func(b *builder, args []val) (out, rare val) { return body(b, args), -1 }, nil)
}

// defineCommon defines a function that does for all but rare arguments, of which it
// gives the mask, and the one for those.
func defineCommon(name string, args int, body func(b *builder, args []val) (out, rare val), far *Func) *Func {
	b := &builder{known: map[uint64]val{}}
	in := make([]val, args)
	for i := range in {
		in[i] = b.arg(i)
	}
	out, rare := body(b, in)
	if int(out) != len(b.code)-1 {
		b.two(Or, out, out)
	}
	return &Func{Name: name, Args: args, Code: b.code, Far: far, Rare: int(rare)}
}
