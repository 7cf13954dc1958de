package cli

import "context"

var serveVerb = verb{
	name:    "serve",
	usage:   "serve STUDY [--port PORT]",
	summary: "show the live page of a study on 127.0.0.1 (as examine does without --no-serve)",
	example: "casus serve studies/dprk-ukraine",
}

func init() {
	serveVerb.run = func(ctx context.Context, c call) error { return examine(ctx, c, serveVerb) }
}
