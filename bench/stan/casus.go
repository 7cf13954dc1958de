package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"casus/internal/engine"
	"casus/internal/study"
)

// casus calibrates the study afresh with another seed.
func (r *runs) casus(ctx context.Context, dir string, p post, run int) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
		return err
	}
	table := fmt.Sprintf("year,hare,lynx\n0,%v,%v\n", p.Data.YInit[0], p.Data.YInit[1])
	for i, y := range p.Data.Y {
		table += fmt.Sprintf("%v,%v,%v\n", p.Data.Ts[i], y[0], y[1])
	}
	if err := os.WriteFile(filepath.Join(dir, "data.csv"), []byte(table), 0o644); err != nil {
		return err
	}
	path := filepath.Join(dir, "study.yaml")
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(src), "seed: 3", fmt.Sprint("seed: ", 100+run), 1)), 0o644); err != nil {
		return err
	}
	began := time.Now()
	s, list, err := study.Load(dir)
	if err != nil {
		return err
	}
	if err := list.Err(); err != nil {
		return err
	}
	o := study.FullOptions(1)
	o.Engine = engine.Wasm
	c, err := s.Calibrate(ctx, o)
	if err != nil {
		return err
	}
	r.seconds = append(r.seconds, time.Since(began).Seconds())
	means := make([]float64, len(names))
	for i, n := range names {
		at := slices.IndexFunc(c.Learned, func(l study.LearnedNumber) bool { return l.Name == n[0] })
		if at < 0 {
			return fmt.Errorf("the study has no %s", n[0])
		}
		means[i] = c.Learned[at].Mean
	}
	r.means = append(r.means, means)
	return nil
}
