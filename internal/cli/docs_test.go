package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus/internal/cli"
)

// TestDocumentedCommands runs every command of the documents on a copy of the
// studies. Those that would calibrate for a minute or serve for ever get the flags
// that keep them from it; the test command itself is what runs this.
func TestDocumentedCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("the flagship is examined for some seconds")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, pattern := range []string{"README.md", "docs/*.md", "docs/rationale/*.md", "studies/*/README.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	commands := map[string]bool{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(src)) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
			if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "go run ./cmd/casus"); ok {
				commands[strings.TrimSpace(rest)] = true
			}
		}
	}
	if len(commands) < 5 {
		t.Fatalf("only %d commands were found in %d files", len(commands), len(files))
	}
	dir := t.TempDir()
	for _, name := range []string{"studies", "modeltests", "internal/study/testdata"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for command := range commands {
		args := words(command)
		if len(args) == 0 {
			args = []string{"examine", "studies/dprk-ukraine"}
		}
		if args[0] == "examine" {
			for _, flag := range []string{"--quick", "--no-serve"} {
				if !slices.Contains(args, flag) {
					args = append(args, flag)
				}
			}
		}
		var stdout, stderr bytes.Buffer
		if code := cli.Main(context.Background(), args, &stdout, &stderr); code != 0 {
			t.Errorf("casus %s ends with %d:\n%s", strings.Join(args, " "), code, stderr.String())
		}
	}
}

// TestExamplesOfHelp runs the example of every verb, but for those that calibrate
// or serve, which TestDocumentedCommands has.
func TestExamplesOfHelp(t *testing.T) {
	t.Chdir("../..")
	for _, verb := range []string{"run", "check", "claims", "version", "help"} {
		var help, stderr bytes.Buffer
		if code := cli.Main(context.Background(), []string{"help", verb}, &help, &stderr); code != 0 {
			t.Fatalf("help %s: %s", verb, stderr.String())
		}
		_, example, ok := strings.Cut(help.String(), "example:\n  casus ")
		if verb == "help" {
			continue // help of help is the list
		}
		if !ok {
			t.Fatalf("help %s has no example", verb)
		}
		args := strings.Fields(example)
		if i := slices.Index(args, "-o"); i >= 0 {
			args[i+1] = filepath.Join(t.TempDir(), "out.csv")
		}
		if code := cli.Main(context.Background(), args, &bytes.Buffer{}, &stderr); code != 0 {
			t.Errorf("the example of %s ends with %d: %s", verb, code, stderr.String())
		}
	}
}

// words parts a command as a shell does: at blanks outside of single quotes.
func words(command string) []string {
	var out []string
	for i, piece := range strings.Split(command, "'") {
		if i%2 == 1 {
			out = append(out, piece)
		} else {
			out = append(out, strings.Fields(piece)...)
		}
	}
	return out
}
