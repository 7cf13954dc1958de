package native

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"casus/internal/program/kernel"
)

func kernelOrder(used map[*kernel.Func]bool) []*kernel.Func {
	return slices.SortedFunc(maps.Keys(used), func(a, b *kernel.Func) int { return cmp.Compare(a.Name, b.Name) })
}

// kernelForms are the operations of the kernel on bits, u standing before the number of
// an earlier one.
var kernelForms = map[kernel.Op]string{
	kernel.AddF: "(U)((V)u%d + (V)u%d)", kernel.SubF: "(U)((V)u%d - (V)u%d)", kernel.MulF: "(U)((V)u%d * (V)u%d)", kernel.DivF: "(U)((V)u%d / (V)u%d)",
	kernel.SqrtF: "(U)root((V)u%d)", kernel.NearF: "(U)near((V)u%d)", kernel.TruncF: "(U)cut((V)u%d)",
	kernel.LessF: "(U)((V)u%d < (V)u%d)", kernel.LessEqF: "(U)((V)u%d <= (V)u%d)", kernel.EqualF: "(U)((V)u%d == (V)u%d)",
	kernel.AddI: "u%d + u%d", kernel.SubI: "u%d - u%d", kernel.MulI: "u%d * u%d",
	kernel.And: "u%d & u%d", kernel.Or: "u%d | u%d", kernel.Xor: "u%d ^ u%d",
}

// kernel writes a function of the maths kernel.
func (w *writer) kernel(f *kernel.Func) {
	if f.Far != nil {
		w.kernel(f.Far)
	}
	var params []string
	for i := range f.Args {
		params = append(params, fmt.Sprintf("V p%d", i))
	}
	fmt.Fprintf(w, "static V kernel_%s(%s) {\n", f.Name, strings.Join(params, ", "))
	for i, in := range f.Code {
		form := ""
		switch in.Op {
		case kernel.Arg:
			form = fmt.Sprintf("(U)p%d", in.Imm)
		case kernel.Const:
			form = fmt.Sprintf("same(0x%xull)", in.Imm)
		case kernel.ShlI:
			form = fmt.Sprintf("u%d << %d", in.A, in.Imm)
		case kernel.ShrI:
			form = fmt.Sprintf("u%d >> %d", in.A, in.Imm)
		case kernel.Pick:
			form = fmt.Sprintf("(u%d & u%d) | (u%d & ~u%d)", in.B, in.C, in.A, in.C)
		default:
			pattern, ok := kernelForms[in.Op]
			if !ok {
				panic(fmt.Sprintf("native: no C for operation %d of the kernel", in.Op)) // a test goes through all
			}
			form = fmt.Sprintf(pattern, []any{in.A, in.B}[:strings.Count(pattern, "%d")]...)
		}
		fmt.Fprintf(w, "\tU u%d = %s;\n", i, form)
	}
	result := fmt.Sprintf("(V)u%d", len(f.Code)-1)
	if f.Far != nil {
		args := strings.Join([]string{"p0", "p1", "p2"}[:f.Args], ", ")
		fmt.Fprintf(w, "\tif (__builtin_expect(any((M)u%d), 0)) return pick((M)u%d, kernel_%s(%s), %s);\n", f.Rare, f.Rare, f.Far.Name, args, result)
	}
	fmt.Fprintf(w, "\treturn %s;\n}\n", result)
}
