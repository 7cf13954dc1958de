package main

import (
	"context"
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	lanes := []int{1, 2}
	switch {
	case cpu.X86.HasAVX512F:
		lanes = append(lanes, 8)
	case cpu.X86.HasAVX2:
		lanes = append(lanes, 4)
	}
	var out []*contender
	for _, n := range lanes {
		program := filepath.Join(dir, fmt.Sprintf("hand%d", n))
		args := append([]string{"-O3", "-march=native", fmt.Sprintf("-DLANES=%d", n), "-o", program, filepath.Join(dir, "hand", c.hand)}, c.defines...)
		if err := build(ctx, append(args, "-lmvec", "-lm")...); err != nil {
			return out, err
		}
		out = append(out, &contender{name: fmt.Sprintf("C by hand, -O3, %d at a time", n), run: command(program)})
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
