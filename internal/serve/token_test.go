package serve_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus/internal/serve"
)

func TestALinkCanBeKept(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, home)
	}
	token := func(port int) string {
		t.Helper()
		x, err := serve.KeptToken(port)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	first := token(8800)
	if len(first) < 26 || token(8800) != first || token(8801) == first {
		t.Errorf("tokens %s, %s and of another port %s", first, token(8800), token(8801))
	}
	found, err := filepath.Glob(filepath.Join(home, "*", "serve-8800.token"))
	if err != nil || len(found) != 1 {
		found, err = filepath.Glob(filepath.Join(home, "*", "*", "*", "serve-8800.token"))
	}
	if err != nil || len(found) != 1 {
		t.Fatalf("the token is kept in %v, %v", found, err)
	}
	if info, err := os.Stat(found[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	if err := os.Chmod(found[0], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := serve.KeptToken(8800); err == nil || !strings.Contains(err.Error(), "read by others") {
		t.Errorf("one that others may read was taken with %v", err)
	}
	if err := os.Chmod(found[0], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(found[0], []byte("1234"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := serve.KeptToken(8800); err == nil || !strings.Contains(err.Error(), "holds no token") {
		t.Errorf("one that is too short was taken with %v", err)
	}
}
