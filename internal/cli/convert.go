package cli

import (
	"context"
	"flag"
	"fmt"
	"io"

	"casus/internal/convert"
	"casus/internal/wholefile"
)

var convertVerb = verb{
	name:    "convert",
	usage:   "convert MODEL FILE",
	summary: "write a model as Vensim's text (.mdl) or XMILE (.xmile, .stmx); list what that format can't say",
	example: "casus convert studies/dprk-ukraine/model.mdl model.xmile",
}

func init() { convertVerb.run = convertModel }

func convertModel(_ context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	var data names
	fs.Var(&data, "data", "a `FILE` with the series of the model's data variables; may be given again")
	rest, err := c.parse(convertVerb, fs, 2, 2)
	if err != nil {
		return err
	}
	text, list, err := convert.File(rest[0], rest[1], data...)
	if err != nil {
		return err
	}
	if err := list.Err(); err != nil {
		return err
	}
	if err := list.Print(c.stderr); err != nil {
		return err
	}
	err = wholefile.Write(rest[1], func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		return fmt.Errorf("writing %s: %w", rest[1], err)
	}
	_, err = fmt.Fprintf(c.stdout, "wrote %s\n", rest[1])
	return err
}
