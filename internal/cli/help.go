package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
)

func helpVerb() verb {
	v := verb{
		name:    "help",
		usage:   "help [COMMAND]",
		summary: "list the commands, or explain one",
		example: "casus help examine",
	}
	v.run = func(ctx context.Context, c call) error {
		rest, err := c.parse(v, flag.NewFlagSet("", flag.ContinueOnError), 0, 1)
		if err != nil {
			return err
		}
		if len(rest) == 1 {
			for _, other := range verbs() {
				if other.name == rest[0] && other.name != "help" {
					return other.run(ctx, call{args: []string{"--help"}, stdout: c.stdout, stderr: c.stderr})
				}
			}
		}
		fmt.Fprint(c.stdout, "casus puts an argument about a war to the test.\n\n")
		for _, other := range verbs() {
			fmt.Fprintf(c.stdout, "  casus %s\n      %s\n", other.usage, other.summary)
		}
		fmt.Fprintf(c.stdout, "\nWith nothing more it examines %s and shows the page.\n'casus COMMAND --help' has the flags and an example of each.\n", defaultStudy)
		return nil
	}
	return v
}

// help prints what a verb does, its flags and an example.
func (v verb) help(w io.Writer, fs *flag.FlagSet) {
	fmt.Fprintf(w, "casus %s\n\n%s\n", v.usage, v.summary)
	flags := false
	fs.VisitAll(func(f *flag.Flag) {
		if !flags {
			fmt.Fprint(w, "\nflags:\n")
			flags = true
		}
		value, usage := flag.UnquoteUsage(f)
		dashes := "--"
		if len(f.Name) == 1 {
			dashes = " -"
		}
		fmt.Fprintf(w, "  %s%-20s %s", dashes, f.Name+pad(value), usage)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			fmt.Fprintf(w, " (default %s)", f.DefValue)
		}
		fmt.Fprintln(w)
	})
	fmt.Fprintf(w, "\nexample:\n  %s\n", v.example)
}

func pad(value string) string {
	if value == "" {
		return ""
	}
	return " " + value
}

var versionVerb = verb{
	name:    "version",
	usage:   "version",
	summary: "print the version",
	example: "casus version",
}

func init() {
	versionVerb.run = func(_ context.Context, c call) error {
		if _, err := c.parse(versionVerb, flag.NewFlagSet("", flag.ContinueOnError), 0, 0); err != nil {
			return err
		}
		_, err := fmt.Fprintln(c.stdout, Version())
		return err
	}
}

// Version is the module's version, with the commit where the build knows it.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "casus, version unknown"
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			version += " " + s.Value[:12]
		}
	}
	return "casus " + version
}
