package cli_test

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"casus/internal/cli"
)

// The command is registered under its own name, so that scripts read as what a
// person would type.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"casus": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			os.Exit(cli.Main(ctx, os.Args[1:], os.Stdout, os.Stderr))
		},
	})
}

func TestScripts(t *testing.T) {
	small, err := filepath.Abs("../study/testdata/small")
	if err != nil {
		t.Fatal(err)
	}
	outbreak, err := filepath.Abs("../study/testdata/outbreak")
	if err != nil {
		t.Fatal(err)
	}
	flagship, err := filepath.Abs("../../studies/dprk-ukraine")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("FLAGSHIP", flagship)
			// A study's run folder lies inside it, so scripts work on a copy.
			for name, dir := range map[string]string{"small": small, "both": small, "late": small, "outbreak": outbreak} {
				if err := os.CopyFS(filepath.Join(env.WorkDir, name), os.DirFS(dir)); err != nil {
					return err
				}
			}
			if err := addTable(filepath.Join(env.WorkDir, "both"), "2024-09-30"); err != nil {
				return err
			}
			return addTable(filepath.Join(env.WorkDir, "late"), "2025-06-30")
		},
	})
}

// addTable gives a copy of the small study a table of two counts, the second on a day.
func addTable(dir, day string) error {
	f, err := os.OpenFile(filepath.Join(dir, "study.yaml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString("\ndata:\n  - {file: counts.csv, time: day, series: [{column: count, variable: Guest Casualties, family: poisson}]}\n")
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "counts.csv"), []byte("day,count\n2024-07-31,400\n"+day+",900\n"), 0o644)
}
