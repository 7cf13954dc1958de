package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"casus/internal/compile"
	"casus/internal/engine"
	"casus/internal/ensemble"
	"casus/internal/model"
	"casus/internal/prob"
	"casus/internal/program"
	"casus/internal/rowfile"
	"casus/internal/wholefile"
)

var sampleVerb = verb{
	name:    "sample",
	usage:   "sample MODEL --vary 'NAME=DISTRIBUTION' [--n N] [-o FILE]",
	summary: "run a model many times with constants drawn from distributions; write moments and quantiles of every variable over time",
	example: "casus sample studies/dprk-ukraine/model.mdl --n 500 --vary 'First Wave Size=uniform(9000,12000)' --save 'North Koreans Sent Total' -o sample.parquet",
}

func init() { sampleVerb.run = sample }

// sampling are the flags of sample.
type sampling struct {
	n, seed, workers, every        int
	design, save, out, keep, whole string
	engine                         string
	vary, set, data                names
}

// mostRows is how many times are kept where --every is not given.
const mostRows = 100

func sample(ctx context.Context, c call) error {
	var f sampling
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.IntVar(&f.n, "n", 1000, "how many `MEMBERS` to run")
	fs.IntVar(&f.seed, "seed", 1, "the `SEED` of what is drawn: the same gives the same members")
	fs.IntVar(&f.workers, "workers", 0, "how many run at once, `N`; it changes no number (0: one a core)")
	fs.StringVar(&f.engine, "engine", "auto", engineHelp)
	fs.StringVar(&f.design, "design", "random", "how points are spread: random, latin, sobol or halton")
	fs.Var(&f.vary, "vary", "draw a constant, or a factor for all that a lookup gives, `NAME=DISTRIBUTION` such as uniform(1,2) or normal(5,1); may be given again")
	fs.Var(&f.set, "set", "a constant changed for all members, `NAME=VALUE`; may be given again")
	fs.Var(&f.data, "data", "a `FILE` with the series of the model's data variables; may be given again")
	fs.StringVar(&f.save, "save", "", "keep these variables only, `NAMES` with commas between them")
	fs.IntVar(&f.every, "every", 0, "keep each so many `STEPS` (0: a hundred times in all)")
	fs.StringVar(&f.out, "o", "", "write to `FILE`, by its ending as .parquet, .csv, .tsv or .json (CSV to standard output where there is none)")
	fs.StringVar(&f.keep, "keep", "", "keep these members whole, `NUMBERS` from 0 such as 0-9,250, for --members")
	fs.StringVar(&f.whole, "members", "", "write those members to `FILE` as .parquet, .csv, .tsv or .json")
	rest, err := c.parse(sampleVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	if f.n < 1 || f.every < 0 || f.workers < 0 {
		return fmt.Errorf("%w: sample takes a number of members above 0, and no negative --every or --workers", errUsage)
	}
	if (f.keep == "") != (f.whole == "") {
		return fmt.Errorf("%w: --keep says which members --members writes, so each needs the other", errUsage)
	}
	kind, err := engine.ParseKind(f.engine)
	if err != nil {
		return fmt.Errorf("%w: --engine: %w", errUsage, err)
	}
	// A file that can't be written is told of now, not after the members have run.
	for _, file := range []string{f.out, f.whole} {
		if _, err := rowfile.FormatOf(file); err != nil {
			return err
		}
	}
	varied, err := readVaried(f.vary)
	if err != nil {
		return err
	}
	var lookups []string
	for _, v := range varied {
		lookups = append(lookups, v.name)
	}
	compiled, err := c.compile(rest[0], lookups, f.data)
	if err != nil {
		return err
	}
	o, err := f.options(compiled, varied)
	if err != nil {
		return err
	}
	o.Engine = kind
	o.Warn = func(err error) { fmt.Fprintf(c.stderr, "casus: warning: %v\n", err) }
	return f.run(ctx, c, compiled.Program, o)
}

func (f *sampling) run(ctx context.Context, c call, p *program.Program, o ensemble.Options) error {
	var err error
	if f.save != "" {
		if p, err = saved(p, f.save); err != nil {
			return err
		}
	}
	if len(o.Vary) == 0 && !slices.ContainsFunc(p.Params, func(q program.Param) bool { return q.Name == "NOISE SEED" }) {
		fmt.Fprint(c.stderr, "casus: warning: nothing is varied and the model draws no random numbers, so all members are the same\ncasus: hint: --vary 'NAME=uniform(1,2)'\n")
	}
	hash, part := f.hash(p, o), f.out+".part"
	var before *ensemble.State
	if f.out != "" {
		if before, err = ensemble.Load(part, hash, o.Keep); err != nil {
			return err
		}
		if before != nil {
			fmt.Fprintf(c.stderr, "casus: going on after %d members\n", before.Done)
		}
	}
	shown := newProgress(c.stderr)
	stored := time.Now()
	var storing error
	state, err := ensemble.Run(ctx, p, o, before, func(done int, s *ensemble.State) {
		shown.report(fmt.Sprintf("sampling, %d of %d members", done, f.n), float64(done)/float64(f.n))
		if f.out != "" && done < f.n && time.Since(stored) > storeEvery {
			stored = time.Now()
			storing = errors.Join(storing, s.Save(part, hash))
		}
	})
	shown.end()
	if err != nil {
		if f.out != "" && state != nil && state.Done > 0 {
			storing = errors.Join(storing, state.Save(part, hash))
		}
		return errors.Join(err, storing)
	}
	if storing != nil {
		return storing
	}
	warnMissed(c.stderr, state.Missed)
	if err := f.write(c, p, o, state); err != nil {
		return err
	}
	if err := os.Remove(part); f.out != "" && err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

// engineHelp is of the flag that chooses an engine.
const engineHelp = "run members by `ENGINE`: wasm; native, with this system's C compiler; or auto, native where it pays. It changes no number"

// storeEvery is how often a long run's state is kept, so that little is lost.
const storeEvery = 20 * time.Second

// varied is a constant or a lookup and what it is drawn from.
type varied struct {
	name string
	dist prob.Dist
}

// readVaried reads what --vary was given.
func readVaried(texts []string) ([]varied, error) {
	var out []varied
	for _, text := range texts {
		name, form, ok := strings.Cut(text, "=")
		if !ok {
			return nil, fmt.Errorf("--vary %q is not NAME=DISTRIBUTION, such as 'delay=uniform(1,2)'", text)
		}
		dist, err := prob.Parse(strings.TrimSpace(form))
		if err != nil {
			return nil, fmt.Errorf("--vary %q: %w", text, err)
		}
		out = append(out, varied{strings.TrimSpace(name), dist})
	}
	return out, nil
}

func (f *sampling) options(c *compile.Compiled, all []varied) (ensemble.Options, error) {
	p := c.Program
	o := ensemble.Options{Members: f.n, Seed: uint64(f.seed), Design: ensemble.Design(f.design), Every: f.every, Workers: f.workers}
	if o.Every == 0 {
		o.Every = max(1, (p.Time.Steps()+mostRows-1)/mostRows)
	}
	var err error
	if o.Keep, err = memberNumbers(f.keep, f.n); err != nil {
		return o, err
	}
	if o.Base, err = (settings{f.set}).params(p); err != nil {
		return o, err
	}
	var known []string
	for _, q := range p.Params {
		known = append(known, q.Name)
	}
	for _, v := range all {
		name := v.name
		if factor, ok := c.Factors[model.Key(name)]; ok {
			name = factor
		}
		i := slices.IndexFunc(known, func(k string) bool { return foldName(k) == foldName(name) })
		if i < 0 {
			return o, unknownName("constant or lookup", v.name, known)
		}
		o.Vary = append(o.Vary, ensemble.Vary{Param: i, Dist: v.dist})
	}
	return o, nil
}

// memberNumbers reads a list such as 0-9,250: whole numbers below n, ascending, each once.
func memberNumbers(list string, n int) ([]int, error) {
	var out []int
	for _, part := range splitNames(list) {
		first, last, pair := strings.Cut(part, "-")
		if !pair {
			last = first
		}
		from, err1 := strconv.Atoi(strings.TrimSpace(first))
		to, err2 := strconv.Atoi(strings.TrimSpace(last))
		if err1 != nil || err2 != nil || from < 0 || to < from || to >= n {
			return nil, fmt.Errorf("%w: --keep takes numbers of members from 0 to %d, such as 0-9,250, not %q", errUsage, n-1, part)
		}
		for i := from; i <= to; i++ {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// hash names an ensemble by all that decides its numbers.
func (f *sampling) hash(p *program.Program, o ensemble.Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d %d %s %d %v %v\n", p, o.Members, o.Seed, o.Design, o.Every, o.Keep, o.Base)
	for _, v := range o.Vary {
		fmt.Fprintf(h, "%d %s\n", v.Param, v.Dist)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (f *sampling) write(c call, p *program.Program, o ensemble.Options, state *ensemble.State) error {
	table := func(w io.Writer) error { return ensemble.WriteTable(w, f.out, state.Table(p, o.Every)) }
	if f.out == "" {
		if err := table(c.stdout); err != nil {
			return err
		}
	} else if err := wholefile.Write(f.out, table); err != nil {
		return fmt.Errorf("writing %s: %w", f.out, err)
	}
	if f.whole == "" {
		return nil
	}
	t := rowfile.Table{Names: []string{"member", "Time"}}
	for _, out := range p.Outputs {
		t.Names = append(t.Names, out.Name)
	}
	for i, values := range state.Kept {
		for row := 0; row*o.Every <= p.Time.Steps(); row++ {
			line := []float64{float64(o.Keep[i]), p.Time.At(row * o.Every)}
			t.Rows = append(t.Rows, append(line, values[row*len(p.Outputs):(row+1)*len(p.Outputs)]...))
		}
	}
	if err := wholefile.Write(f.whole, func(w io.Writer) error { return rowfile.Write(w, f.whole, t) }); err != nil {
		return fmt.Errorf("writing %s: %w", f.whole, err)
	}
	return nil
}
