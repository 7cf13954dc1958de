package mdl

import (
	"strconv"
	"strings"

	"casus/internal/model"
)

// subscriptRange reads what follows the name of a subscript range: its elements, and
// the ranges that it maps to; or "<->" and the range that it is another name of.
func (p *parser) subscriptRange(v *model.Variable) *model.Range {
	r := &model.Range{Name: v.Name, At: v.At}
	if p.accept("<->") {
		r.Elements = []string{p.rangeName()}
	} else {
		if t := p.peek(); isOutside(t.text) {
			r.Source, _ = p.operand().(*model.Call)
		} else {
			r.Elements = p.elements()
		}
		if p.accept("->") {
			r.Maps = p.mappings()
		}
	}
	if end := p.peek(); end.kind != tokenEnd {
		p.unsupported(end)
	}
	return r
}

// elements reads names and numbered ranges with commas between them.
func (p *parser) elements() []string {
	var out []string
	for !p.broken {
		if p.accept("(") {
			out = append(out, p.series()...)
		} else {
			out = append(out, p.rangeName())
		}
		if !p.accept(",") {
			break
		}
	}
	return out
}

func (p *parser) rangeName() string {
	t := p.next()
	if t.kind != tokenName {
		p.unsupported(t)
	}
	return t.text
}

// mappings reads DimB, (DimC: c1, c2): ranges that this one maps to in order, or
// element by element.
func (p *parser) mappings() []model.Mapping {
	var out []model.Mapping
	for !p.broken {
		bracket := p.accept("(")
		m := model.Mapping{To: p.rangeName()}
		if bracket && p.accept(":") {
			m.Elements = p.elements()
		}
		if bracket {
			p.expect(")", "the mapping")
		}
		out = append(out, m)
		if !p.accept(",") {
			break
		}
	}
	return out
}

// exceptions reads [a, b], [c, d] after :EXCEPT:.
func (p *parser) exceptions() [][]string {
	var out [][]string
	for !p.broken {
		out = append(out, p.subscripts())
		if !p.accept(",") {
			break
		}
	}
	return out
}

// series is the rest of (layer1-layer5): the elements numbered from the one to the
// other.
func (p *parser) series() []string {
	first := p.next()
	p.expect("-", "the first element of a numbered range")
	last := p.next()
	p.expect(")", "the last element of a numbered range")
	stem, from, ok1 := numbered(first.text)
	other, to, ok2 := numbered(last.text)
	if !p.broken && (!ok1 || !ok2 || stem != other || from > to || to-from >= longestSeries) {
		p.fault(first.at, "write it as (layer1-layer5)", "%s to %s is no numbered range", first.describe(), last.describe())
	}
	var out []string
	for n := from; n <= to && !p.broken; n++ {
		out = append(out, stem+strconv.Itoa(n))
	}
	return out
}

// longestSeries keeps a slip of the finger from filling the memory.
const longestSeries = 10000

// numbered takes a name such as layer12 to its stem and its number.
func numbered(name string) (stem string, n int, ok bool) {
	stem = strings.TrimRight(name, "0123456789")
	n, err := strconv.Atoi(name[len(stem):])
	return stem, n, err == nil && stem != ""
}
