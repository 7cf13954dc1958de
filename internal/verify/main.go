// Command verify passes the tests: formatting, vet, staticcheck, known
// vulnerabilities where their database can be reached, and every test, those in a
// real browser included. It installs a Chromium from the system's packages where
// there is none and it may. It is the second of the README's two commands and all
// that continuous integration runs.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"time"

	"casus/internal/browser"
)

func main() {
	noBrowser := flag.Bool("no-browser", false, "skip the tests in a browser instead of failing without one")
	short := flag.Bool("short", false, "leave out the slow tests")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := verify(ctx, *noBrowser, *short); err != nil {
		fmt.Fprintf(os.Stderr, "verify: %v\n", err)
		os.Exit(1)
	}
}

func verify(ctx context.Context, noBrowser, short bool) error {
	if !noBrowser {
		if err := needBrowser(ctx); err != nil {
			return err
		}
		os.Setenv("CASUS_REQUIRE_BROWSER", "1")
	}
	if err := formatted(ctx); err != nil {
		return err
	}
	if err := run(ctx, "go", "vet", "./..."); err != nil {
		return err
	}
	if err := run(ctx, "go", "tool", "staticcheck", "./..."); err != nil {
		return err
	}
	if err := vulnerabilities(ctx); err != nil {
		return err
	}
	args := []string{"test", "-timeout", "14m"}
	if short {
		args = append(args, "-short")
	}
	return run(ctx, "go", append(args, "./...")...)
}

// needBrowser finds a Chromium, or installs Debian's where this process may.
func needBrowser(ctx context.Context) error {
	if _, err := browser.Find(); err == nil {
		return nil
	}
	hint := "install chromium, or leave out its tests with --no-browser"
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return fmt.Errorf("there is no Chromium and it can't be installed from here; %s", hint)
	}
	fmt.Fprintln(os.Stderr, "verify: installing chromium from the system's packages")
	for _, args := range [][]string{{"update", "-q"}, {"install", "-q", "-y", "--no-install-recommends", "chromium"}} {
		if err := run(ctx, "apt-get", args...); err != nil {
			return fmt.Errorf("%w; %s", err, hint)
		}
	}
	_, err := browser.Find()
	return err
}

func formatted(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "gofmt", "-l", ".").Output()
	if err != nil {
		return fmt.Errorf("gofmt: %w", err)
	}
	if len(bytes.TrimSpace(out)) > 0 {
		return fmt.Errorf("not formatted, run gofmt -w on them: %s", strings.Join(strings.Fields(string(out)), ", "))
	}
	return nil
}

// vulnerabilities runs govulncheck. Its database is on the network; where that
// can't be reached the check is left out, and says so.
func vulnerabilities(ctx context.Context) error {
	short, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(short, "go", "tool", "govulncheck", "./...").CombinedOutput()
	text := string(out)
	unreachable := strings.Contains(text, "fetching vulnerabilities") || strings.Contains(text, "vuln.go.dev")
	switch {
	case err == nil:
		return nil
	case unreachable || short.Err() != nil:
		fmt.Fprintln(os.Stderr, "verify: left out govulncheck: its database can't be reached")
		return nil
	}
	return fmt.Errorf("govulncheck:\n%s", text)
}

func run(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}
