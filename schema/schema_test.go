// Package schema_test holds the JSON Schemas to the code and to real files.
package schema_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"casus/internal/study"
)

func load(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// yamlFile reads a YAML file as JSON values.
func yamlFile(t *testing.T, path string) any {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return yamlText(t, string(src))
}

func yamlText(t *testing.T, text string) any {
	t.Helper()
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(text), &node); err != nil {
		t.Fatal(err)
	}
	return plain(t, node.Content[0])
}

// plain turns a node into JSON values. Dates stay text, as the strict reader of
// studies has them.
func plain(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			out[n.Content[i].Value] = plain(t, n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, plain(t, c))
		}
		return out
	}
	switch n.Tag {
	case "!!int", "!!float":
		return json.Number(n.Value)
	case "!!bool":
		v, err := strconv.ParseBool(n.Value)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	return n.Value
}

var studies = []string{"../studies/dprk-ukraine", "../internal/study/testdata/small", "../studies/korea-1950", "../studies/battle-of-britain"}

func TestStudiesAreValid(t *testing.T) {
	for _, dir := range studies {
		for _, kind := range []string{"study", "argument"} {
			if err := load(t, kind+".schema.json").Validate(yamlFile(t, filepath.Join(dir, kind+".yaml"))); err != nil {
				t.Errorf("%s of %s: %v", kind, dir, err)
			}
		}
	}
	const tableOnly = "../studies/iwo-jima/study.yaml"
	if err := load(t, "study.schema.json").Validate(yamlFile(t, tableOnly)); err != nil {
		t.Errorf("%s: %v", tableOnly, err)
	}
}

// TestSlipsAreRefused: what an editor should underline.
func TestSlipsAreRefused(t *testing.T) {
	src, err := os.ReadFile("../internal/study/testdata/small/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"title: Guest troops", "tilte: Guest troops"},
		{"seed: 7", "seed: seven"},
		{"scale: log,", "scale: linear,"},
		{"cut: 2024-12-31", "cut: end of 2024"},
		{"{id: russia,", "{id: rusia,"},
	} {
		text := strings.Replace(string(src), change[0], change[1], 1)
		if text == string(src) {
			t.Fatalf("%q does not stand in the study", change[0])
		}
		if load(t, "study.schema.json").Validate(yamlText(t, text)) == nil {
			t.Errorf("%q passes", change[1])
		}
	}
}

// TestResultsAreValid examines the small study and checks what it writes.
func TestResultsAreValid(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(studies[1])); err != nil {
		t.Fatal(err)
	}
	s, _, err := study.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.Examine(t.Context(), study.QuickOptions())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := x.Results.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := load(t, "results.schema.json").Validate(value); err != nil {
		t.Error(err)
	}
}

// TestSchemasFollowTheCode: every key that the code reads or writes stands in the
// schema, and the schema has no other.
func TestSchemasFollowTheCode(t *testing.T) {
	inYAML := tags(t, "yaml", "../internal/study/file.go")
	both := properties(t, "study.schema.json")
	for key := range properties(t, "argument.schema.json") {
		both[key] = true
	}
	compare(t, "study.schema.json and argument.schema.json", both, inYAML)
	inJSON := tags(t, "json", "../internal/study/results.go", "../internal/study/mixing.go", "../internal/study/lever.go", "../internal/study/crosscheck.go", "../internal/study/dependence.go", "../internal/infer/infer.go", "../internal/explore/summary.go")
	compare(t, "results.schema.json", properties(t, "results.schema.json"), inJSON)
}

func compare(t *testing.T, name string, schema, code map[string]bool) {
	t.Helper()
	for key := range code {
		if !schema[key] {
			t.Errorf("%s lacks %q", name, key)
		}
	}
	for key := range schema {
		if !code[key] {
			t.Errorf("%s has %q, which the code does not know", name, key)
		}
	}
}

// tags collects the keys of all struct tags of a kind in some files.
func tags(t *testing.T, kind string, files ...string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			f, ok := n.(*ast.Field)
			if !ok || f.Tag == nil {
				return true
			}
			text, err := strconv.Unquote(f.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			key, _, _ := strings.Cut(reflect.StructTag(text).Get(kind), ",")
			if key != "" && key != "-" {
				out[key] = true
			}
			return true
		})
	}
	return out
}

// properties collects the names of all properties of a schema.
func properties(t *testing.T, name string) map[string]bool {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal(src, &root); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if p, ok := v["properties"].(map[string]any); ok {
				for key := range p {
					out[key] = true
				}
			}
			for _, child := range v {
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(root)
	return out
}
