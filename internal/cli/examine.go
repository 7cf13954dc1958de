package cli

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"casus/internal/brief"
	"casus/internal/diag"
	"casus/internal/serve"
	"casus/internal/study"
	"casus/internal/wholefile"
)

var examineVerb = verb{
	name:    "examine",
	usage:   "examine STUDY [--quick] [--out DIR]",
	summary: "calibrate a study, run its counterfactuals, test its statements, write the brief and show it",
	example: "casus examine studies/dprk-ukraine --quick --out out --no-serve",
}

func init() {
	examineVerb.run = func(ctx context.Context, c call) error { return examine(ctx, c, examineVerb) }
}

// examineFlags are those of examine; serve has all but no-serve.
type examineFlags struct {
	quick      bool
	out        string
	noServe    bool
	port       int
	workers    int
	replicates int
	fresh      bool
	engine     string
}

func examine(ctx context.Context, c call, v verb) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	var f examineFlags
	fs.BoolVar(&f.quick, "quick", false, "a quick calibration only, under ten seconds; its ranges are rough")
	fs.StringVar(&f.out, "out", "", "write brief.html and results.json to `DIR` too")
	if v.name == examineVerb.name {
		fs.BoolVar(&f.noServe, "no-serve", false, "write the files and end, instead of showing the page")
	}
	fs.IntVar(&f.port, "port", 0, "`PORT` of the page on 127.0.0.1 (0 chooses a free one)")
	fs.IntVar(&f.workers, "workers", 0, "`N` workers (0 for one a core)")
	fs.StringVar(&f.engine, "engine", "auto", engineHelp)
	fs.IntVar(&f.replicates, "replicates", 1, "`N` independent passes, to see how far they agree")
	fs.BoolVar(&f.fresh, "fresh", false, "compute again, whatever earlier runs have left")
	rest, err := c.parse(v, fs, 1, 1)
	if err != nil {
		return err
	}
	if _, err := f.options(f.quick); err != nil {
		return err
	}
	s, err := loadStudy(rest[0], c.stderr)
	if err != nil {
		return err
	}
	if s.TableOnly() {
		return fmt.Errorf("%s has no claims and no argument, so that there is nothing to examine\ncasus: hint: casus calibrate %s", rest[0], rest[0])
	}
	if f.noServe {
		page, err := examineOnce(ctx, c, s, f, f.quick, nil)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.stdout, page.path)
		return nil
	}
	return examineAndShow(ctx, c, s, f)
}

// loadStudy reads a study and prints its warnings; faults come as the error.
func loadStudy(dir string, stderr io.Writer) (*study.Study, error) {
	if !isDir(dir) {
		return nil, fmt.Errorf("%s is not a folder\ncasus: hint: a study is a folder with a study.yaml; a model alone runs with casus run", dir)
	}
	s, list, err := study.Load(dir)
	if err != nil {
		return nil, err
	}
	if err := list.Err(); err != nil {
		return nil, err
	}
	return s, list.Print(stderr)
}

// examineAndShow serves the page: first from a quick calibration, then from the
// full one, until it is interrupted.
func examineAndShow(ctx context.Context, c call, s *study.Study, f examineFlags) error {
	server, err := serve.New(f.port)
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Run(ctx) }()
	fmt.Fprintf(c.stdout, "%s\n", server.URL())
	passes := []bool{true}
	if !f.quick {
		passes = append(passes, false)
		// A full run that an earlier start has finished needs no quick one before it.
		if done, err := study.Finished(s, study.FullOptions(f.replicates)); err == nil && done && !f.fresh {
			passes = passes[1:]
		}
	}
	for _, quick := range passes {
		page, err := examineOnce(ctx, c, s, f, quick, server.Status)
		if err != nil {
			return err
		}
		server.Show(page.html)
		fmt.Fprintf(c.stderr, "casus: the page stands: %s\n", page.path)
	}
	fmt.Fprintln(c.stderr, "casus: Ctrl-C ends the server; the file stays")
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return err
	}
}

// page is a brief that has been written.
type page struct {
	html []byte
	path string
}

// examineOnce runs one examination and writes its files: to the run folder, and to
// the folder that was asked for.
func examineOnce(ctx context.Context, c call, s *study.Study, f examineFlags, quick bool, tell func(string, float64)) (*page, error) {
	o, err := f.options(quick)
	if err != nil {
		return nil, err
	}
	p := newProgress(c.stderr, tell)
	o.Progress = p.report
	x, err := s.Examine(ctx, o)
	p.end()
	if err != nil {
		return nil, err
	}
	var html bytes.Buffer
	if err := brief.Write(&html, brief.Compose(x, Version(), time.Now())); err != nil {
		return nil, err
	}
	folders := []string{x.RunDir}
	if f.out != "" {
		folders = append(folders, f.out)
	}
	for _, dir := range folders {
		if err := writeBrief(dir, html.Bytes(), x); err != nil {
			return nil, err
		}
	}
	for _, w := range x.Results.Warnings {
		fmt.Fprintf(c.stderr, "casus: %s: %s\n", diag.Warning, w)
	}
	return &page{html: html.Bytes(), path: filepath.Join(folders[len(folders)-1], "brief.html")}, nil
}

func writeBrief(dir string, html []byte, x *study.Examination) error {
	err := wholefile.Write(filepath.Join(dir, "brief.html"), func(w io.Writer) error {
		_, err := w.Write(html)
		return err
	})
	if err != nil {
		return err
	}
	return wholefile.Write(filepath.Join(dir, "results.json"), x.Results.WriteJSON)
}
