package kernel

// double is an unevaluated sum of two floats, hi the larger: some 106 bits of
// precision (Dekker 1971, "A floating-point technique for extending the available
// precision").
type double struct{ hi, lo val }

// head is x cut to its upper 26 bits: the product of two heads is exact.
func (b *builder) head(x val) val { return b.and(x, b.i(^uint64(1<<27-1))) }

// half splits x into its head and the rest, both exact.
func (b *builder) half(x val) (upper, lower val) {
	upper = b.head(x)
	return upper, b.sub(x, upper)
}

// product is x*y with its rounding error. There is no fused multiply-add in
// WebAssembly whose bits are the same everywhere, hence the halves.
func (b *builder) product(x, y val) double {
	p := b.mul(x, y)
	xu, xl := b.half(x)
	yu, yl := b.half(y)
	e := b.sub(b.mul(xu, yu), p)
	e = b.add(e, b.mul(xu, yl))
	e = b.add(e, b.mul(xl, yu))
	return double{p, b.add(e, b.mul(xl, yl))}
}

// sum is x+y with its rounding error, for any x and y (Knuth).
func (b *builder) sum(x, y val) double {
	s := b.add(x, y)
	t := b.sub(s, x)
	return double{s, b.add(b.sub(x, b.sub(s, t)), b.sub(y, t))}
}

// renew is x+y with its rounding error, where x is the larger (Dekker).
func (b *builder) renew(x, y val) double {
	s := b.add(x, y)
	return double{s, b.sub(y, b.sub(s, x))}
}

// plus is x+y, to some 104 bits unless they cancel.
func (b *builder) plus(x, y double) double {
	s := b.sum(x.hi, y.hi)
	return b.renew(s.hi, b.add(s.lo, b.add(x.lo, y.lo)))
}
