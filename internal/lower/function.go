package lower

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"casus/internal/model"
	"casus/internal/program"
)

// function is how a built-in is lowered. Most work on the values of their
// arguments (of); the others need the trees (tree): those that read an argument
// at another time, or over a range.
type function struct {
	min, max int // count of arguments: the same, or max -1 for any count from min on
	of       func(b *block, x []program.ID) program.ID
	tree     func(b *block, c *model.Call, in *scope) program.ID
}

// functions are the built-ins by name. It is filled at start because lowering a
// call needs the table and some entries lower calls.
var functions map[string]function

func init() {
	functions = map[string]function{
		"ABS":     unaryOp(program.OpAbs),
		"SQRT":    unaryOp(program.OpSqrt),
		"EXP":     unaryOp(program.OpExp),
		"LN":      unaryOp(program.OpLn),
		"SIN":     unaryOp(program.OpSin),
		"COS":     unaryOp(program.OpCos),
		"TAN":     unaryOp(program.OpTan),
		"ARCSIN":  unaryOp(program.OpArcSin),
		"ARCCOS":  unaryOp(program.OpArcCos),
		"ARCTAN":  unaryOp(program.OpArcTan),
		"INTEGER": unaryOp(program.OpTrunc),
		"SINH":    unaryOp(program.OpSinh),
		"COSH":    unaryOp(program.OpCosh),
		"TANH":    unaryOp(program.OpTanh),
		"LOG":     {2, 2, logBase, nil},
		"POWER":   {2, 2, func(b *block, x []program.ID) program.ID { return b.op(program.OpPow, x[0], x[1]) }, nil},
		"MIN":     {1, -1, foldOp(program.OpMin), nil},
		"MAX":     {1, -1, foldOp(program.OpMax), nil},
		"MODULO":  {2, 2, modulo, nil},
		"QUANTUM": {2, 2, quantum, nil},
		"ZIDZ":    {2, 2, zidz, nil},
		"XIDZ":    {3, 3, xidz, nil},
		"GAME":    {1, 1, func(_ *block, x []program.ID) program.ID { return x[0] }, nil},

		"IF THEN ELSE": {3, 3, func(b *block, x []program.ID) program.ID {
			return b.op(program.OpSelect, x[0], x[1], x[2])
		}, nil},

		"STEP":        {2, 2, step, nil},
		"PULSE":       {2, 2, pulse, nil},
		"PULSE TRAIN": {4, 4, pulseTrain, nil},
		"RAMP":        {3, 3, ramp, nil},

		"INITIAL":        {1, 1, nil, initial},
		"REINITIAL":      {1, 1, nil, initial},
		"ACTIVE INITIAL": {2, 2, nil, activeInitial},
		"WITH LOOKUP":    {2, 2, nil, withLookup},

		"SUM":      {1, 1, nil, reduction(program.OpAdd)},
		"PROD":     {1, 1, nil, reduction(program.OpMul)},
		"VMIN":     {1, 1, nil, reduction(program.OpMin)},
		"VMAX":     {1, 1, nil, reduction(program.OpMax)},
		"ELMCOUNT": {1, 1, nil, elementCount},

		"SMOOTH":   {2, 2, nil, smooth(1)},
		"SMOOTHI":  {3, 3, nil, smooth(1)},
		"SMOOTH3":  {2, 2, nil, smooth(3)},
		"SMOOTH3I": {3, 3, nil, smooth(3)},
		"SMOOTH N": {4, 4, nil, smooth(0)},
		"DELAY1":   {2, 2, nil, delay(1)},
		"DELAY1I":  {3, 3, nil, delay(1)},
		"DELAY3":   {2, 2, nil, delay(3)},
		"DELAY3I":  {3, 3, nil, delay(3)},
		"DELAY N":  {4, 4, nil, delay(0)},
		"TREND":    {3, 3, nil, trend},

		"DELAY CONVEYOR":   {6, 6, nil, delayConveyor},
		"CONVEYOR":         {5, 5, nil, conveyor},
		"CONVEYOR OUTFLOW": {1, 1, nil, beltFlow(conveyorOutflow)},
		"CONVEYOR LEAKAGE": {1, 1, nil, beltFlow(conveyorLeakage)},

		"FORECAST": {3, 3, nil, forecast},
		"NPV":      {4, 4, nil, npv},

		"DELAY FIXED":       {3, 3, nil, delayFixed},
		"DELAY MATERIAL":    {4, 4, nil, delayMaterial},
		"DELAY INFORMATION": {3, 3, nil, delayInformation},

		"DEPRECIATE STRAIGHTLINE": {4, 4, nil, depreciateStraightline},
		"SAMPLE IF TRUE":          {3, 3, nil, sampleIfTrue},
		"SINTEG":                  {7, 7, nil, sinteg},

		"VECTOR SORT ORDER": {2, 2, nil, ranked(sortOrder)},
		"VECTOR RANK":       {2, 2, nil, ranked(rank)},
		"VECTOR REORDER":    {2, 2, nil, vectorReorder},
		"VECTOR ELM MAP":    {2, 2, nil, elementMap},
		"VECTOR SELECT":     {5, 5, nil, vectorSelect},
		"VECTOR LOOKUP":     {5, 5, nil, vectorLookup},
		"INVERT MATRIX":     {2, 2, nil, invertMatrix},
		"RANK":              {2, 3, nil, elementOfRank},

		"ALLOCATE AVAILABLE":   {3, 3, nil, allocateAvailable},
		"ALLOCATE BY PRIORITY": {5, 5, nil, allocateByPriority},
		"FIND MARKET PRICE":    {4, 4, nil, findMarketPrice},
		"DEMAND AT PRICE":      {3, 3, nil, atPrice((*block).demand)},
		"SUPPLY AT PRICE":      {3, 3, nil, atPrice((*block).supply)},

		"RANDOM 0 1":         drawn(0, randomUnit),
		"RANDOM UNIFORM":     drawn(2, randomUniform),
		"RANDOM NORMAL":      drawn(4, randomNormal),
		"RANDOM EXPONENTIAL": drawn(4, randomExponential),
		"RANDOM WEIBULL":     drawn(5, randomWeibull),
		"RANDOM TRIANGULAR":  drawn(5, randomTriangular),

		"RANDOM LOOKUP":     {5, 6, nil, randomLookup},
		"RANDOM GAMMA":      drawn(5, randomGamma),
		"RANDOM BETA":       drawn(6, randomBeta),
		"RANDOM POISSON":    drawn(5, randomPoisson),
		"RANDOM BINOMIAL":   {6, 7, nil, randomBinomial},
		"RANDOM PINK NOISE": {4, 5, nil, pinkNoise},

		"RANDOM NEGATIVE BINOMIAL": drawn(6, randomNegativeBinomial),

		"GET TIME VALUE": {3, 3, nil, getTimeValue},
		"TIME BASE":      {2, 2, timeBase, nil},
		"GAMMA LN":       unaryOp(program.OpGammaLn),

		"LOOKUP EXTRAPOLATE": {2, 2, nil, tableFunction(shaped(model.Extrapolated))},
		"LOOKUP FORWARD":     {2, 2, nil, tableFunction(shaped(model.Ahead))},
		"LOOKUP BACKWARD":    {2, 2, nil, tableFunction(shaped(model.Stepped))},
		"LOOKUP INVERT":      {2, 2, nil, tableFunction(lookupInvert)},
		"LOOKUP AREA":        {3, 3, nil, tableFunction(lookupArea)},

		"GET DATA AT TIME":       {2, 2, nil, dataFunction(dataAtTime)},
		"GET DATA BETWEEN TIMES": {3, 3, nil, dataFunction(dataBetweenTimes)},
		"GET DATA FIRST TIME":    {1, 1, nil, dataFunction(dataFirstTime)},
		"GET DATA LAST TIME":     {1, 1, nil, dataFunction(dataLastTime)},
		"GET DATA TOTAL POINTS":  {3, 3, nil, dataFunction(dataCount)},
		"GET DATA MIN":           {3, 3, nil, dataFunction(dataWithin(math.MaxFloat64, joined(program.OpMin), asIs))},
		"GET DATA MAX":           {3, 3, nil, dataFunction(dataWithin(-math.MaxFloat64, joined(program.OpMax), asIs))},
		"GET DATA MEAN":          {3, 3, nil, dataFunction(dataWithin(0, joined(program.OpAdd), dataMean))},
		"TIME SHIFT":             {2, 2, nil, dataFunction(timeShift)},
	}
}

func unaryOp(op program.Op) function {
	return function{1, 1, func(b *block, x []program.ID) program.ID { return b.op(op, x[0]) }, nil}
}

// foldOp applies an operation from left to right.
func foldOp(op program.Op) func(*block, []program.ID) program.ID {
	return func(b *block, x []program.ID) program.ID {
		id := x[0]
		for _, y := range x[1:] {
			id = b.op(op, id, y)
		}
		return id
	}
}

// call lowers a call: of a lookup of the model, which may bear a built-in's name,
// or of a built-in.
func (b *block) call(c *model.Call, in *scope) program.ID {
	if g := b.l.groups[model.Key(c.Func)]; g != nil && g.first.Kind == model.Lookup {
		return b.lookupCall(g, c, in)
	}
	name := strings.ToUpper(model.Key(c.Func))
	f, ok := functions[name]
	if !ok {
		b.l.unknownFunction(c, name)
		return b.failed()
	}
	if n := len(c.Args); n < f.min || f.max >= 0 && n > f.max {
		b.l.fault("function", c.At, fmt.Sprintf("%s takes %s and has %d here", name, f.counts(), n), "", "")
		return b.failed()
	}
	if f.tree != nil {
		return f.tree(b, c, in)
	}
	return f.of(b, b.args(c, in))
}

func (b *block) args(c *model.Call, in *scope) []program.ID {
	x := make([]program.ID, len(c.Args))
	for i, a := range c.Args {
		x[i] = b.expr(a, in)
	}
	return x
}

func (f function) counts() string {
	switch {
	case f.max < 0:
		return fmt.Sprintf("%d or more arguments", f.min)
	case f.max == 1:
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", f.max)
}

func (l *lowerer) unknownFunction(c *model.Call, name string) {
	if g := l.groups[model.Key(c.Func)]; g != nil {
		l.fault("name", c.At, fmt.Sprintf("%s %q is called like a lookup", g.first.Kind, g.name),
			"only lookups and built-in functions take arguments", "write an operator between the name and the bracket")
		return
	}
	for _, u := range unsupported {
		if name == u.name || strings.HasSuffix(u.name, " ") && strings.HasPrefix(name, u.name) {
			l.fault("function", c.At, name+" is not supported", u.reason, u.hint)
			return
		}
	}
	l.fault("function", c.At, fmt.Sprintf("unknown function %q", c.Func), "it is neither a built-in that can be computed exactly nor a lookup of the model",
		nearestHint(name, slices.Collect(maps.Keys(functions)), "define it as a lookup, or write it out"))
}

// unsupported are functions that models do use and that would need more than a
// scalar program has; a name that ends in a blank stands for a family.
var unsupported = []struct{ name, reason, hint string }{
	{"RANDOM ", "this distribution is not drawn", "use RANDOM UNIFORM, NORMAL, EXPONENTIAL, TRIANGULAR, WEIBULL, GAMMA, BETA, POISSON, BINOMIAL or NEGATIVE BINOMIAL"},
	{"GET DATA ", "of data, their points, first and last times, least, greatest and mean can be had", ""},
	{"FIND ZERO", "it solves an equation at each step", ""},
	{"SIMULTANEOUS", "it solves an equation at each step", ""},
	{"TABBED ARRAY", "its numbers are not read as a list", "write the numbers with commas between them"},
	{"A FUNCTION OF", "it stands for an equation that is not written yet", "write the equation"},
}
