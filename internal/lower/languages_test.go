package lower

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLanguagesListsEveryFunction: docs/languages.md names all that runs.
func TestLanguagesListsEveryFunction(t *testing.T) {
	src, err := os.ReadFile("../../docs/languages.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range functions {
		if !strings.Contains(string(src), "`"+name) {
			t.Errorf("docs/languages.md does not list %s", name)
		}
	}
}

// TestEveryFunctionIsTested: each stands in a test of models.
func TestEveryFunctionIsTested(t *testing.T) {
	files, err := filepath.Glob("../../modeltests/*")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(src)
	}
	for name := range functions {
		if strings.HasPrefix(name, "CONVEYOR") && strings.Contains(all.String(), "<conveyor>") {
			continue // written as an element of XMILE
		}
		if called := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(name) + `\s*\(`); !called.MatchString(all.String()) {
			t.Errorf("no test of models calls %s", name)
		}
	}
}
