package study

import (
	"fmt"
	"os"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"casus/internal/diag"
)

// readYAML reads a file into the struct that out points to. A key that the struct
// does not have, a key given twice and a value of the wrong form are faults with
// their place; everything else of the file is still read, so that many faults come
// in one go. A struct field named At of type diag.Place is set to the place of the
// mapping (or key) it came from.
func readYAML(path string, out any) (diag.List, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		var l diag.List
		l.Faultf("yaml", diag.Place{File: path, Line: yamlLine(err)}, "this is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		return l, nil
	}
	d := strictDecoder{file: path, lines: strings.Split(string(src), "\n")}
	if len(root.Content) == 0 {
		d.list.Faultf("yaml", diag.Place{File: path}, "the file is empty")
		return d.list, nil
	}
	d.decode(root.Content[0], reflect.ValueOf(out).Elem(), "the file")
	return d.list, nil
}

// yamlLine takes the line out of a message of the YAML reader, "yaml: line 3: ...".
func yamlLine(err error) int {
	line := 0
	fmt.Sscanf(err.Error(), "yaml: line %d:", &line)
	return line
}

type strictDecoder struct {
	file  string
	lines []string
	list  diag.List
}

var placeType = reflect.TypeFor[diag.Place]()

func (d *strictDecoder) place(n *yaml.Node) diag.Place {
	return diag.Place{File: d.file, Line: n.Line, Col: n.Column}
}

func (d *strictDecoder) fault(n *yaml.Node, format string, args ...any) *diag.Diagnostic {
	f := d.list.Faultf("study-key", d.place(n), format, args...)
	if n.Line >= 1 && n.Line <= len(d.lines) {
		f.Source = d.lines[n.Line-1]
	}
	return f
}

func (d *strictDecoder) decode(n *yaml.Node, v reflect.Value, what string) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Struct:
		d.decodeStruct(n, v, what)
	case reflect.Map:
		d.decodeMap(n, v, what)
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.fault(n, "%s must be a list", what)
			return
		}
		for i, item := range n.Content {
			element := reflect.New(v.Type().Elem()).Elem()
			d.decode(item, element, fmt.Sprintf("item %d of %s", i+1, what))
			v.Set(reflect.Append(v, element))
		}
	default:
		if err := n.Decode(v.Addr().Interface()); err != nil {
			d.fault(n, "%s must be %s, not %q", what, kindWord(v.Kind()), n.Value)
		}
	}
}

func (d *strictDecoder) decodeStruct(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "%s must be a mapping of keys to values", what)
		return
	}
	fields := map[string]reflect.Value{}
	var known []string
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Name == "At" && f.Type == placeType {
			v.Field(i).Set(reflect.ValueOf(d.place(n)))
			continue
		}
		if key := f.Tag.Get("yaml"); key != "" && key != "-" {
			fields[key] = v.Field(i)
			known = append(known, key)
		}
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		field, ok := fields[key.Value]
		switch {
		case !ok:
			f := d.fault(key, "unknown key %q in %s", key.Value, what)
			f.Reason = "a misspelt key would otherwise be left out without a word"
			if near := diag.Nearest(key.Value, known); near != "" {
				f.Hint = fmt.Sprintf("did you mean %q?", near)
			} else {
				f.Hint = "known keys: " + strings.Join(known, ", ")
			}
		case seen[key.Value]:
			d.fault(key, "key %q is given twice in %s", key.Value, what)
		default:
			d.decode(value, field, fmt.Sprintf("%q", key.Value))
		}
		seen[key.Value] = true
	}
}

// decodeMap reads a mapping with names of the user's own. Values with a field Key
// of type string get their key there, so that they can be kept in file order.
func (d *strictDecoder) decodeMap(n *yaml.Node, v reflect.Value, what string) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "%s must be a mapping of names to values", what)
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		k := reflect.ValueOf(key.Value).Convert(v.Type().Key())
		if v.MapIndex(k).IsValid() {
			d.fault(key, "%q stands twice in %s", key.Value, what)
			continue
		}
		element := reflect.New(v.Type().Elem()).Elem()
		d.decode(value, element, fmt.Sprintf("%q", key.Value))
		v.SetMapIndex(k, element)
	}
}

func kindWord(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "a value of another form"
}
