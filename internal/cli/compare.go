package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"casus/internal/compare"
	"casus/internal/runs"
)

var compareVerb = verb{
	name:    "compare",
	usage:   "compare STUDY [RUN RUN]",
	summary: "tell two runs of a study apart: what changed in their inputs, which answers moved and which differ by no more than error",
	example: "casus compare studies/dprk-ukraine",
}

func init() { compareVerb.run = compareRuns }

func compareRuns(_ context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	all := fs.Bool("all", false, "print every answer, not only those that moved")
	asJSON := fs.Bool("json", false, "print JSON")
	rest, err := c.parse(compareVerb, fs, 1, 3)
	if err != nil {
		return err
	}
	if len(rest) == 2 {
		return fmt.Errorf("%w: compare takes a study and two runs, or the study alone for its last two\ncasus: hint: casus %s", errUsage, compareVerb.usage)
	}
	a, b, err := pickRuns(rest)
	if err != nil {
		return err
	}
	x, err := compare.Of(a, b)
	if err != nil {
		return err
	}
	if !*asJSON {
		return x.WriteText(c.stdout, *all)
	}
	enc := json.NewEncoder(c.stdout)
	enc.SetIndent("", " ")
	return enc.Encode(x)
}

// pickRuns opens the two runs that are named, or takes the last two that were finished.
func pickRuns(rest []string) (a, b *runs.Run, err error) {
	dir := rest[0]
	if !isDir(dir) {
		return nil, nil, fmt.Errorf("%s is not a folder\ncasus: hint: compare takes a study", dir)
	}
	if len(rest) == 3 {
		a, errA := openRun(dir, rest[1])
		b, errB := openRun(dir, rest[2])
		return a, b, cmp.Or(errA, errB)
	}
	list, faults := runs.List(dir)
	var finished []*runs.Run
	for _, r := range list {
		if r.Finished() {
			finished = append(finished, r)
		}
	}
	if len(finished) < 2 {
		if len(faults) > 0 {
			return nil, nil, faults[0]
		}
		return nil, nil, fmt.Errorf("%s has %d finished run(s), and a comparison needs two\ncasus: hint: casus examine %s, before and after a change", dir, len(finished), dir)
	}
	return finished[1], finished[0], nil
}

func openRun(dir, id string) (*runs.Run, error) {
	r, err := runs.Open(dir, id)
	if err == nil && r == nil {
		err = fmt.Errorf("%s has no run %s\ncasus: hint: the folder %s/runs has those that there are", dir, id, dir)
	}
	return r, err
}
