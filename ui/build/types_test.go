package main

import (
	"os/exec"
	"testing"
)

// TestTypes checks the page's types, strictly, where TypeScript's compiler is installed
// (npm install -g typescript). The bundler does not: it drops types unread.
func TestTypes(t *testing.T) {
	tsc, err := exec.LookPath("tsc")
	if err != nil {
		t.Skip("no tsc in the path")
	}
	c := exec.Command(tsc, "-p", ".")
	c.Dir = ".."
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
