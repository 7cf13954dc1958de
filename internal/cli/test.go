package cli

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"

	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/modelscript"
	"casus/internal/reality"
)

var testVerb = verb{
	name:    "test",
	usage:   "test FILE...",
	summary: "run tests of models in plain text, or a model's own reality checks (docs/model-tests.md); exit 1 if one fails",
	example: "casus test modeltests/delays.expect",
}

func init() { testVerb.run = test }

// mostFiles is how many files one call may name.
const mostFiles = 10000

func test(ctx context.Context, c call) error {
	files, err := c.parse(testVerb, flag.NewFlagSet("", flag.ContinueOnError), 1, mostFiles)
	if err != nil {
		return err
	}
	var failures diag.List
	count := 0
	for _, file := range files {
		run := expectations
		if compile.IsModel(file) {
			run = realityChecks
		}
		n, list, err := run(ctx, file)
		if err != nil {
			return err
		}
		count += n
		failures = append(failures, list...)
		if !list.HasFaults() {
			fmt.Fprintf(c.stdout, "%s: %d met\n", filepath.ToSlash(file), n)
		}
	}
	if err := failures.Err(); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%d in all\n", count)
	return nil
}

// expectations runs a file of tests.
func expectations(ctx context.Context, file string) (int, diag.List, error) {
	r, err := modelscript.Run(ctx, file)
	if err != nil {
		return 0, nil, err
	}
	return r.Expectations, r.Failures, nil
}

// realityChecks runs those of a model.
func realityChecks(ctx context.Context, file string) (int, diag.List, error) {
	compiled, err := compile.File(file)
	if err != nil {
		return 0, nil, err
	}
	if compiled.Program == nil {
		return 0, compiled.Faults, nil
	}
	outcomes, list, err := reality.Run(ctx, compiled.Model)
	for _, o := range outcomes {
		if !o.Holds {
			list.Faultf("reality", o.Check.At, "reality check %q does not hold at time %v", o.Name(), o.FailedAt)
		}
	}
	return len(outcomes), list, err
}
