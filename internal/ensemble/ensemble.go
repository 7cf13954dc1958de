// Package ensemble runs many members of a program whose params are drawn from
// distributions, and keeps of them what a fixed memory holds: moments, extremes and a
// histogram of every saved number. Its results have the same bits with any number of
// workers, and a run that was broken off goes on where it stopped. It reads no models.
package ensemble

import (
	"context"
	"fmt"
	"math"
	"runtime"

	"casus/internal/engine"
	"casus/internal/prob"
	"casus/internal/program"
)

// Vary is a param and what it is drawn from.
type Vary struct {
	Param int
	Dist  prob.Dist
}

// Design is how the points of an ensemble are spread.
type Design string

// The designs: independent draws, a Latin hypercube (McKay and others 1979), Sobol'
// points with Owen's scrambling (Joe and Kuo 2008, Owen 1998), and Halton points with
// their digits permuted at random.
const (
	Random Design = "random"
	Latin  Design = "latin"
	Sobol  Design = "sobol"
	Halton Design = "halton"
)

// Options are an ensemble.
type Options struct {
	Members int
	Seed    uint64
	Design  Design
	Vary    []Vary
	Base    []float64   // the params that are not varied
	Every   int         // steps between the rows that are kept
	Workers int         // 0 means one a core
	Engine  engine.Kind // "" is engine.Wasm; it changes no number
	Warn    func(error) // told why engine.Auto runs the module though native code would pay; may be nil
	Keep    []int       // the members that are kept whole, by number from 0, ascending
}

// block is how many members are added up at a time.
const block = 256

// mostHeld is how many numbers are held before they are added up, where that is more than
// a block: few waits for the slowest worker, in little memory.
const mostHeld = 1 << 23

// perRound is how many members are run before what they gave is added up.
func perRound(cells int) int { return block * max(1, min(16, mostHeld/(block*max(1, cells)))) }

// Run runs the ensemble, from where an earlier run left off if it is given. Progress is
// told after every block; when the context ends the state so far comes with its error.
func Run(ctx context.Context, p *program.Program, o Options, before *State, progress func(done int, s *State)) (*State, error) {
	design, err := o.points()
	if err != nil {
		return nil, err
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	rows := p.Time.Steps()/o.Every + 1
	noise := noiseParam(p, o.Vary)
	e, err := engine.New(ctx, p, engine.Options{Workers: o.Workers, MaxRows: rows, Kind: o.Engine, Members: o.Members, Vary: o.varied(noise), Base: o.Base})
	if err != nil {
		return nil, err
	}
	defer e.Close()
	if e.Fallback() != nil && o.Warn != nil {
		o.Warn(e.Fallback())
	}
	s := before
	if s == nil {
		s = newState(rows*len(p.Outputs), o.Keep)
	}
	earlier := s.Missed
	round := perRound(s.cells())
	held := make([]float64, min(round, o.Members-s.Done)*s.cells())
	for s.Done < o.Members {
		count := min(round, o.Members-s.Done)
		err := e.Run(ctx, engine.Batch{
			Members:   count,
			SaveEvery: o.Every,
			Set: func(member int, params []float64) {
				if noise >= 0 {
					params[noise] = o.noise(s.Done + member)
				}
				point := make([]float64, len(o.Vary))
				design(s.Done+member, point)
				for i, v := range o.Vary {
					params[v.Param] = v.Dist.Quantile(point[i])
				}
			},
			Visit: func(member int, r engine.Rows) error {
				to := held[member*s.cells():]
				for row := range rows {
					r.Row(row, to[row*len(p.Outputs):])
				}
				return nil
			},
		})
		if err != nil {
			return s, err
		}
		s.add(held, count, o.Workers)
		s.Missed = earlier + e.Missed()
		progress(s.Done, s)
	}
	return s, nil
}

// varied are the params that differ between members.
func (o *Options) varied(noise int) []int {
	list := []int{}
	if noise >= 0 {
		list = append(list, noise)
	}
	for _, v := range o.Vary {
		list = append(list, v.Param)
	}
	return list
}

// noiseParam is the param that sets apart the random numbers of members, where the
// program draws any and it is not varied; otherwise -1.
func noiseParam(p *program.Program, varied []Vary) int {
	for i, q := range p.Params {
		if q.Name != "NOISE SEED" {
			continue
		}
		for _, v := range varied {
			if v.Param == i {
				return -1
			}
		}
		return i
	}
	return -1
}

// noise is the noise seed of a member: a whole number from the ensemble's seed and the
// member alone, as exact as a number of the model can be.
func (o *Options) noise(member int) float64 {
	return math.Floor(prob.NewStream(o.Seed, "noise", uint64(member)).Uniform() * (1 << 53))
}

// points gives the design as a function that fills in a member's point, each coordinate
// between 0 and 1.
func (o *Options) points() (func(member int, point []float64), error) {
	dims := len(o.Vary)
	switch o.Design {
	case Random, "":
		return func(member int, point []float64) {
			for i := range point {
				point[i] = prob.NewStream(o.Seed, "sample", uint64(o.Vary[i].Param), uint64(member)).Uniform()
			}
		}, nil
	case Latin:
		points := prob.LatinHypercube(o.Members, dims, prob.NewStream(o.Seed, "sample"))
		return func(member int, point []float64) { copy(point, points[member]) }, nil
	case Halton:
		h := prob.NewHalton(dims, o.Seed)
		return func(member int, point []float64) {
			for i := range point {
				point[i] = h.At(uint64(member), i)
			}
		}, nil
	case Sobol:
		if dims == 0 {
			return func(int, []float64) {}, nil
		}
		sobol, err := prob.NewScrambledSobol(dims, o.Seed)
		if err != nil {
			return nil, err
		}
		return func(member int, point []float64) { sobol.At(uint64(member), point) }, nil
	}
	return nil, fmt.Errorf("there is no design %q; there are random, latin, sobol and halton", o.Design)
}
