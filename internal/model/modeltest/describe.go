// Package modeltest writes models and compares golden files, for the tests of the
// packages that read formats.
package modeltest

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"casus/internal/model"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files from what the code gives")

// Describe writes a model a line a fact.
func Describe(m *model.Model) string {
	var b strings.Builder
	if m.Method != model.Euler {
		fmt.Fprintf(&b, "method %s\n", m.Method)
	}
	for _, r := range m.Ranges {
		fmt.Fprintf(&b, "range %s = %s", r.Name, strings.Join(r.Elements, ", "))
		for _, m := range r.Maps {
			fmt.Fprintf(&b, " maps to %s %v", m.To, m.Elements)
		}
		b.WriteString("\n")
	}
	for _, e := range m.Equivalences {
		fmt.Fprintf(&b, "same units %s\n", strings.Join(e.Names, ", "))
	}
	for _, macro := range m.Macros {
		fmt.Fprintf(&b, "%s macro %q %v outputs %v\n", macro.At, macro.Name, macro.Inputs, macro.Outputs)
		describeVariables(&b, macro.Variables)
	}
	describeVariables(&b, m.Variables)
	return b.String()
}

func describeVariables(b *strings.Builder, variables []*model.Variable) {
	for _, v := range variables {
		fmt.Fprintf(b, "%s %s %q %v", v.At, v.Kind, v.Name, v.Subscripts)
		if v.Except != nil {
			fmt.Fprintf(b, " except %v", v.Except)
		}
		switch {
		case v.Kind == model.Stock:
			fmt.Fprintf(b, " flow %s initial %s", model.Format(v.Equation), model.Format(v.Initial))
		case v.Table != nil:
			fmt.Fprintf(b, " table %v %v", v.Table.X, v.Table.Y)
		case v.Numbers != nil:
			fmt.Fprintf(b, " numbers %v", v.Numbers)
		default:
			fmt.Fprintf(b, " = %s", model.Format(v.Equation))
		}
		fmt.Fprintf(b, " units %q group %q doc %q\n", v.Units, v.Group, v.Doc)
	}
}

// Golden compares a text with a file, or writes the file under -update.
func Golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
