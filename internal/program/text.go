package program

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the program's text form: one value a line, in the order in which a
// member runs it, with the model's names beside the indexes. It is stable, so
// tests compare it and people read it; numbers are the shortest that give the
// same float64 back.
func (p *Program) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "program %q\n", p.Name)
	fmt.Fprintf(&b, "time %s to %s step %s save %d %s\n",
		num(p.Time.Start), num(p.Time.Stop), num(p.Time.Step), p.Time.SaveEvery, p.Time.Method)
	if g := p.Time.Grid; g != nil {
		fmt.Fprintf(&b, "; %d steps of their own lengths, %d saved\n", p.Time.Steps(), len(g.Saved))
	}
	for i, q := range p.Params {
		fmt.Fprintf(&b, "param %d %q = %s\n", i, q.Name, num(q.Default))
	}
	for i, s := range p.States {
		held := ""
		if s.Held {
			held = " held"
		}
		fmt.Fprintf(&b, "state %d %q%s\n", i, s.Name, held)
	}
	for i, t := range p.Tables {
		fmt.Fprintf(&b, "table %d %q%s\n", i, t.Name, t.points())
	}
	b.WriteString("setup\n")
	p.writeBlock(&b, p.Setup)
	for i, id := range p.Kept {
		fmt.Fprintf(&b, "keep %d = v%d\n", i, id)
	}
	for i, id := range p.Initial {
		fmt.Fprintf(&b, "initial %d = v%d%s\n", i, id, p.note(OpState, int32(i)))
	}
	for n, row := range p.Shared {
		fmt.Fprintf(&b, "shared %d =", n)
		for _, x := range row {
			b.WriteString(" " + num(x))
		}
		b.WriteByte('\n')
	}
	b.WriteString("step\n")
	p.writeBlock(&b, p.Step)
	for i, id := range p.Rates {
		fmt.Fprintf(&b, "rate %d = v%d%s\n", i, id, p.note(OpState, int32(i)))
	}
	for _, o := range p.Outputs {
		fmt.Fprintf(&b, "output %q = v%d\n", o.Name, o.Value)
	}
	return b.String()
}

func (p *Program) writeBlock(b *strings.Builder, block Block) {
	for i := range block {
		v := &block[i]
		fmt.Fprintf(b, "  v%d = %s", i, v.Op)
		switch v.Op {
		case OpConst:
			b.WriteString(" " + num(v.Num))
		case OpParam, OpKept, OpState, OpShared, OpLookup:
			fmt.Fprintf(b, " %d", v.Ref)
		}
		for _, a := range v.Operands() {
			fmt.Fprintf(b, " v%d", a)
		}
		b.WriteString(p.note(v.Op, v.Ref))
		b.WriteByte('\n')
	}
}

// note is the model's name of what an index means, as a remark after the value.
func (p *Program) note(op Op, ref int32) string {
	name, i := "", int(ref)
	switch {
	case i < 0:
	case op == OpParam && i < len(p.Params):
		name = p.Params[i].Name
	case op == OpState && i < len(p.States):
		name = p.States[i].Name
	case op == OpLookup && i < len(p.Tables):
		name = p.Tables[i].Name
	case op == OpKept && i < len(p.Kept):
		return p.keptNote(p.Kept[i])
	}
	if name == "" {
		return ""
	}
	return "  ; " + name
}

// keptNote names the param that a kept value is, where it is one.
func (p *Program) keptNote(id ID) string {
	if id >= 0 && int(id) < len(p.Setup) && p.Setup[id].Op == OpParam {
		return p.note(OpParam, p.Setup[id].Ref)
	}
	return ""
}

func (t Table) points() string {
	var b strings.Builder
	if t.Stepped {
		b.WriteString(" stepped")
	}
	for i, x := range t.X {
		y := "?"
		if i < len(t.Y) {
			y = num(t.Y[i])
		}
		fmt.Fprintf(&b, " (%s, %s)", num(x), y)
	}
	return b.String()
}

func num(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
