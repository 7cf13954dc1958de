// Package program is the scalar form of a model that every back end runs: two
// straight-line blocks of values in single assignment, one run once a member and
// one run each time step. It has a text form, a checker, passes in a table, and a
// plain Go evaluator that serves as the oracle for the compiled module. It knows
// neither the model's language (lower does) nor WebAssembly (wasm does).
package program

// Program is a model ready to run. All numbers are float64; a truth value is 1
// or 0, and any number but 0 counts as true.
type Program struct {
	Name    string
	Time    Time
	Params  []Param  // numbers that a caller may change for each member
	States  []State  // what is integrated: stocks, and those inside delays
	Tables  []Table  // lookups, shared by all members
	Setup   Block    // runs once a member: what is constant in time, and the initial states
	Step    Block    // runs each step: outputs and rates from states, time and kept values
	Kept    []ID     // values of Setup that Step reads by OpKept, in order
	Initial []ID     // in Setup: a value for each state
	Rates   []ID     // in Step: the rate of change of each state
	Outputs []Output // what can be saved
	// Shared is a row of numbers for each step, which Step reads by OpShared; see Share.
	Shared [][]float64
}

// Param is a number that a caller may change: a constant of the model.
type Param struct {
	Name    string // as in the model, with elements: "Pop[north]"
	Default float64
}

// State is one number that a member carries from step to step.
type State struct {
	Name string // the stock's name, or "SMOOTH of X #1" for one inside a delay
	// Held states are not integrated: at the end of a step each becomes the value that
	// its rate had at the start of it, and keeps its own through the stages of RK4.
	Held bool
}

// Table is a piecewise linear function, X ascending, flat outside its ends. A stepped
// one is flat between its points too, each value holding up to the next.
type Table struct {
	Name    string
	X, Y    []float64
	Stepped bool
}

// Output is a value that can be saved under a name of the model.
type Output struct {
	Name  string
	Value ID // in Step
}

// Block is a straight line of values: an operand always stands before its use.
type Block []Value

// ID is the index of a value in its block.
type ID int32

// Value is one operation and its operands.
type Value struct {
	Op   Op
	Args [3]ID   // as many as Op takes
	Num  float64 // of OpConst
	Ref  int32   // index of a param, state, kept value or table
}

// Op is what a value does.
type Op uint8

// The operations. Both back ends must give the same bits for each, so each is
// defined by IEEE 754 arithmetic or by the maths kernel, never by a library.
const (
	OpConst    Op = iota // Num
	OpParam              // Params[Ref]; in Setup only
	OpKept               // Setup's Kept[Ref]; in Step only
	OpState              // States[Ref]; in Step only
	OpShared             // Shared[step][Ref]; in Step only
	OpTime               // the time of the stage; in Setup the start time
	OpStepTime           // the time at which the step started; in Step only
	OpAdd                // a + b
	OpSub                // a - b
	OpMul                // a * b
	OpDiv                // a / b
	OpNeg                // -a
	OpAbs                // |a|
	OpSqrt               // square root, rounded to nearest
	OpFloor              // largest whole number not above a
	OpTrunc              // a without its fraction
	OpMin                // b < a ? b : a (so a, where either is NaN)
	OpMax                // a < b ? b : a
	OpLess               // a < b ? 1 : 0
	OpLessEq             // a <= b ? 1 : 0
	OpEqual              // a == b ? 1 : 0
	OpAnd                // a and b both true
	OpOr                 // a or b true
	OpNot                // a not true
	OpSelect             // a true ? b : c
	OpExp                // e to the a
	OpLn                 // natural logarithm
	OpPow                // a to the b
	OpSin
	OpCos
	OpTan
	OpArcSin
	OpArcCos
	OpArcTan
	OpLog10
	OpSinh
	OpCosh
	OpTanh
	OpGammaLn // logarithm of the gamma function of a, for a above 0
	OpErf     // error function
	OpUniform // a random number from 0 to 1 by a seed a, a time b and a stream c
	OpLookup  // Tables[Ref] at a
	opCount
)
