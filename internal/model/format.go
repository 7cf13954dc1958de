package model

import (
	"strconv"
	"strings"
)

// Format writes an equation tree in Vensim's text format. Reading it again gives
// the same tree: every operator is put in brackets where it stands inside another.
func Format(e Expr) string {
	var b strings.Builder
	format(&b, e, false)
	return b.String()
}

func format(b *strings.Builder, e Expr, inner bool) {
	switch e := e.(type) {
	case *Number:
		text := strconv.FormatFloat(e.Value, 'g', -1, 64)
		if inner && strings.HasPrefix(text, "-") {
			text = "(" + text + ")"
		}
		b.WriteString(text)
	case *Ref:
		b.WriteString(QuoteName(e.Name))
		formatSubscripts(b, e.Subscripts)
	case *Call:
		b.WriteString(QuoteName(e.Func))
		formatSubscripts(b, e.Subscripts)
		b.WriteString("(")
		for i, a := range e.Args {
			if i > 0 {
				b.WriteString(", ")
			}
			format(b, a, false)
		}
		if len(e.Outputs) > 0 {
			b.WriteString(" : " + strings.Join(e.Outputs, ", "))
		}
		b.WriteString(")")
	case *Text:
		b.WriteString("'" + e.Value + "'")
	case *TableLiteral:
		b.WriteString("(")
		for i := range e.Table.X {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString("(" + strconv.FormatFloat(e.Table.X[i], 'g', -1, 64) + "," + strconv.FormatFloat(e.Table.Y[i], 'g', -1, 64) + ")")
		}
		b.WriteString(")")
	case *Unary:
		bracket(b, inner, func() {
			b.WriteString(string(e.Op))
			if e.Op == Not {
				b.WriteString(" ")
			}
			format(b, e.X, true)
		})
	case *Binary:
		bracket(b, inner, func() {
			format(b, e.X, true)
			b.WriteString(" " + string(e.Op) + " ")
			format(b, e.Y, true)
		})
	}
}

func bracket(b *strings.Builder, needed bool, body func()) {
	if needed {
		b.WriteString("(")
	}
	body()
	if needed {
		b.WriteString(")")
	}
}

func formatSubscripts(b *strings.Builder, subscripts []string) {
	if len(subscripts) > 0 {
		quoted := make([]string, len(subscripts))
		for i, s := range subscripts {
			name, marked := strings.CutSuffix(s, "!")
			if quoted[i] = QuoteName(name); marked {
				quoted[i] += "!"
			}
		}
		b.WriteString("[" + strings.Join(quoted, ",") + "]")
	}
}

// QuoteName puts a name in quotes where it has characters that a bare one can't.
func QuoteName(name string) string {
	for i, r := range name {
		bare := r == ' ' || r == '_' || r == '$' || i > 0 && r == '\'' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r > 127 || i > 0 && '0' <= r && r <= '9'
		if !bare {
			return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
		}
	}
	return name
}

// QuotedLength is how far a name in quotes reaches, in bytes, of a text that starts with
// one: up to the quote that ends it, or to the end where none does. A backslash keeps the
// quote after it inside.
func QuotedLength(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}
