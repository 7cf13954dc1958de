package reality

import (
	"fmt"
	"strings"

	"casus/internal/model"
)

// change is the factor that a test input has reached: RC STEP(x, s, start) at once, RC
// RAMP(x, s, start, time) evenly. They start at the start where no other time is given.
func change(call *model.Call, arg func(i int, otherwise model.Expr) model.Expr, first int, ramp bool) model.Expr {
	at := call.At
	s, start := call.Args[first], arg(first+1, &model.Ref{Name: "INITIAL TIME", At: at})
	one := &model.Number{Value: 1, At: at}
	if !ramp {
		on := &model.Binary{Op: model.GreaterEqual, X: &model.Ref{Name: "Time", At: at}, Y: start, At: at}
		return &model.Call{Func: "IF THEN ELSE", Args: []model.Expr{on, s, one}, At: at}
	}
	span := arg(first+2, one)
	since := &model.Binary{Op: model.Divide, X: &model.Binary{Op: model.Subtract, X: &model.Ref{Name: "Time", At: at}, Y: start, At: at}, Y: span, At: at}
	part := &model.Call{Func: "MIN", At: at, Args: []model.Expr{one, &model.Call{Func: "MAX", Args: []model.Expr{&model.Number{At: at}, since}, At: at}}}
	far := &model.Binary{Op: model.Multiply, X: part, Y: &model.Binary{Op: model.Subtract, X: s, Y: one, At: at}, At: at}
	return &model.Binary{Op: model.Add, X: one, Y: far, At: at}
}

// input writes the functions of test inputs out.
func (t *trial) input(e model.Expr) model.Expr {
	call := t.known(e, 2, "changes of test inputs", "RC STEP", "RC RAMP")
	if call == nil {
		return e
	}
	return &model.Binary{Op: model.Multiply, X: call.Args[0], Y: change(call, arguments(call), 1, isRamp(call)), At: call.At}
}

// known is an expression that calls one of two functions with as many arguments at
// least; nil for all else. Another function of reality checks is a fault.
func (t *trial) known(e model.Expr, args int, what, step, ramp string) *model.Call {
	call, ok := e.(*model.Call)
	if !ok || !strings.HasPrefix(model.Key(call.Func), "rc ") {
		return nil
	}
	if key := model.Key(call.Func); (key != model.Key(step) && key != model.Key(ramp)) || len(call.Args) < args {
		t.faults.Faultf("reality", call.At, "%s is not run: of the %s %s and %s are", call.Func, what, step, ramp)
		return nil
	}
	return call
}

func isRamp(call *model.Call) bool { return strings.HasPrefix(model.Key(call.Func), "rc ramp") }

func arguments(call *model.Call) func(i int, otherwise model.Expr) model.Expr {
	return func(i int, otherwise model.Expr) model.Expr {
		if i < len(call.Args) {
			return call.Args[i]
		}
		return otherwise
	}
}

// checked writes the functions of conditions out: RC STEP CHECK(grace, x, s, ..) is x
// itself up to the grace after the change, and then what x is in the run without test
// inputs, times the change.
func (t *trial) checked(e model.Expr) model.Expr {
	call := t.known(e, 3, "functions of conditions", "RC STEP CHECK", "RC RAMP CHECK")
	if call == nil {
		return e
	}
	at := call.At
	arg := arguments(call)
	t.bases = append(t.bases, call.Args[1])
	before := &model.Ref{Name: fmt.Sprintf(base, len(t.bases)), At: at}
	start := arg(3, &model.Ref{Name: "INITIAL TIME", At: at})
	grace := &model.Binary{Op: model.Less, X: &model.Ref{Name: "Time", At: at}, Y: &model.Binary{Op: model.Add, X: start, Y: call.Args[0], At: at}, At: at}
	after := &model.Binary{Op: model.Multiply, X: before, Y: change(call, arg, 2, isRamp(call)), At: at}
	return &model.Call{Func: "IF THEN ELSE", Args: []model.Expr{grace, call.Args[1], after}, At: at}
}
