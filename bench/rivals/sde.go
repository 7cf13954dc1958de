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

//go:embed sde
var sdeFiles embed.FS

// sdeverywhere makes the contenders of SDEverywhere: the C that its compiler writes, by
// cc -O2 and -O3, and its JavaScript with its own runtime. Its packages come from npm.
func sdeverywhere(ctx context.Context, c *benchCase, dir string) ([]*contender, error) {
	p, err := c.load(dir)
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(dir, sdeFiles); err != nil {
		return nil, err
	}
	folder := filepath.Join(dir, "sde")
	call := func(words ...string) error {
		cmd := exec.CommandContext(ctx, words[0], words[1:]...)
		cmd.Dir = folder
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", strings.Join(words[:2], " "), err, firstError(string(out)))
		}
		return nil
	}
	if err := call("npm", "install", "--no-audit", "--no-fund", "--silent"); err != nil {
		return nil, err
	}
	var defaults []float64
	var order []int
	for _, name := range c.vary {
		defaults = append(defaults, p.Params[slices.IndexFunc(p.Params, func(q program.Param) bool { return q.Name == name })].Default)
	}
	for i := range c.outputs {
		order = append(order, i)
	}
	for file, content := range map[string]any{
		"spec.json": map[string]any{"inputVarNames": c.vary, "outputVarNames": c.outputs},
		"work.json": map[string]any{"defaults": defaults, "order": order},
	} {
		text, err := json.Marshal(content)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(folder, file), text, 0o644); err != nil {
			return nil, err
		}
	}
	model, err := filepath.Abs(c.file)
	if err != nil {
		return nil, err
	}
	var out []*contender
	if err := call("node", "generate.mjs", model, "spec.json", "generateC", "model.c"); err != nil {
		return nil, err
	}
	list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(defaults)), ","), "[]")
	for _, level := range []string{"-O2", "-O3 -march=native"} {
		file := filepath.Join(folder, "model"+strings.ReplaceAll(level, " ", ""))
		args := append(strings.Fields(level), fmt.Sprintf("-DSTEPS=%d", p.Time.Steps()), fmt.Sprintf("-DOUTPUTS=%d", len(c.outputs)),
			"-DDEFAULTS="+list, `-DGENERATED="model.c"`, "-I"+folder, "-w", "-o", file, filepath.Join(folder, "main.c"), "-lm")
		if err := build(ctx, args...); err != nil {
			return out, err
		}
		out = append(out, &contender{name: "SDEverywhere's C, cc " + level, run: command(file)})
	}
	if err := call("node", "generate.mjs", model, "spec.json", "generateJS", "model.js"); err != nil {
		return out, err
	}
	run := command("node", filepath.Join(folder, "run.mjs"), filepath.Join(folder, "model.js"), filepath.Join(folder, "work.json"))
	return append(out, &contender{name: "SDEverywhere's JavaScript, node", run: run}), nil
}

// firstError is the line of what a tool printed that says what is wrong.
func firstError(printed string) string {
	for line := range strings.Lines(printed) {
		if strings.Contains(line, "rror: ") {
			return strings.TrimSpace(line)
		}
	}
	return strings.TrimSpace(printed)
}
