package cli_test

import (
	"context"
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
	flagship, err := filepath.Abs("../../studies/dprk-ukraine")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("FLAGSHIP", flagship)
			// A study's run folder lies inside it, so scripts work on a copy.
			return os.CopyFS(filepath.Join(env.WorkDir, "small"), os.DirFS(small))
		},
	})
}
