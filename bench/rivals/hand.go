package main

import (
	"context"
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/cpu"
)

//go:embed hand/*.c hand/*.h
var handwritten embed.FS

// byHand makes the contenders in C that was written by hand: one member at a time, two,
// and as many as the processor's registers hold.
func byHand(ctx context.Context, c *benchCase, dir string) ([]*contender, error) {
	if c.hand == "" {
		return nil, fmt.Errorf("there is no %s in C by hand", c.name)
	}
	if err := os.CopyFS(dir, handwritten); err != nil {
		return nil, err
	}
	widest := 2
	switch {
	case cpu.X86.HasAVX512F:
		widest = 8
	case cpu.X86.HasAVX2:
		widest = 4
	}
	var out []*contender
	for i, way := range []struct {
		lanes int
		flags []string
	}{
		{1, []string{"-O3", "-march=native"}},
		{2, []string{"-O3"}}, // the instructions that a module's compiler has to do with
		{2, []string{"-O3", "-march=native"}},
		{widest, []string{"-O3", "-march=native"}},
	} {
		program := filepath.Join(dir, fmt.Sprintf("hand%d", i))
		args := append(slices.Clone(way.flags), fmt.Sprintf("-DLANES=%d", way.lanes), "-o", program, filepath.Join(dir, "hand", c.hand))
		if err := build(ctx, slices.Concat(args, c.defines, []string{"-lmvec", "-lm"})...); err != nil {
			return out, err
		}
		name := fmt.Sprintf("C by hand, %s, %d at a time", strings.Join(way.flags, " "), way.lanes)
		out = append(out, &contender{name: name, run: command(program)})
	}
	return out, nil
}

func build(ctx context.Context, args ...string) error {
	if out, err := exec.CommandContext(ctx, "cc", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("cc: %w: %s", err, firstError(string(out)))
	}
	return nil
}

// command runs a program that takes the number of members and prints the seconds that
// they took and the means of their last rows.
func command(words ...string) func(context.Context, int) (time.Duration, []float64, error) {
	return func(ctx context.Context, members int) (time.Duration, []float64, error) {
		cmd := exec.CommandContext(ctx, words[0], append(words[1:], strconv.Itoa(members))...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return 0, nil, err
		}
		var numbers []float64
		for _, word := range strings.Fields(string(out)) {
			x, err := strconv.ParseFloat(word, 64)
			if err != nil {
				return 0, nil, fmt.Errorf("it prints %q: %w", word, err)
			}
			numbers = append(numbers, x)
		}
		if len(numbers) == 0 {
			return 0, nil, fmt.Errorf("it prints nothing")
		}
		return time.Duration(numbers[0] * 1e9), numbers[1:], nil
	}
}
