// Package cli is the command line: a verb a file, each turning flags into calls of
// the packages behind it and printing what they say for a person. Results go to
// standard output or to files; everything else goes to standard error, with the
// prefix "casus:", in lower case and without a full stop.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"casus/internal/diag"
)

// The exit codes: 0 done, 1 the work or its input was at fault, 2 the command line
// could not be understood, 130 interrupted (128 + SIGINT, as shells count it).
const (
	exitDone        = 0
	exitFault       = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// call is one use of a verb: its arguments and where it may write.
type call struct {
	args           []string
	stdout, stderr io.Writer
}

// verb is one command. Usage is the line after "casus"; example a command that
// works in a fresh clone (a test runs it).
type verb struct {
	name    string
	usage   string
	summary string
	example string
	run     func(ctx context.Context, c call) error
}

// verbs in the order in which help lists them. It is a function because help,
// one of the verbs, lists them all.
func verbs() []verb {
	return []verb{examineVerb, calibrateVerb, variantsVerb, backtestVerb, leaveOutVerb, sensitivityVerb, forecastVerb, runVerb, sampleVerb, convertVerb, checkVerb, testVerb,
		serveVerb, compareVerb, claimsVerb, pdfVerb, versionVerb, helpVerb()}
}

// defaultStudy is what casus examines when it is called with nothing more.
const defaultStudy = "studies/dprk-ukraine"

// errUsage marks an error in the command line itself.
var errUsage = errors.New("usage")

// Main runs one command and returns its exit code.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		args = []string{"examine", defaultStudy}
	}
	name := args[0]
	if name == "-h" || name == "--help" || name == "-help" {
		name = "help"
	}
	for _, v := range verbs() {
		if v.name != name {
			continue
		}
		return exitCode(ctx, v.run(ctx, call{args: args[1:], stdout: stdout, stderr: stderr}), stderr)
	}
	var names []string
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	fmt.Fprintf(stderr, "casus: there is no command %q\n", name)
	if near := diag.Nearest(name, names); near != "" {
		fmt.Fprintf(stderr, "casus: hint: did you mean %q?\n", near)
	} else {
		fmt.Fprintf(stderr, "casus: hint: the commands are %s\n", strings.Join(names, ", "))
	}
	return exitUsage
}

func exitCode(ctx context.Context, err error, stderr io.Writer) int {
	var faults *diag.Error
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitDone
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "casus: interrupted; the next start goes on from here")
		return exitInterrupted
	case errors.As(err, &faults):
		faults.List.Print(stderr)
		return exitFault
	case errors.Is(err, errUsage):
		fmt.Fprintf(stderr, "casus: %s\n", strings.TrimPrefix(err.Error(), "usage: "))
		return exitUsage
	}
	fmt.Fprintf(stderr, "casus: %v\n", err)
	return exitFault
}

// parse reads the flags of a verb wherever they stand among its arguments, and
// checks the number of the others.
func (c call) parse(v verb, fs *flag.FlagSet, minArgs, maxArgs int) ([]string, error) {
	fs.Init(v.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	var rest []string
	for args := c.args; len(args) > 0; {
		if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
			v.help(c.stdout, fs)
			return nil, err
		} else if err != nil {
			return nil, fmt.Errorf("%w: %s: %v\ncasus: hint: casus %s --help", errUsage, v.name, err, v.name)
		}
		if args = fs.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	if len(rest) < minArgs || len(rest) > maxArgs {
		return nil, fmt.Errorf("%w: %s takes %s, not %d\ncasus: hint: casus %s", errUsage, v.name, count(minArgs, maxArgs), len(rest), v.usage)
	}
	return rest, nil
}

func count(low, high int) string {
	if low == high {
		return fmt.Sprintf("%d argument(s)", low)
	}
	return fmt.Sprintf("%d to %d arguments", low, high)
}
