package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"

	"casus/internal/compile"
	"casus/internal/diag"
	"casus/internal/study"
)

var checkVerb = verb{
	name:    "check",
	usage:   "check MODEL|STUDY [--data FILE] [--json]",
	summary: "find every fault of a model or a study: structure, units, evidence; exit 1 if there is one",
	example: "casus check studies/dprk-ukraine",
}

func init() { checkVerb.run = check }

func check(_ context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	asJSON := fs.Bool("json", false, "print the diagnostics as JSON, for editors")
	var data names
	fs.Var(&data, "data", "a `FILE` with the series of a model's data variables; may be given again")
	rest, err := c.parse(checkVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	if len(data) > 0 && isDir(rest[0]) {
		return fmt.Errorf("%w: a study names its own data, so --data goes with a model", errUsage)
	}
	list, what, err := diagnose(rest[0], data)
	if err != nil {
		return err
	}
	if *asJSON {
		if list == nil {
			list = diag.List{}
		}
		enc := json.NewEncoder(c.stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(list); err != nil {
			return err
		}
		if list.HasFaults() {
			return fmt.Errorf("%s has faults", rest[0])
		}
		return nil
	}
	if err := list.Err(); err != nil {
		return err
	}
	if err := list.Print(c.stderr); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "%s: no faults; %s\n", rest[0], what)
	return err
}

// unitsCode marks what package units has to say.
const unitsCode = "units"

// diagnose gathers everything there is to say of a model or a study, and what it
// was found to hold.
func diagnose(path string, data []string) (diag.List, string, error) {
	if isDir(path) {
		s, list, err := study.Load(path)
		if err != nil {
			return nil, "", err
		}
		if s == nil {
			return list, "", nil
		}
		// An examination only warns of faults of units; a check calls them faults.
		list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Code == unitsCode })
		list = append(list, s.Units...)
		list.Sort()
		return list, s.Inventory(), nil
	}
	compiled, err := compile.File(path, data...)
	if err != nil {
		return nil, "", err
	}
	return compiled.All(), fmt.Sprintf("%d variables", len(compiled.Model.Names())), nil
}
