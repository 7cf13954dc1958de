// Package modelscript runs tests of models that are written in plain text: load a model,
// run it, and say what must come out. docs/model-tests.md has the language. It compiles
// and runs models as casus run does and knows no more of them; any engine that reads
// Vensim's format or XMILE can run the same files.
package modelscript

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"casus/internal/diag"
)

// Result is what came of a file.
type Result struct {
	Expectations int // that were looked at
	Failures     diag.List
}

// Run works through a file. What is not met, or not understood, is a failure with its
// place; the error is for a file that can't be read.
func Run(ctx context.Context, path string) (*Result, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := &runner{ctx: ctx, path: path, folder: filepath.Dir(path), span: "0 to 4 by 1", result: &Result{}}
	scanner := bufio.NewScanner(strings.NewReader(string(src)))
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		r.line++
		text := strings.TrimSpace(scanner.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		rest = strings.TrimSpace(rest)
		switch word {
		case "load":
			r.load(rest, scanner)
		case "time":
			r.span = rest
		case "method":
			r.method = rest
		case "run":
			r.run(rest)
		case "expect":
			r.expect(rest)
		default:
			r.fail("start the line with load, time, method, run or expect", "%q is no command", word)
		}
	}
	r.settle()
	r.result.Failures.Quote(path, src)
	return r.result, scanner.Err()
}

// runner is a file under way.
type runner struct {
	ctx          context.Context
	path, folder string
	line         int
	span, method string // for models that stand in the file
	model        *loaded
	series       map[string][]float64 // of the last run, by folded name
	names        []string
	times        []float64
	result       *Result
}

func (r *runner) at() diag.Place { return diag.Place{File: r.path, Line: r.line} }

func (r *runner) fail(hint, format string, args ...any) {
	r.result.Failures.Faultf("test", r.at(), "%s", fmt.Sprintf(format, args...)).Hint = hint
}
