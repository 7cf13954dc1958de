package native

import (
	"fmt"
	"strings"

	"casus/internal/program"
)

// forms are the operations of two numbers or one as C writes them.
var forms = map[program.Op]string{
	program.OpAdd: "%s + %s", program.OpSub: "%s - %s", program.OpMul: "%s * %s", program.OpDiv: "%s / %s",
	program.OpNeg: "negative(%s)", program.OpAbs: "absolute(%s)", program.OpSqrt: "root(%s)",
	program.OpFloor: "whole(%s)", program.OpTrunc: "cut(%s)", program.OpMin: "least(%s, %s)", program.OpMax: "most(%s, %s)",
	program.OpLess: "%s < %s", program.OpLessEq: "%s <= %s", program.OpEqual: "%s == %s",
}

// value is the expression of an operation that has operands.
func (e *emitter) value(v *program.Value) string {
	switch v.Op {
	case program.OpAnd:
		return e.truth(v.Args[0]) + " & " + e.truth(v.Args[1])
	case program.OpOr:
		return e.truth(v.Args[0]) + " | " + e.truth(v.Args[1])
	case program.OpNot:
		return "~" + e.truth(v.Args[0])
	case program.OpSelect:
		return fmt.Sprintf("pick(%s, %s, %s)", e.truth(v.Args[0]), e.get(v.Args[1]), e.get(v.Args[2]))
	case program.OpLookup:
		return e.lookup(v)
	}
	var args []string
	for _, a := range v.Operands() {
		args = append(args, e.get(a))
	}
	if form, ok := forms[v.Op]; ok {
		for _, a := range args {
			form = strings.Replace(form, "%s", a, 1)
		}
		return form
	}
	k := v.Op.Kernel()
	if k == nil {
		panic("native: no C for operation " + v.Op.String()) // a test goes through all
	}
	e.kernels[k] = true
	return fmt.Sprintf("kernel_%s(%s)", k.Name, strings.Join(args, ", "))
}

// mostCompared is up to how many points the segment is found by comparing x with all of
// them, for all lanes at once.
const mostCompared = 14

// lookup reads a table in exactly the arithmetic of program.Reader.At.
func (e *emitter) lookup(v *program.Value) string {
	r := e.p.Tables[v.Ref].Reader()
	n := len(r.X)
	key := fmt.Sprint(v.Args[0], r.X, r.Inverse)
	name, known := e.axes[key]
	if !known {
		e.count++
		name = fmt.Sprintf("%d_%d", v.Args[0], e.count)
		e.axes[key] = name
		e.line("V a%s = least(most(%s, %s), %s);", name, e.get(v.Args[0]), bits(r.X[0]), bits(r.X[n-1]))
		switch {
		case r.Inverse > 0:
			e.line("V t%s = (a%s - %s) * %s;", name, name, bits(r.X[0]), bits(r.Inverse))
			e.line("M i%s = __builtin_convertvector(__builtin_convertvector(pick(t%s == t%s, t%s, splat(0)), I), M);", name, name, name, name)
		case n <= mostCompared:
			e.line("M i%s = (M)same(0);", name)
			for _, x := range r.X[1:] {
				e.line("i%s -= a%s >= %s;", name, name, bits(x))
			}
		default:
			e.line("M i%s; for (int i = 0; i < LANES; i++) i%s[i] = search(x%d, %d, a%s[i]);", name, name, v.Ref, n, name)
		}
		e.line("V d%s = a%s - at(x%d, %d, i%s);", name, name, v.Ref, n, name)
	}
	return fmt.Sprintf("at(y%d, %d, i%s) + d%s * at(s%d, %d, i%s)", v.Ref, n, name, name, v.Ref, n, name)
}
