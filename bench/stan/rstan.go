package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// stan runs a block of Stan's, and returns the version of its interface.
func (r *runs) stan(ctx context.Context, dir string, p post, seed int) (string, error) {
	var line strings.Builder
	write := func(v float64) { fmt.Fprintf(&line, "%v ", v) }
	for _, t := range p.Data.Ts {
		write(t)
	}
	write(p.Data.YInit[0])
	write(p.Data.YInit[1])
	for k := range 2 {
		for _, y := range p.Data.Y {
			write(y[k])
		}
	}
	data := filepath.Join(dir, "data.txt")
	if err := os.WriteFile(data, []byte(strings.TrimSpace(line.String())+"\n"), 0o644); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "Rscript", "bench/stan/lynx.R", "bench/stan", data, dir, strconv.Itoa(seed), strconv.Itoa(perBlock))
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("running Rscript: %w\n%s", err, complaints.String())
	}
	version := ""
	for sc := bufio.NewScanner(strings.NewReader(string(out))); sc.Scan(); {
		words := strings.Fields(sc.Text())
		switch {
		case len(words) == 2 && words[0] == "version":
			version = words[1]
		case len(words) == 2+len(names) && words[0] == "run":
			numbers := make([]float64, len(words)-1)
			for i, w := range words[1:] {
				if numbers[i], err = strconv.ParseFloat(w, 64); err != nil {
					return "", err
				}
			}
			r.seconds = append(r.seconds, numbers[0])
			r.means = append(r.means, numbers[1:])
		}
	}
	if version == "" {
		return "", fmt.Errorf("no version printed by Rscript:\n%s%s", out, complaints.String())
	}
	return version, nil
}
