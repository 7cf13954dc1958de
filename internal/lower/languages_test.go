package lower

import (
	"os"
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
