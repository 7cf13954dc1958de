package wasm

import (
	"bytes"
	"context"
	"encoding/hex"
	"testing"

	"casus/internal/program"

	"github.com/tetratelabs/wazero"
)

// TestLEB128 holds the numbers' encoding to the examples of the DWARF standard
// (version 5, section 7.6) and to the ends of the range.
func TestLEB128(t *testing.T) {
	for n, want := range map[int32]string{2: "02", -2: "7e", 127: "ff00", -127: "817f", 128: "8001", -128: "807f",
		129: "8101", -129: "ff7e", 63: "3f", 64: "c000", -64: "40", -65: "bf7f", 1<<31 - 1: "ffffffff07", -1 << 31: "8080808078"} {
		var out bytesOut
		if out.signed(n); hex.EncodeToString(out.b) != want {
			t.Errorf("signed %d is %x, want %s", n, out.b, want)
		}
	}
	for n, want := range map[int]string{0: "00", 127: "7f", 128: "8001", 12857: "b964", 1<<32 - 1: "ffffffff0f"} {
		var out bytesOut
		if out.unsigned(n); hex.EncodeToString(out.b) != want {
			t.Errorf("unsigned %d is %x, want %s", n, out.b, want)
		}
	}
}

// small is y' = -y with one output.
func small() *program.Program {
	return &program.Program{
		Name: "small", Time: program.Time{Stop: 1, Step: 0.5, SaveEvery: 1, Method: program.Euler},
		States: []program.State{{Name: "y"}}, Setup: program.Block{{Op: program.OpConst, Num: 1}}, Initial: []program.ID{0},
		Step:    program.Block{{Op: program.OpState}, {Op: program.OpNeg, Args: [3]program.ID{0}}},
		Rates:   []program.ID{1},
		Outputs: []program.Output{{Name: "y", Value: 0}},
	}
}

// TestModule pins the whole of a small module, so that a change of its bytes is
// seen, and reads it with an engine.
func TestModule(t *testing.T) {
	module, layout, err := Compile(small(), Options{MaxRows: 3})
	if err != nil {
		t.Fatal(err)
	}
	again, _, _ := Compile(small(), Options{MaxRows: 3})
	if !bytes.Equal(module, again) {
		t.Error("compiling twice gives different modules")
	}
	if layout.Lanes != 2 || layout.Outputs != 1 || layout.MaxRows != 3 || layout.ExportedPages != 1 {
		t.Errorf("layout is %+v", layout)
	}
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	c, err := r.CompileModule(ctx, module)
	if err != nil {
		t.Fatalf("the module is not valid: %v", err)
	}
	if n := len(c.ImportedFunctions()) + len(c.ImportedMemories()); n != 0 {
		t.Errorf("the module imports %d things, and must need nothing from its host", n)
	}
	for name, params := range map[string]int{"setup": 0, "advance": 1} {
		f := c.ExportedFunctions()[name]
		if f == nil || len(f.ParamTypes()) != params {
			t.Errorf("export %s is %v", name, f)
		}
	}
}
