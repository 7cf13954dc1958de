package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"casus/internal/pdf"
	"casus/internal/wholefile"
)

var pdfVerb = verb{
	name:    "pdf",
	usage:   "pdf BRIEF.html [-o brief.pdf]",
	summary: "print a brief as a PDF, tagged and with an outline, by a Chromium of this machine",
	example: "casus pdf out/brief.html -o out/brief.pdf",
}

func init() { pdfVerb.run = printPDF }

func printPDF(ctx context.Context, c call) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	out := fs.String("o", "", "write to `FILE` (by default beside the brief)")
	rest, err := c.parse(pdfVerb, fs, 1, 1)
	if err != nil {
		return err
	}
	page, err := os.ReadFile(rest[0])
	if err != nil {
		return err
	}
	if *out == "" {
		*out = strings.TrimSuffix(rest[0], filepath.Ext(rest[0])) + ".pdf"
	}
	if err := writePDF(ctx, page, *out); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.stdout, *out)
	return err
}

// writePDF prints a brief to a file.
func writePDF(ctx context.Context, page []byte, path string) error {
	file, err := pdf.Print(ctx, page)
	if err != nil {
		return err
	}
	return wholefile.Write(path, func(w io.Writer) error {
		_, err := w.Write(file)
		return err
	})
}
