package units_test

import (
	"strings"
	"testing"

	"casus/internal/mdl"
	"casus/internal/units"
)

// model wraps equations with the control variables that every model has.
func check(t *testing.T, text string) []string {
	t.Helper()
	m, faults := mdl.Parse("m.mdl", []byte(text+`
men= 1~person~|
ground= 1~km2~|
rate= 1~1/Day~|
plain= 1~Dmnl~|
FINAL TIME= 1~Day~|
INITIAL TIME= 0~Day~|
SAVEPER= 1~Day~|
TIME STEP= 1~Day~|
`))
	if faults.HasFaults() {
		t.Fatalf("%s: %v", text, faults)
	}
	var out []string
	for _, d := range units.Check(m) {
		if d.Code != "units" {
			t.Errorf("code %q", d.Code)
		}
		out = append(out, d.Message+" | "+d.Hint)
	}
	return out
}

// TestRules: each equation is clean, or has the one fault named.
func TestRules(t *testing.T) {
	for _, c := range []struct{ equation, fault string }{
		{"x= men * rate ~person/Day~|", ""},
		{"ore= 1~Ore unit~| x= 2 * ore ~Ore unit~| y= x + ore * plain ~Ore units~|", ""},
		{"x= men ~person/Day~|", "divide by a time"},
		{"x= men * rate ~person~|", "multiply by a time"},
		{"x= men + ground ~person~|", "the sides of + are person and km2"},
		{"x= men + 3 ~person~|", ""},
		{"x= 0 ~person/Day~|", ""},
		{"x= 7 ~person/Day~|", ""},
		{"x= 7 * plain ~person~|", "multiply by a constant in person"},
		{"x= men / ground ~Dmnl~|", "divide by a reference value in person/km2"},
		{"x= INTEG(men * rate, men) ~person~|", ""},
		{"x= INTEG(men, men) ~person~|", "net flow gives person"},
		{"x= INTEG(men * rate, ground) ~person~|", "initial value gives km2"},
		{"x= EXP(men) ~Dmnl~|", "the argument of EXP is person"},
		{"x= EXP(men / men) ~Dmnl~|", ""},
		{"x= SQRT(ground * ground) ~km2~|", ""},
		{"x= SQRT(ground) ~km2^0.5~|", ""},
		{"x= ground ^ 2 ~km2*km2~|", ""},
		{"x= ground ^ plain ~km2~|", "raised to a power that is no plain number"},
		{"x= plain ^ plain ~Dmnl~|", ""},
		{"x= 2 ^ men ~Dmnl~|", "an exponent is person"},
		{"x= IF THEN ELSE(men > 3, men, 0) ~person~|", ""},
		{"x= IF THEN ELSE(men > ground, men, 0) ~person~|", "the sides of > are person and km2"},
		{"x= IF THEN ELSE(men > 3, men, ground) ~person~|", "the choices of IF THEN ELSE are person and km2"},
		{"x= MIN(men, MAX(0, men)) ~person~|", ""},
		{"x= MIN(men, ground) ~person~|", "the arguments of MIN are person and km2"},
		{"x= STEP(men, 3) ~person~|", ""},
		{"x= STEP(men, TIME STEP) ~person~|", ""},
		{"x= STEP(men, men) ~person~|", "the time of STEP is person"},
		{"x= RAMP(men * rate, 0, 5) ~person~|", ""},
		{"x= SMOOTH(men, TIME STEP) ~person~|", ""},
		{"x= DELAY1I(men, TIME STEP, ground) ~person~|", "the input and the initial value of DELAY1I"},
		{"x= SMOOTH3(men, rate) ~person~|", "the time of SMOOTH3 is 1/Day"},
		{"x= ZIDZ(men, ground) ~person/km2~|", ""},
		{"x= XIDZ(men, ground, men) ~person/km2~|", "third argument of XIDZ"},
		{"x= Time * rate ~Dmnl~|", ""},
		{"x= WITH LOOKUP(men, ((0,0),(1,1))) ~km2~|", ""},
		{"t((0,0),(1,1))~km2~| x= t(men) ~km2~|", ""},
		{"t((0,0),(1,1))~km2~| x= t(men) ~person~|", "gives km2"},
		{"x= men ~persons~|", ""},
		{"x= men ~(person*km2)/km2~|", ""},
		{"x= men ~person*~|", "a unit is missing"},
		{"x= men ~person^y~|", "no number"},
		{"x= men * nobody ~km2~| nobody= 3 ~~|", "has no units"},
	} {
		found := check(t, c.equation)
		switch {
		case c.fault == "" && len(found) > 0:
			t.Errorf("%s: %v", c.equation, found)
		case c.fault != "" && (len(found) != 1 || !strings.Contains(found[0], c.fault)):
			t.Errorf("%s: %q, want one fault with %q", c.equation, found, c.fault)
		}
	}
}

// TestEquivalences: units that the settings declare to be the same are.
func TestEquivalences(t *testing.T) {
	text := "price= 1~$~|\ncost= price~Dollars~|\nTIME STEP= 1~Day~|\n\\\\\\---///\n22:$,Dollar,Dollars,$s\n"
	m, _ := mdl.Parse("m.mdl", []byte(text))
	if list := units.Check(m); len(list) > 0 {
		t.Errorf("dollars are not dollars: %v", list)
	}
	m, _ = mdl.Parse("m.mdl", []byte(strings.Replace(text, "22:", "15:", 1)))
	if list := units.Check(m); !list.HasFaults() {
		t.Error("without the declaration $ and Dollars are the same")
	}
	angle := "angle= 2~radians~|\nsum= 1 + angle~Dmnl~|\nplain= 1~Dmnl~|\nall= plain + angle~Dmnl~|\nTIME STEP= 1~Day~|\n\\\\\\---///\n22:Dmnl,radian,radians\n"
	m, _ = mdl.Parse("m.mdl", []byte(angle))
	if list := units.Check(m); len(list) > 0 {
		t.Errorf("what is declared the same as no unit is one: %v", list)
	}
}

// TestNoUnits: a model without any gets one warning, not one for each variable.
func TestNoUnits(t *testing.T) {
	m, _ := mdl.Parse("m.mdl", []byte("a= 1 ~~|b= a ~~|TIME STEP= 1 ~~|"))
	if list := units.Check(m); len(list) != 1 || list.HasFaults() {
		t.Errorf("want one warning: %v", list)
	}
}

// TestUnification: units that are not given follow from the equations, and contradict
// each other where no choice of them fits.
func TestUnification(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"it follows", "x= men / y ~person/km2~|\ny= ground~~|", `"y" has no units | write km2 after its equation`},
		{"through a root", "x= SQRT(y) ~km2~|\ny= 3~~|", `"y" has no units | write km2^2 after its equation`},
		{"through others", "x= y + z ~person~|\ny= w * 2~~|\nz= 1~~|\nw= 5~~|", `"w" has no units | write person after its equation`},
		{"of a net flow", "x= INTEG(y, 1) ~person~|\ny= 2~~|", `"y" has no units | write person/Day after its equation`},
		{"it can't be both", "x= y + men ~person~|\nz= y + ground ~km2~|\ny= 1~~|", "the sides of + are person and km2"},
		{"nor a time and no time", "x= SMOOTH(men, y) ~person~|\nz= EXP(y) ~Dmnl~|\ny= 4~~|", "the argument of EXP is Day"},
		{"it stays open", "x= 1~~|", `"x" has no units | write them after its equation`},
	} {
		all := strings.Join(check(t, c.text), "\n")
		if !strings.Contains(all, c.want) {
			t.Errorf("%s: %q, want %q", c.name, all, c.want)
		}
	}
}
