package cli

import (
	"fmt"
	"strconv"
	"strings"

	"casus/internal/diag"
	"casus/internal/model"
	"casus/internal/program"
)

// names are the values of a flag that may be given several times.
type names []string

// String implements flag.Value.
func (n *names) String() string { return strings.Join(*n, " ") }

// Set implements flag.Value.
func (n *names) Set(text string) error {
	*n = append(*n, text)
	return nil
}

// settings are the NAME=VALUE of such a flag.
type settings struct{ names }

// params are the program's defaults with the settings over them.
func (s settings) params(p *program.Program) ([]float64, error) {
	params := p.Defaults()
	var names []string
	index := map[string]int{}
	for i, q := range p.Params {
		names = append(names, q.Name)
		index[foldName(q.Name)] = i
	}
	for _, text := range s.names {
		name, value, ok := strings.Cut(text, "=")
		v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("--set %q is not NAME=VALUE with a number", text)
		}
		i, ok := index[foldName(name)]
		if !ok {
			if all := elementsOf(name, names); len(all) > 0 {
				return nil, fmt.Errorf("--set %s: it is an array, and an element has to be named\ncasus: hint: %q, say", strings.TrimSpace(name), all[0]+"="+strings.TrimSpace(value))
			}
			return nil, unknownName("constant", strings.TrimSpace(name), names)
		}
		params[i] = v
	}
	return params, nil
}

// elementsOf are the names of an array's elements among names.
func elementsOf(array string, names []string) []string {
	var out []string
	for _, name := range names {
		if of, _, isElement := strings.Cut(name, "["); isElement && foldName(of) == foldName(array) {
			out = append(out, name)
		}
	}
	return out
}

// saved is the program cut down to the variables of a list; an array stands for all of
// its elements.
func saved(p *program.Program, list string) (*program.Program, error) {
	var names, keep []string
	for _, o := range p.Outputs {
		names = append(names, o.Name)
	}
	for _, want := range splitNames(list) {
		found := false
		for _, name := range names {
			array, _, _ := strings.Cut(name, "[")
			if foldName(name) == foldName(want) || foldName(array) == foldName(want) {
				keep, found = append(keep, name), true
			}
		}
		if !found {
			return nil, unknownName("variable", want, names)
		}
	}
	return p.Prune(keep), nil
}

// splitNames parts a list at the commas that stand outside brackets.
func splitNames(list string) []string {
	var out []string
	depth, start := 0, 0
	for i, r := range list + "," {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == ',' && depth == 0:
			if name := strings.TrimSpace(list[start:i]); name != "" {
				out = append(out, name)
			}
			start = i + 1
		}
	}
	return out
}

// foldName makes names comparable as models do, blanks inside brackets left out.
func foldName(name string) string {
	return strings.NewReplacer(" ,", ",", ", ", ",", "[ ", "[", " ]", "]", " [", "[").Replace(model.Key(strings.TrimSpace(name)))
}

func unknownName(what, name string, known []string) error {
	hint := ""
	if near := diag.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("\ncasus: hint: did you mean %q?", near)
	}
	return fmt.Errorf("the model has no %s %q%s", what, name, hint)
}
