package program

// opSpec is what the text form, the checker and the passes need to know of an
// operation.
type opSpec struct {
	name  string
	args  int
	setup bool // allowed in Setup
	step  bool // allowed in Step
}

var opSpecs = [opCount]opSpec{
	OpConst:  {"const", 0, true, true},
	OpParam:  {"param", 0, true, false},
	OpKept:   {"kept", 0, false, true},
	OpState:  {"state", 0, false, true},
	OpShared: {"shared", 0, false, true},
	OpTime:   {"time", 0, true, true},

	OpStepTime: {"steptime", 0, false, true},
	OpAdd:      {"add", 2, true, true},
	OpSub:      {"sub", 2, true, true},
	OpMul:      {"mul", 2, true, true},
	OpDiv:      {"div", 2, true, true},
	OpNeg:      {"neg", 1, true, true},
	OpAbs:      {"abs", 1, true, true},
	OpSqrt:     {"sqrt", 1, true, true},
	OpFloor:    {"floor", 1, true, true},
	OpTrunc:    {"trunc", 1, true, true},
	OpMin:      {"min", 2, true, true},
	OpMax:      {"max", 2, true, true},
	OpLess:     {"less", 2, true, true},
	OpLessEq:   {"lesseq", 2, true, true},
	OpEqual:    {"equal", 2, true, true},
	OpAnd:      {"and", 2, true, true},
	OpOr:       {"or", 2, true, true},
	OpNot:      {"not", 1, true, true},
	OpSelect:   {"select", 3, true, true},
	OpExp:      {"exp", 1, true, true},
	OpLn:       {"ln", 1, true, true},
	OpPow:      {"pow", 2, true, true},
	OpSin:      {"sin", 1, true, true},
	OpCos:      {"cos", 1, true, true},
	OpTan:      {"tan", 1, true, true},
	OpArcSin:   {"arcsin", 1, true, true},
	OpArcCos:   {"arccos", 1, true, true},
	OpArcTan:   {"arctan", 1, true, true},
	OpLog10:    {"log10", 1, true, true},
	OpSinh:     {"sinh", 1, true, true},
	OpCosh:     {"cosh", 1, true, true},
	OpTanh:     {"tanh", 1, true, true},
	OpGammaLn:  {"gammaln", 1, true, true},
	OpErf:      {"erf", 1, true, true},
	OpUniform:  {"uniform", 3, true, true},
	OpLookup:   {"lookup", 1, true, true},
}

// String is the operation's name in the text form.
func (o Op) String() string {
	if o < opCount {
		return opSpecs[o].name
	}
	return "unknown"
}

// NumArgs is how many operands the operation takes, 0 to 3.
func (o Op) NumArgs() int {
	if o < opCount {
		return opSpecs[o].args
	}
	return 0
}

// Operands are the operands that the value's operation takes.
func (v *Value) Operands() []ID { return v.Args[:v.Op.NumArgs()] }
