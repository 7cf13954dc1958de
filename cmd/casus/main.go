// Command casus puts an argument about a war to the test. See casus help.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"casus/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
