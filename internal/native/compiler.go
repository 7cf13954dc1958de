package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sys/cpu"

	"casus/internal/program"
)

// ErrUnfit is why a program can't be run here, though a compiler may be at hand.
var ErrUnfit = errors.New("a method that chooses its own steps runs on the wasm engine only")

// Fits reports whether the program is one for native code.
func Fits(p *program.Program) bool { return !p.Time.Method.Tableau().Auto() }

// Compiler says why there is none, and what to do; nil where there is one.
func Compiler() error {
	_, err := compiler()
	return err
}

// compiler is the path of the system's C compiler.
func compiler() (string, error) {
	if !supported {
		return "", fmt.Errorf("the native engine is for 64-bit Linux and macOS, not %s on %s; use --engine wasm", runtime.GOOS, runtime.GOARCH)
	}
	for _, name := range []string{"cc", "gcc", "clang"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("the native engine needs a C compiler, and there is no cc, gcc or clang here; install one, or use --engine wasm")
}

// lanes is how many numbers a register holds.
func lanes() int {
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL:
		return 8
	case cpu.X86.HasAVX2:
		return 4
	}
	return 2
}

// flags are those of the compiler. Without contraction every product and sum is rounded
// by itself; rounding functions and roots may be inlined since nobody asks for their
// traps and errno. The code is one expression a value already, and more effort than -O1
// made World3 slower by a third (docs/performance.md).
var flags = []string{"-O1", processor(), "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-ftree-vectorize", "-fPIC", "-shared", "-w", "-x", "c"}

// processor asks for all that this one can do; for ARM the compilers have another word.
func processor() string {
	if runtime.GOARCH == "arm64" {
		return "-mcpu=native"
	}
	return "-march=native"
}

// wide asks for registers of eight numbers where members run eight at a time: for some
// processors gcc would use halves of them for what it vectorises itself, and every
// vector that is written in halves and read as a whole waits for memory. On an Intel
// processor of 2021 code ran five times faster for it.
func wide() []string {
	if lanes() < 8 {
		return nil
	}
	return []string{"-mprefer-vector-width=512"}
}

// build compiles the text in a folder of its own and loads it; the folder is gone
// afterwards, since a loaded library needs its file no longer.
func (l *Library) build(ctx context.Context, text string) (err error) {
	cc, err := compiler()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "casus-native-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	object := filepath.Join(dir, "program.so")
	cmd := exec.CommandContext(ctx, cc, slices.Concat(flags, wide(), []string{"-o", object, "-"})...)
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
		return fmt.Errorf("%s can't compile the model: %w: %s; use --engine wasm", cc, err, first)
	}
	return l.load(object)
}
