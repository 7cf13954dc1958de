package cli

import (
	"context"
	"flag"
	"fmt"

	"casus/internal/desk"
)

var serveVerb = verb{
	name:    "serve",
	usage:   "serve DIR [--port PORT]",
	summary: "show a study, or all studies below a folder, on 127.0.0.1: faults as files are saved, calibrations, runs compared, claims",
	example: "casus serve studies",
}

func init() { serveVerb.run = serveStudies }

func serveStudies(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	var f examineFlags
	var o desk.Options
	fs.IntVar(&f.port, "port", 0, "`PORT` on 127.0.0.1 (0 chooses a free one)")
	fs.BoolVar(&f.keepLink, "keep-link", false, "the same link at every start, so that links to views stay good; needs --port")
	fs.BoolVar(&o.NoRerun, "no-rerun", false, "don't calibrate quickly when the files of a study whose page is open are saved")
	fs.IntVar(&f.workers, "workers", 0, "`N` workers of a calibration (0 for one a core)")
	fs.StringVar(&f.engine, "engine", "auto", engineHelp)
	fs.IntVar(&f.replicates, "replicates", 1, "`N` independent passes of a full calibration")
	rest, err := c.parse(serveVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	if f.keepLink && f.port == 0 {
		return fmt.Errorf("%w: --keep-link needs a --port of its own, since the port is a part of the link\ncasus: hint: casus serve %s --port 8800 --keep-link", errUsage, rest[0])
	}
	if !isDir(rest[0]) {
		return fmt.Errorf("%s is not a folder\ncasus: hint: serve takes a study, or a folder with studies in it", rest[0])
	}
	server, err := openDesk(c, rest[0], f, o)
	if err != nil {
		return err
	}
	return server.run(ctx, func(context.Context) error {
		for _, s := range server.desk.Studies() {
			if n := s.Faults(); n > 0 {
				fmt.Fprintf(c.stderr, "casus: %s: %s\n", s.Shown, s.State)
			}
		}
		fmt.Fprintln(c.stderr, "casus: open the link in a browser; Ctrl-C ends the server")
		return nil
	})
}
