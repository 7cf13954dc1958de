package engine_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/engine"
	"casus/internal/native"
	"casus/internal/program"
)

// many is an ensemble that repays a compiler.
var many = engine.Options{Kind: engine.Auto, Members: 1e9, Workers: 1}

// TestKinds: what the engine takes, by what it is asked for and what there is.
func TestKinds(t *testing.T) {
	p, ctx := decay(50, 0.5), context.Background()
	open := func(o engine.Options) *engine.Engine {
		t.Helper()
		e, err := engine.New(ctx, p, o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { e.Close() })
		return e
	}
	isNative := func(e *engine.Engine) bool {
		module, _ := e.Module()
		return module == nil
	}
	if isNative(open(engine.Options{Kind: engine.Auto, Members: 1000, Workers: 1})) {
		t.Error("a small ensemble waited for a compiler")
	}
	if native.Compiler() == nil && !isNative(open(many)) {
		t.Error("a large ensemble went without the compiler that is there")
	}

	// A compiler that fails.
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "cc"), []byte("#!/bin/sh\necho broken >&2; exit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	if e := open(many); isNative(e) || e.Fallback() == nil || !strings.Contains(e.Fallback().Error(), "broken") {
		t.Errorf("with a broken compiler the fallback is %v", e.Fallback())
	}
	if _, err := engine.New(ctx, p, engine.Options{Kind: engine.Native}); err == nil || !strings.Contains(err.Error(), "use --engine wasm") {
		t.Errorf("native with a broken compiler: %v", err)
	}

	// None at all.
	t.Setenv("PATH", t.TempDir())
	if e := open(many); isNative(e) || e.Fallback() != nil {
		t.Errorf("without a compiler, auto says %v", e.Fallback())
	}
	if _, err := engine.New(ctx, p, engine.Options{Kind: engine.Native}); err == nil || !strings.Contains(err.Error(), "install one") {
		t.Errorf("native without a compiler: %v", err)
	}
	p.Time.Method = program.RK45
	if _, err := engine.New(ctx, p, engine.Options{Kind: engine.Native}); !errors.Is(err, native.ErrUnfit) {
		t.Errorf("native with steps of its own: %v", err)
	}
}

// TestNativeWorkers: native members have the same bits with one worker and three, and in
// any lane.
func TestNativeWorkers(t *testing.T) {
	if err := native.Compiler(); err != nil {
		t.Skip(err)
	}
	members := func(workers, count int) []float64 {
		out := make([]float64, count)
		e, err := engine.New(context.Background(), decay(50, 0.5), engine.Options{Kind: engine.Native, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		err = e.Run(context.Background(), engine.Batch{Members: count, SaveEvery: 1,
			Set:   func(member int, params []float64) { params[0] = 0.1 + float64(member)/100 },
			Visit: func(member int, rows engine.Rows) error { out[member] = rows.At(rows.Len()-1, 0); return nil }})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	whole := members(1, 101)
	for i, x := range members(3, 57) {
		if x != whole[i] {
			t.Fatalf("member %d: %x with three workers, %x with one", i, x, whole[i])
		}
	}
}
