package lower

import (
	"fmt"

	"casus/internal/model"
	"casus/internal/program"
)

// largestMatrix bounds INVERT MATRIX: a program has no loops, and the work and the
// code grow with the cube of the size.
const largestMatrix = 30

// invertMatrix lowers INVERT MATRIX(m[.., rows, columns], size): the inverse of the
// matrix over the last two subscripts, of which the left-hand side's last two pick an
// element. Gauss and Jordan's elimination, with the largest of a column as its pivot; a
// matrix that has no inverse gives infinities or NaN, as a division by 0 does.
func invertMatrix(b *block, c *model.Call, in *scope) program.ID {
	size, _, why := b.l.compileTime(func(constant *block) program.ID { return constant.expr(c.Args[1], in) })
	if why != "" || size < 1 || size > largestMatrix || size != float64(int(size)) {
		b.l.fault("function", c.Args[1].Place(), fmt.Sprintf("the size of %s is no whole number from 1 to %d", c.Func, largestMatrix),
			"it is written out, element by element", "give it as a number, or take the matrix apart")
		return b.failed()
	}
	n := int(size)
	place := func() (int, bool) {
		row, ok1 := b.own(2)
		col, ok2 := b.own(1)
		return n*row + col, ok1 && ok2 && row < n && col < n
	}
	return b.whole(c, in, 2, place, func() ([]program.ID, bool) {
		m, ok := b.matrix(c, n, in)
		if !ok {
			return nil, false
		}
		return b.inverse(m), true
	})
}

// matrix is the first n by n elements over the last two subscripts.
func (b *block) matrix(c *model.Call, n int, in *scope) ([][]program.ID, bool) {
	ref, isRef := c.Args[0].(*model.Ref)
	if !isRef || len(ref.Subscripts) < 2 {
		b.l.fault("subscript", c.Args[0].Place(), "a variable over two subscripts is needed here", "its last two are the rows and columns of the matrix", "")
		return nil, false
	}
	rows, ok := b.l.elementsOf(ref.Subscripts[len(ref.Subscripts)-2])
	if !ok || len(rows) < n {
		b.l.fault("subscript", ref.At, fmt.Sprintf("%q has fewer than %d rows", ref.Name, n), "", "give its own size")
		return nil, false
	}
	var m [][]program.ID
	for _, row := range rows[:n] {
		one := *ref
		one.Subscripts = append([]string{}, ref.Subscripts...)
		one.Subscripts[len(one.Subscripts)-2] = row
		values, _, ok := b.vector(&one, in)
		if !ok || len(values) < n {
			return nil, false
		}
		m = append(m, values[:n])
	}
	return m, true
}

// inverse gives the elements of the inverse, row by row.
func (b *block) inverse(m [][]program.ID) []program.ID {
	n := len(m)
	a := make([][]program.ID, n) // the matrix, and beside it what becomes its inverse
	for i := range a {
		a[i] = append([]program.ID{}, m[i]...)
		for j := range n {
			unit := 0.0
			if i == j {
				unit = 1
			}
			a[i] = append(a[i], b.number(unit))
		}
	}
	for k := range n {
		for i := k + 1; i < n; i++ { // the largest comes up
			larger := b.op(program.OpLess, b.op(program.OpAbs, a[k][k]), b.op(program.OpAbs, a[i][k]))
			for j := k; j < 2*n; j++ {
				up, down := a[i][j], a[k][j]
				a[k][j] = b.op(program.OpSelect, larger, up, down)
				a[i][j] = b.op(program.OpSelect, larger, down, up)
			}
		}
		pivot := a[k][k]
		for j := k; j < 2*n; j++ {
			a[k][j] = b.op(program.OpDiv, a[k][j], pivot)
		}
		for i := range n {
			if i == k {
				continue
			}
			factor := a[i][k]
			for j := k; j < 2*n; j++ {
				a[i][j] = b.op(program.OpSub, a[i][j], b.op(program.OpMul, factor, a[k][j]))
			}
		}
	}
	var out []program.ID
	for i := range n {
		out = append(out, a[i][n:]...)
	}
	return out
}
