package cli

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"

	"casus/internal/diag"
	"casus/internal/modelscript"
)

var testVerb = verb{
	name:    "test",
	usage:   "test FILE...",
	summary: "run tests of models in plain text (docs/model-tests.md); exit 1 if one fails",
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
		r, err := modelscript.Run(ctx, file)
		if err != nil {
			return err
		}
		count += r.Expectations
		failures = append(failures, r.Failures...)
		if len(r.Failures) == 0 {
			fmt.Fprintf(c.stdout, "%s: %d expectations met\n", filepath.ToSlash(file), r.Expectations)
		}
	}
	if err := failures.Err(); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%d expectations met\n", count)
	return nil
}
