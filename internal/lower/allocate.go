package lower

import (
	"fmt"
	"math"

	"casus/internal/model"
	"casus/internal/program"
)

// halvings is how often the interval that holds a market price is halved: to the last
// bits of a float64.
const halvings = 60

// profile is the curve of one requester or supplier: how much of its quantity it takes
// at a price, which falls from all to nothing around its priority (Vensim manual,
// Allocation, Specifying the Curves).
type profile struct {
	shape           int        // or anyShape
	shapeValue      program.ID // where the shape is known only in the run
	quantity        program.ID
	priority, width program.ID
}

// The shapes of curves. Constant elasticity, 5, is refused: nobody has values to hold
// it to.
const (
	shapeFixed = iota
	shapeRectangular
	shapeTriangular
	shapeNormal
	shapeExponential
	anyShape
)

// reach is how many widths from the priority a curve has nothing left to fall.
var reach = [...]float64{shapeFixed: 0, shapeRectangular: 0.5, shapeTriangular: 0.5, shapeNormal: 9, shapeExponential: 40, anyShape: 40}

// share is the part of its quantity that a requester takes at a price.
func (b *block) share(p profile, price program.ID) program.ID {
	if p.shape == anyShape {
		out := b.number(math.NaN())
		for shape := shapeFixed; shape <= shapeExponential; shape++ {
			one := p
			one.shape = shape
			out = b.op(program.OpSelect, b.op(program.OpEqual, p.shapeValue, b.number(float64(shape))), b.share(one, price), out)
		}
		return out
	}
	x := b.op(program.OpDiv, b.op(program.OpSub, price, p.priority), p.width)
	half, one := b.number(0.5), b.number(1)
	mirrored := b.op(program.OpNeg, b.op(program.OpAbs, x)) // x below the priority, as all curves are symmetric
	var tail program.ID                                     // what a price above the priority leaves
	switch p.shape {
	case shapeFixed:
		return one
	case shapeRectangular:
		return b.clamped(b.op(program.OpSub, half, x))
	case shapeTriangular:
		rest := b.op(program.OpMax, b.op(program.OpAdd, half, mirrored), b.number(0))
		tail = b.op(program.OpMul, b.number(2), b.op(program.OpMul, rest, rest))
	case shapeNormal:
		tail = b.normalCDF(mirrored)
	case shapeExponential:
		tail = b.op(program.OpMul, half, b.op(program.OpExp, mirrored))
	}
	below := b.op(program.OpLess, x, b.number(0))
	return b.op(program.OpSelect, below, b.op(program.OpSub, one, tail), tail)
}

func (b *block) clamped(x program.ID) program.ID {
	return b.op(program.OpMin, b.op(program.OpMax, x, b.number(0)), b.number(1))
}

// demand is what a requester takes at a price, and supply what a supplier gives.
func (b *block) demand(p profile, price program.ID) program.ID {
	return b.op(program.OpMul, p.quantity, b.share(p, price))
}

func (b *block) supply(p profile, price program.ID) program.ID {
	if p.shape == shapeFixed {
		return p.quantity
	}
	given := b.op(program.OpMul, p.quantity, b.op(program.OpSub, b.number(1), b.share(p, price)))
	if p.shape == anyShape {
		return b.op(program.OpSelect, b.op(program.OpEqual, p.shapeValue, b.number(shapeFixed)), p.quantity, given)
	}
	return given
}

// price finds by halving where what is asked for, which falls with the price, meets what
// there is, which does not.
func (b *block) price(all []profile, excess func(price program.ID) program.ID) program.ID {
	var low, high program.ID
	for i, p := range all {
		span := b.op(program.OpMul, b.number(reach[p.shape]), p.width)
		from, to := b.op(program.OpSub, p.priority, span), b.op(program.OpAdd, p.priority, span)
		if i == 0 {
			low, high = from, to
			continue
		}
		low, high = b.op(program.OpMin, low, from), b.op(program.OpMax, high, to)
	}
	middle := func() program.ID {
		return b.op(program.OpMul, b.number(0.5), b.op(program.OpAdd, low, high))
	}
	for range halvings {
		m := middle()
		over := b.op(program.OpLess, b.number(0), excess(m))
		low, high = b.op(program.OpSelect, over, m, low), b.op(program.OpSelect, over, high, m)
	}
	return middle()
}

// allocation shares out what is available at the price at which it is all taken; where
// there is enough, all get what they ask for. What no price brings down, fixed
// quantities, is cut in proportion.
func (b *block) allocation(all []profile, available program.ID) []program.ID {
	total := func(of func(p profile) program.ID) program.ID {
		sum := b.number(0)
		for _, p := range all {
			sum = b.op(program.OpAdd, sum, of(p))
		}
		return sum
	}
	price := b.price(all, func(price program.ID) program.ID {
		return b.op(program.OpSub, total(func(p profile) program.ID { return b.demand(p, price) }), available)
	})
	enough := b.op(program.OpLessEq, total(func(p profile) program.ID { return p.quantity }), available)
	none := b.op(program.OpLessEq, available, b.number(0))
	asked := total(func(p profile) program.ID { return b.demand(p, price) })
	over := b.op(program.OpLess, b.op(program.OpMul, available, b.number(1+1e-9)), asked)
	cut := b.op(program.OpSelect, over, b.op(program.OpDiv, available, asked), b.number(1))
	out := make([]program.ID, len(all))
	for i, p := range all {
		part := b.op(program.OpMul, b.demand(p, price), cut)
		out[i] = b.op(program.OpSelect, enough, p.quantity, b.op(program.OpSelect, none, b.number(0), part))
	}
	return out
}

// allocateAvailable is ALLOCATE AVAILABLE(request[.., r], profile[.., r, type], available).
func allocateAvailable(b *block, c *model.Call, in *scope) program.ID {
	return b.whole(c, in, 1, func() (int, bool) { return b.own(1) }, func() ([]program.ID, bool) {
		all, ok := b.profiles(c, c.Args[0], c.Args[1], in)
		if !ok {
			return nil, false
		}
		return b.allocation(all, b.expr(c.Args[2], in)), true
	})
}

// allocateByPriority is ALLOCATE BY PRIORITY(request[r], priority[r], size, width,
// supply): rectangular curves of one width.
func allocateByPriority(b *block, c *model.Call, in *scope) program.ID {
	return b.whole(c, in, 1, func() (int, bool) { return b.own(1) }, func() ([]program.ID, bool) {
		requests, _, ok1 := b.vector(c.Args[0], in)
		priorities, _, ok2 := b.vector(c.Args[1], in)
		if !ok1 || !ok2 || len(requests) != len(priorities) {
			return nil, false
		}
		width := b.expr(c.Args[3], in)
		var all []profile
		for i := range requests {
			all = append(all, profile{shape: shapeRectangular, quantity: requests[i], priority: priorities[i], width: width})
		}
		return b.allocation(all, b.expr(c.Args[4], in)), true
	})
}

// findMarketPrice is FIND MARKET PRICE(demand[d], profile[d, type], supply[s], profile[s, type]).
func findMarketPrice(b *block, c *model.Call, in *scope) program.ID {
	asked, ok1 := b.profiles(c, c.Args[0], c.Args[1], in)
	given, ok2 := b.profiles(c, c.Args[2], c.Args[3], in)
	if !ok1 || !ok2 {
		return b.failed()
	}
	return b.price(append(append([]profile{}, asked...), given...), func(price program.ID) program.ID {
		excess := b.number(0)
		for _, p := range asked {
			excess = b.op(program.OpAdd, excess, b.demand(p, price))
		}
		for _, p := range given {
			excess = b.op(program.OpSub, excess, b.supply(p, price))
		}
		return excess
	})
}

// atPrice is DEMAND AT PRICE or SUPPLY AT PRICE(quantity[r], profile[r, type], price).
func atPrice(of func(b *block, p profile, price program.ID) program.ID) func(*block, *model.Call, *scope) program.ID {
	return func(b *block, c *model.Call, in *scope) program.ID {
		return b.whole(c, in, 1, func() (int, bool) { return b.own(1) }, func() ([]program.ID, bool) {
			all, ok := b.profiles(c, c.Args[0], c.Args[1], in)
			if !ok {
				return nil, false
			}
			price := b.expr(c.Args[2], in)
			var out []program.ID
			for _, p := range all {
				out = append(out, of(b, p, price))
			}
			return out, true
		})
	}
}

// profiles reads quantities over their last subscript, and for each the curve from the
// elements of the profile's last subscript: shape, priority, width.
func (b *block) profiles(c *model.Call, quantity, curve model.Expr, in *scope) ([]profile, bool) {
	quantities, who, ok := b.vector(quantity, in)
	ref, isRef := curve.(*model.Ref)
	if !ok {
		return nil, false
	}
	if !isRef || len(ref.Subscripts) < 2 {
		b.l.fault("subscript", curve.Place(), "a priority profile is needed here", "its last two subscripts are who, and shape, priority and width", "")
		return nil, false
	}
	var all []profile
	for i, name := range who {
		one := *ref
		one.Subscripts = append([]string{}, ref.Subscripts...)
		one.Subscripts[len(one.Subscripts)-2] = name
		values, _, ok := b.vector(&one, in)
		if !ok {
			return nil, false
		}
		if len(values) < 3 {
			b.l.fault("subscript", ref.At, fmt.Sprintf("%q gives %d numbers for a curve", ref.Name, len(values)), "it takes shape, priority and width", "")
			return nil, false
		}
		shape, ok := b.shape(c, &one, in)
		if !ok {
			return nil, false
		}
		all = append(all, profile{shape, values[0], quantities[i], values[1], values[2]})
	}
	return all, true
}

// shape is the first number of a profile, or anyShape where it is known only in the run.
func (b *block) shape(c *model.Call, ref *model.Ref, in *scope) (int, bool) {
	elements, _ := b.l.elementsOf(ref.Subscripts[len(ref.Subscripts)-1])
	first := *ref
	first.Subscripts = append(append([]string{}, ref.Subscripts[:len(ref.Subscripts)-1]...), elements[0])
	x, _, why := b.l.compileTime(func(constant *block) program.ID { return constant.ref(&first, in) })
	switch {
	case why != "":
		return anyShape, true
	case math.IsNaN(x) || x != math.Trunc(x) || x < shapeFixed || x > shapeExponential:
		b.l.fault("function", ref.At, fmt.Sprintf("the shape of a curve of %s is %v", c.Func, x),
			"0 is fixed, 1 rectangular, 2 triangular, 3 normal, 4 exponential; 5 (constant elasticity) and whole numbers of units (10 and above) are not run", "use one of the first five")
		return 0, false
	}
	return int(x), true
}
