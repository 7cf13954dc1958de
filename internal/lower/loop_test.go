package lower_test

import (
	"strings"
	"testing"

	"casus/internal/lower"
	"casus/internal/mdl"
)

// TestLoopOfManyElements: the same loop of other elements is told of once.
func TestLoopOfManyElements(t *testing.T) {
	m, faults := mdl.Parse("m.mdl", []byte("A: (a1-a9) ~~|\nx[A]= y[A] + 1 ~~|\ny[A]= 2 * x[A] ~~|\nINITIAL TIME= 0 ~~|\nFINAL TIME= 1 ~~|\nTIME STEP= 1 ~~|\n"))
	if faults.HasFaults() {
		t.Fatal(faults)
	}
	_, list := lower.Lower(m)
	told := 0
	for _, d := range list {
		if strings.Contains(d.Message, "simultaneous equations") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("%d loops told of, want 1: %v", told, list)
	}
}
