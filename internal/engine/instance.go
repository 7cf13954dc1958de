package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unsafe"

	"github.com/tetratelabs/wazero"
)

// instance is one module at work: memory for a group of members, and what is called to
// run them. Memory never grows, so the view of it stays good.
type instance struct {
	memory  []byte
	setup   func(ctx context.Context, every int) error // starts the members anew
	advance func(ctx context.Context, steps int) error
	missed  func() int64 // the steps of this run that missed the tolerance
}

// take waits for an instance at rest; a caller gives it back.
func (e *Engine) take(ctx context.Context) (*instance, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case i := <-e.idle:
		if i != nil {
			return i, nil
		}
	}
	i, err := e.instantiate(ctx)
	if err != nil {
		e.idle <- nil
		return nil, err
	}
	return i, nil
}

func (e *Engine) give(i *instance) { e.idle <- i }

func (e *Engine) instantiate(ctx context.Context) (*instance, error) {
	if e.native != nil {
		return e.group(), nil
	}
	m, err := e.runtime.InstantiateModule(ctx, e.compiled, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fmt.Errorf("starting the module of %s: %w", e.program.Name, err)
	}
	memory, ok := m.Memory().Read(0, m.Memory().Size())
	if !ok {
		return nil, errors.New("the module's memory can't be read")
	}
	setup, advance := m.ExportedFunction("setup"), m.ExportedFunction("advance")
	return &instance{
		memory: memory,
		setup: func(ctx context.Context, every int) error {
			binary.LittleEndian.PutUint32(memory[e.layout.SaveEveryAt:], uint32(every))
			_, err := setup.Call(ctx)
			return err
		},
		advance: func(ctx context.Context, steps int) error {
			_, err := advance.Call(ctx, uint64(steps))
			return err
		},
		missed: func() int64 { return int64(binary.LittleEndian.Uint32(memory[e.layout.MissedAt:])) },
	}, nil
}

// group is an instance of the native engine. Its numbers are read as bytes, like a
// module's; native machines put the lowest byte first, as modules do.
func (e *Engine) group() *instance {
	g := e.native.NewGroup()
	saveEvery := 1
	return &instance{
		memory:  unsafe.Slice((*byte)(unsafe.Pointer(&g.Numbers[0])), 8*len(g.Numbers)),
		setup:   func(_ context.Context, every int) error { saveEvery = every; g.Setup(); return nil },
		advance: func(_ context.Context, steps int) error { g.Advance(steps, saveEvery); return nil },
		missed:  func() int64 { return 0 },
	}
}

func (i *instance) put(at int, x float64) {
	binary.LittleEndian.PutUint64(i.memory[at:], math.Float64bits(x))
}

func (i *instance) number(at int) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(i.memory[at:]))
}

// run makes the steps and the outputs at their end, looking at the context after
// each perCall steps.
func (i *instance) run(ctx context.Context, steps, every, perCall int) error {
	if err := i.setup(ctx, every); err != nil {
		return fmt.Errorf("running setup: %w", err)
	}
	for left := steps + 1; left > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(left, perCall)
		if err := i.advance(ctx, n); err != nil {
			return fmt.Errorf("running the model: %w", err)
		}
		left -= n
	}
	return nil
}
