package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"casus/internal/program"
)

//go:embed simlin/run.py simlin/requirements.txt
var simlinFiles embed.FS

// simlin makes the contender of Simlin: its engine, in Rust, driven by its own package for
// Python, which comes from PyPI.
func simlin(ctx context.Context, c *benchCase, dir string) ([]*contender, error) {
	p, err := c.load(dir)
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(dir, simlinFiles); err != nil {
		return nil, err
	}
	folder := filepath.Join(dir, "simlin")
	python := filepath.Join(folder, "venv", "bin", "python")
	for _, words := range [][]string{
		{"python3", "-m", "venv", filepath.Join(folder, "venv")},
		{python, "-m", "pip", "install", "--quiet", "-r", filepath.Join(folder, "requirements.txt")},
	} {
		if out, err := exec.CommandContext(ctx, words[0], words[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w: %s", strings.Join(words[:3], " "), err, firstError(string(out)))
		}
	}
	var defaults []float64
	for _, name := range c.vary {
		defaults = append(defaults, p.Params[slices.IndexFunc(p.Params, func(q program.Param) bool { return q.Name == name })].Default)
	}
	text, err := json.Marshal(map[string]any{"vary": c.vary, "defaults": defaults, "outputs": c.outputs})
	if err != nil {
		return nil, err
	}
	work := filepath.Join(folder, "work.json")
	if err := os.WriteFile(work, text, 0o644); err != nil {
		return nil, err
	}
	run := command(python, filepath.Join(folder, "run.py"), c.file, work)
	if _, _, err := run(ctx, 1); err != nil {
		return nil, fmt.Errorf("simlin: %w", err)
	}
	return []*contender{{name: "Simlin, from Python", run: run}}, nil
}
