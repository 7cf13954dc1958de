package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// instance is one module at work: memory for two members. Memory never grows, so
// the view of it stays good.
type instance struct {
	setup, advance api.Function
	memory         []byte
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
	m, err := e.runtime.InstantiateModule(ctx, e.compiled, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fmt.Errorf("starting the module of %s: %w", e.program.Name, err)
	}
	memory, ok := m.Memory().Read(0, m.Memory().Size())
	if !ok {
		return nil, errors.New("the module's memory can't be read")
	}
	return &instance{setup: m.ExportedFunction("setup"), advance: m.ExportedFunction("advance"), memory: memory}, nil
}

func (i *instance) put(at int, x float64) {
	binary.LittleEndian.PutUint64(i.memory[at:], math.Float64bits(x))
}

func (i *instance) number(at int) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(i.memory[at:]))
}

// run makes the steps and the outputs at their end, looking at the context after
// each perCall steps.
func (i *instance) run(ctx context.Context, steps, perCall int) error {
	if _, err := i.setup.Call(ctx); err != nil {
		return fmt.Errorf("running setup: %w", err)
	}
	for left := steps + 1; left > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(left, perCall)
		if _, err := i.advance.Call(ctx, uint64(n)); err != nil {
			return fmt.Errorf("running the model: %w", err)
		}
		left -= n
	}
	return nil
}
