package diag

import (
	"errors"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"title", "timeline", "claims", "model"}
	for name, want := range map[string]string{"tilte": "title", "Claims": "claims", "modle": "model", "clams": "claims", "horizon": "", "x": ""} {
		if got := Nearest(name, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", name, got, want)
		}
	}
}

// TestPrint pins what a person sees, tabs before the caret among it.
func TestPrint(t *testing.T) {
	var l List
	d := l.Faultf("code", Place{File: "a.mdl", Line: 2, Col: 3}, "unknown name %q", "Staff")
	d.Reason, d.Hint = "it is defined nowhere", "define it"
	l.Warnf("code", Place{File: "a.mdl"}, "no units")
	l.Quote("a.mdl", []byte("first\r\n\tx Staff\r\n"))
	var out strings.Builder
	if err := l.Print(&out); err != nil {
		t.Fatal(err)
	}
	want := "a.mdl:2:3: fault: unknown name \"Staff\"\n    \tx Staff\n    \t ^\n  why: it is defined nowhere\n  hint: define it\n" +
		"a.mdl: warning: no units\n"
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
}

func TestErr(t *testing.T) {
	var l List
	l.Warnf("code", Place{File: "a"}, "only a warning")
	if l.Err() != nil {
		t.Error("a warning is an error")
	}
	l.Faultf("code", Place{File: "a", Line: 1}, "first")
	l.Faultf("code", Place{File: "a", Line: 2}, "second")
	var e *Error
	if err := l.Err(); !errors.As(err, &e) || err.Error() != "a:1: first (and 1 more)" {
		t.Errorf("error is %v", err)
	}
}
