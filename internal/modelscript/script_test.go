package modelscript_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/modelscript"

	"github.com/google/go-cmp/cmp"
)

// TestModels runs the tests of models that stand in the tree.
func TestModels(t *testing.T) {
	files, err := filepath.Glob("../../modeltests/*.expect")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no tests of models: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			r, err := modelscript.Run(context.Background(), file)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range r.Failures {
				t.Error(d.String())
			}
		})
	}
}

// TestFailures: what is not met or not understood is told with its line.
func TestFailures(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.test")
	script := `expect x at 0 = 1
load mdl
  x= 1 ~~|
end
run
expect x at 0 = 2
expect x at 9 = 1
expect x at 0 to 1 = 1
expect y at 0 = 1
expect x at 0 = one
expect nonsense
expect fault "none"
run z = 1
stumble
time 1 by 2
load mdl
  x= 1 ~~|
end
time 0 to 4 by 1
load mdl
  x= nothing ~~|
end
run
`
	if err := os.WriteFile(path, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := modelscript.Run(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range r.Failures {
		got = append(got, strings.TrimPrefix(d.Place.String(), path+":")+" "+d.Message)
	}
	want := []string{
		"1 nothing has been run",
		"6 x is 1",
		"7 no saved rows are at 9",
		"8 1 values for 2 saved rows",
		`9 the model has no variable "y"`,
		`10 "one" is no number`,
		`11 "nonsense" is no expectation`,
		`12 no fault says "none"; there are []`,
		`13 the model has no constant "z", or " 1" is no number`,
		`14 "stumble" is no command`,
		`18 "1 by 2" is no span of time`,
		`23 the model has a fault: unknown name "nothing"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
