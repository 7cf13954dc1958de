package cli

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"sync"

	"casus/internal/desk"
	"casus/internal/diag"
	"casus/internal/pdf"
	"casus/internal/runs"
	"casus/internal/serve"
	"casus/internal/study"
	"casus/internal/wholefile"
)

var examineVerb = verb{
	name:    "examine",
	usage:   "examine STUDY [--quick] [--pdf] [--out DIR]",
	summary: "calibrate a study, run its counterfactuals, test its statements, write the brief and show it",
	example: "casus examine studies/dprk-ukraine --quick --out out --no-serve",
}

func init() { examineVerb.run = examine }

// examineFlags are those of examine; calibrate and serve have some of them.
type examineFlags struct {
	quick      bool
	pdf        bool
	out        string
	noServe    bool
	port       int
	keepLink   bool
	workers    int
	replicates int
	fresh      bool
	engine     string
}

func examine(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	var f examineFlags
	fs.BoolVar(&f.quick, "quick", false, "a quick calibration only, under ten seconds; its ranges are rough")
	fs.BoolVar(&f.pdf, "pdf", false, "write brief.pdf too, by a Chromium")
	fs.StringVar(&f.out, "out", "", "write brief.html and results.json to `DIR` too")
	fs.BoolVar(&f.noServe, "no-serve", false, "write the files and end, instead of showing the page")
	fs.IntVar(&f.port, "port", 0, "`PORT` of the page on 127.0.0.1 (0 chooses a free one)")
	fs.IntVar(&f.workers, "workers", 0, "`N` workers (0 for one a core)")
	fs.StringVar(&f.engine, "engine", "auto", engineHelp)
	fs.IntVar(&f.replicates, "replicates", 1, "`N` independent passes, to see how far they agree")
	fs.BoolVar(&f.fresh, "fresh", false, "compute again, whatever earlier runs have left")
	rest, err := c.parse(examineVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	o, err := f.options(f.quick)
	if err != nil {
		return err
	}
	if f.pdf {
		if err := pdf.Ready(); err != nil { // told now, and not after a minute
			return err
		}
	}
	s, err := loadStudy(rest[0], c.stderr)
	if err != nil {
		return err
	}
	if s.TableOnly() {
		return fmt.Errorf("%s has no claims and no argument, so that there is nothing to examine\ncasus: hint: casus calibrate %s", rest[0], rest[0])
	}
	if f.noServe {
		return examineOnce(ctx, c, s, f, o)
	}
	return examineAndShow(ctx, c, rest[0], s, f)
}

// loadStudy reads a study and prints its warnings; faults come as the error.
func loadStudy(dir string, stderr io.Writer) (*runs.Loaded, error) {
	if !isDir(dir) {
		return nil, fmt.Errorf("%s is not a folder\ncasus: hint: a study is a folder with a study.yaml; a model alone runs with casus run", dir)
	}
	s, list, err := runs.Load(dir)
	if err != nil {
		return nil, err
	}
	if err := list.Err(); err != nil {
		return nil, err
	}
	return s, list.Print(stderr)
}

// examineOnce runs one examination, writes its files and prints the page's path.
func examineOnce(ctx context.Context, c call, s *runs.Loaded, f examineFlags, o study.Options) error {
	p := newProgress(c.stderr)
	o.Progress = p.report
	run, x, err := runs.Examine(ctx, s, o, Version())
	p.end()
	if err != nil {
		return err
	}
	path, err := f.handOut(ctx, c, run, x.Results.Warnings)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, path)
	return nil
}

// handOut copies a finished run to where it was asked for, prints its warnings and returns
// the path of the page.
func (f examineFlags) handOut(ctx context.Context, c call, run *runs.Run, warnings []string) (string, error) {
	dir := run.Dir
	if f.out != "" {
		dir = f.out
		if err := copyRun(run, dir); err != nil {
			return "", err
		}
	}
	if f.pdf {
		page, err := run.Brief()
		if err != nil {
			return "", err
		}
		if err := writePDF(ctx, page, filepath.Join(dir, "brief.pdf")); err != nil {
			return "", err
		}
	}
	for _, w := range warnings {
		fmt.Fprintf(c.stderr, "casus: %s: %s\n", diag.Warning, w)
	}
	return filepath.Join(dir, "brief.html"), nil
}

func copyRun(run *runs.Run, dir string) error {
	page, err := run.Brief()
	if err != nil {
		return err
	}
	results, err := run.Results()
	if err != nil {
		return err
	}
	err = wholefile.Write(filepath.Join(dir, "brief.html"), func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
	if err != nil {
		return err
	}
	return wholefile.Write(filepath.Join(dir, "results.json"), results.WriteJSON)
}

// examineAndShow serves the study's page: first from a quick calibration, then from the
// full one, until it is interrupted.
func examineAndShow(ctx context.Context, c call, dir string, s *runs.Loaded, f examineFlags) error {
	server, err := openDesk(c, dir, f, desk.Options{})
	if err != nil {
		return err
	}
	kinds := []desk.Kind{desk.Quick}
	if !f.quick {
		kinds = append(kinds, desk.Full)
		// A full run that an earlier start has finished needs no quick one before it.
		if done, err := study.Finished(s.Study, study.FullOptions(f.replicates)); err == nil && done && !f.fresh {
			kinds = kinds[1:]
		}
	}
	return server.run(ctx, func(ctx context.Context) error {
		for _, kind := range kinds {
			ticket, err := server.desk.Start(server.desk.Single(), kind)
			if err != nil {
				return err
			}
			job, err := ticket.Wait(ctx)
			if err != nil {
				return err
			}
			switch job.Phase {
			case desk.Failed:
				return job.Err
			case desk.Cancelled: // from the page, whose reader may start it again
				continue
			}
			path, err := f.handOut(ctx, c, job.Run, job.Warnings)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.stderr, "casus: the page stands: %s\n", path)
		}
		fmt.Fprintln(c.stderr, "casus: Ctrl-C ends the server; the file stays")
		return nil
	})
}

// shown is a desk with the server that shows it.
type shown struct {
	desk     *desk.Desk
	server   *serve.Server
	progress *progress
}

// openDesk opens a folder, binds the port and prints the link.
func openDesk(c call, dir string, f examineFlags, o desk.Options) (*shown, error) {
	kind, err := f.kind()
	if err != nil {
		return nil, err
	}
	x := &shown{progress: newProgress(c.stderr)}
	o.Version, o.Workers, o.Engine, o.Replicates, o.Fresh = Version(), f.workers, kind, f.replicates, f.fresh
	o.Progress = func(j desk.Job, what string, done float64) {
		x.progress.reportOf(j.ID, what, done)
		if done >= 1 {
			x.progress.end()
		}
	}
	if x.desk, err = desk.Open(dir, o); err != nil {
		return nil, err
	}
	token := ""
	if f.keepLink {
		if token, err = serve.KeptToken(f.port); err != nil {
			return nil, err
		}
	}
	if x.server, err = serve.New(x.desk, f.port, token); err != nil {
		return nil, err
	}
	fmt.Fprintln(c.stdout, x.server.URL())
	return x, nil
}

// run serves until the context ends, beside the work that is given; when that fails it
// ends, too. Work that was interrupted is told of by its error.
func (x *shown) run(ctx context.Context, work func(context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var all sync.WaitGroup
	var served, worked error
	all.Go(func() { x.desk.Run(ctx) }) // a calibration that is broken off leaves whole checkpoints
	all.Go(func() {
		if worked = work(ctx); worked != nil {
			stop()
		}
	})
	all.Go(func() {
		served = x.server.Run(ctx)
		stop()
	})
	all.Wait()
	x.progress.end()
	return cmp.Or(worked, served)
}
