// Package engine runs programs: it compiles one to a WebAssembly module and runs
// members of an ensemble through it, two at a time on each worker; or, where that is asked
// for, through package native, which takes more at a time. The bits of a
// member's outputs depend on its params alone, never on the number of workers, on
// the lane, or on what ran before. It knows nothing of studies or evidence.
package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"

	"casus/internal/native"
	"casus/internal/program"
	"casus/internal/wasm"

	"github.com/tetratelabs/wazero"
)

// Options are the engine's settings; the zero value is the usual choice.
type Options struct {
	Workers int  // instances that run at once; 0 means one a core
	MaxRows int  // rows of outputs that fit into memory; 0 means one for each step
	Kind    Kind // "" is Wasm; New fails where Native is asked for and can't be had
	Members int  // how many will be run in all, by which Auto decides
	// Vary are the params that Set may change, by index, where it is known: the others
	// keep the values of Base, or their defaults where that is nil. What follows from
	// those and time alone is then computed once for all members. nil means any.
	Vary []int
	Base []float64
}

// Engine is a compiled program. It may be used from several goroutines at once.
type Engine struct {
	program  *program.Program
	fixed    []bool    // the params that keep their value
	base     []float64 // of the params
	module   []byte
	layout   wasm.Layout
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	native   *native.Library // instead of the runtime, or nil
	lanes    int             // members that run at once in an instance
	params   int             // where they start in an instance's memory, in bytes
	outputs  int
	maxRows  int
	workers  int
	idle     chan *instance // instances at rest; nil ones are made when first needed
	perCall  int            // steps in one call, a few milliseconds of work
	fallback error
	missed   atomic.Int64 // steps of RK45 above its tolerance
}

// costPerCall is how many values of a step one call into a module computes: some
// milliseconds, so that a cancelled context stops a run soon. The module can't be
// stopped from outside: wazero's option for that costs some 40% on every run.
const costPerCall = 1 << 21

// New compiles a program, which must pass Check. A caller closes the engine when
// done. The error is one of memory or, on an unknown platform, of the runtime.
func New(ctx context.Context, p *program.Program, o Options) (*Engine, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxRows <= 0 {
		o.MaxRows = p.Time.Steps() + 1
	}
	if o.Base == nil {
		o.Base = p.Defaults()
	}
	fixed := make([]bool, len(p.Params))
	if o.Vary != nil {
		p = p.Share(o.Base, o.Vary)
		for i := range fixed {
			fixed[i] = !slices.Contains(o.Vary, i)
		}
	}
	e := &Engine{program: p, fixed: fixed, base: o.Base, maxRows: o.MaxRows, workers: o.Workers, idle: make(chan *instance, o.Workers)}
	work := len(p.Step) + 4*len(p.States) + 20
	if work *= 1 + len(p.Time.Method.Tableau().Stages); p.Time.Method.Tableau().Auto() {
		work *= 10 // steps within a time step; a guess that only decides how soon a run stops
	}
	e.perCall = max(1, costPerCall/work)
	for range o.Workers {
		e.idle <- nil
	}
	if o.Kind == Native || o.Kind == Auto && pays(p, o.Members, o.Workers) && native.Compiler() == nil {
		library, err := native.Open(ctx, p, o.MaxRows)
		switch {
		case err == nil:
			e.native, e.lanes, e.params, e.outputs = library, library.Lanes, 8*library.ParamsAt, 8*library.OutputsAt
			return e, nil
		case o.Kind == Native || ctx.Err() != nil:
			return nil, err
		}
		e.fallback = err
	}
	module, layout, err := wasm.Compile(p, wasm.Options{MaxRows: o.MaxRows})
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", p.Name, err)
	}
	e.module, e.layout, e.lanes, e.params, e.outputs = module, layout, layout.Lanes, layout.ParamsAt, layout.OutputsAt
	e.runtime = wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithMemoryLimitPages(uint32(layout.ExportedPages)))
	e.compiled, err = e.runtime.CompileModule(ctx, module)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("compiling the module of %s: %w", p.Name, err), e.Close())
	}
	return e, nil
}

// Close frees the module and its instances; no run may be under way.
func (e *Engine) Close() error {
	if e.runtime == nil {
		return nil
	}
	return e.runtime.Close(context.Background())
}

// Fallback is why Auto runs the module though native code would have paid: a compiler that
// is there and fails. Otherwise it is nil.
func (e *Engine) Fallback() error { return e.fallback }

// Missed is in how many steps so far, over all members, RK45 stayed above its tolerance
// though they were as short as they may be: what came of those is less exact.
func (e *Engine) Missed() int64 { return e.missed.Load() }

// Program is what the engine runs.
func (e *Engine) Program() *program.Program { return e.program }

// Module is the compiled module and its layout: the bytes that a page embeds. A native
// engine has none.
func (e *Engine) Module() ([]byte, wasm.Layout) { return e.module, e.layout }
