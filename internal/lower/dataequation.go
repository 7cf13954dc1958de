package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// dataReading is how the series in a data equation are read: by the keyword of the
// variable that it defines, and at which of them a point was missing.
type dataReading struct {
	shape  model.Shape
	values []program.ID
}

// dataEquation lowers a data variable that is defined by others, x :RAW: := h. Its points
// are at the times of theirs, so its keyword decides how they are read between; with
// :RAW: it is missing where one of them is. Without a keyword or with :INTERPOLATE: the
// equation is worked out at every time from the interpolated series, which differs from
// interpolating its own points where it is not linear.
func (b *block) dataEquation(s *scalar) program.ID {
	shape := s.v.Table.Shape
	if shape == model.Continuous {
		return b.expr(s.v.Equation, s.scope)
	}
	before := b.reading
	r := &dataReading{shape: shape}
	b.reading = r
	id := b.expr(s.v.Equation, s.scope)
	b.reading = before
	if shape == model.Exact {
		for _, x := range r.values {
			id = b.op(program.OpSelect, b.op(program.OpEqual, x, b.number(model.Missing)), b.number(model.Missing), id)
		}
	}
	return id
}

// readAgain reads a data variable that stands in a data equation.
func (b *block) readAgain(s *scalar) program.ID {
	r := b.reading
	if s.v.Equation == nil {
		t := b.l.derived(s.v.Table, fmt.Sprint("shape ", r.shape), func() *model.Table {
			return &model.Table{X: s.v.Table.X, Y: s.v.Table.Y, Shape: r.shape}
		})
		id := b.readData(t, s.name, b.stepTime())
		r.values = append(r.values, id)
		return id
	}
	if b.isOpen(s) {
		b.l.loop(b, s)
		return b.failed()
	}
	owner := b.owner
	b.open, b.owner = append(b.open, s), s
	id := b.expr(s.v.Equation, s.scope)
	b.open, b.owner = b.open[:len(b.open)-1], owner
	return id
}
