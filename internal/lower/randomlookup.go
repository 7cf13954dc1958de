package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// density is a density of straight lines between points: where each piece starts, how
// dense it is there, how fast that grows, and how much lies before it, all of it 1.
type density struct{ x, dense, slope, before []float64 }

// newDensity reads a lookup as a density, whatever its area. Pieces of nothing are left
// out. The error says why it is none.
func newDensity(t *model.Table) (*density, error) {
	d := &density{}
	sum := 0.0
	for i := range len(t.X) - 1 {
		if t.Y[i] < 0 || t.Y[i+1] < 0 {
			return nil, fmt.Errorf("a density is not below 0")
		}
		width, area := t.X[i+1]-t.X[i], (t.X[i+1]-t.X[i])*(t.Y[i]+t.Y[i+1])/2
		if area == 0 {
			continue
		}
		d.x, d.dense = append(d.x, t.X[i]), append(d.dense, t.Y[i])
		d.slope, d.before = append(d.slope, (t.Y[i+1]-t.Y[i])/width), append(d.before, sum)
		sum += area
	}
	if sum == 0 {
		return nil, fmt.Errorf("it has no area, so no number is more likely than another")
	}
	for i := range d.x {
		d.dense[i], d.slope[i], d.before[i] = d.dense[i]/sum, d.slope[i]/sum, d.before[i]/sum
	}
	return d, nil
}

// randomLookup lowers RANDOM LOOKUP(lookup, min, max, shift, stretch): a number whose
// density is the lookup's, stretched, shifted and then cut to the bounds exactly (Vensim
// manual, RANDOM Number Functions). A piece's distribution is a parabola, which is
// inverted by its stable root.
func randomLookup(b *block, c *model.Call, in *scope) program.ID {
	var t *model.Table
	var name string
	found := tableFunction(func(b *block, of *model.Table, s string, _ []program.ID) program.ID {
		t, name = of, s
		return b.number(0)
	})(b, &model.Call{Func: c.Func, Args: c.Args[:1], At: c.At}, in)
	if t == nil {
		return found
	}
	if !b.l.readable(t.X, t.Y, name, t.At) {
		return b.failed()
	}
	d, err := newDensity(t)
	if err != nil {
		b.l.fault("function", c.At, fmt.Sprintf("lookup %q is no density: %v", name, err), c.Func+" draws by it", "")
		return b.failed()
	}
	pieces := func(what string, from, to []float64) *model.Table {
		return b.l.derived(t, what, func() *model.Table { return &model.Table{X: from, Y: to, Shape: model.Stepped} })
	}
	rest := &model.Call{Func: c.Func, Args: c.Args[1:], At: c.At}
	return drawn(4, func(r *draw, x []program.ID) program.ID {
		of := func(at program.ID, by []float64, key string) (start, dense, slope, before program.ID) {
			read := func(what string, values []float64) program.ID {
				return r.read(pieces(what+key, by, values), name+" "+what+key, at)
			}
			return read("starts", d.x), read("densities", d.dense), read("slopes", d.slope), read("shares", d.before)
		}
		last := t.X[len(t.X)-1]
		cdf := func(v program.ID) program.ID {
			v = r.op(program.OpMin, r.op(program.OpMax, v, r.number(d.x[0])), r.number(last))
			start, dense, slope, before := of(v, d.x, " by x")
			far := r.op(program.OpSub, v, start)
			mean := r.op(program.OpAdd, dense, r.op(program.OpMul, r.op(program.OpMul, slope, r.number(0.5)), far))
			return r.clamped(r.op(program.OpAdd, before, r.op(program.OpMul, far, mean)))
		}
		quantile := func(p program.ID) program.ID {
			start, dense, slope, before := of(p, d.before, " by share")
			share := r.op(program.OpMul, r.number(2), r.op(program.OpSub, p, before))
			root := r.op(program.OpAdd, r.op(program.OpMul, dense, dense), r.op(program.OpMul, slope, share))
			root = r.op(program.OpSqrt, r.op(program.OpMax, root, r.number(0)))
			far := r.op(program.OpDiv, share, r.op(program.OpAdd, dense, root))
			none := r.op(program.OpEqual, share, r.number(0))
			return r.op(program.OpAdd, start, r.op(program.OpSelect, none, r.number(0), far))
		}
		cut, inverse := r.scaled(x[2], x[3], cdf, quantile)
		return r.within(x[0], x[1], cut, inverse)
	}).tree(b, rest, in)
}
