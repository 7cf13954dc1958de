package causal_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/internal/causal"
	"casus/internal/compile"
	"casus/internal/model"
	"casus/internal/program"
)

func read(t *testing.T, path string) (*compile.Compiled, *causal.Graph) {
	t.Helper()
	c, err := compile.File(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	g, err := causal.Of(c.Model, c.Program, c.Program.Defaults(), 7)
	if err != nil {
		t.Fatal(err)
	}
	return c, g
}

func cause(t *testing.T, g *causal.Graph, of, name string) causal.Cause {
	t.Helper()
	for _, n := range g.Nodes {
		if n.Name != of {
			continue
		}
		for _, c := range n.Causes {
			if c.Name == name {
				return c
			}
		}
	}
	t.Fatalf("%s is not among the causes of %s", name, of)
	return causal.Cause{}
}

const flagship = "../../studies/dprk-ukraine/model.mdl"

// The signs that a reader of the flagship's equations finds.
func TestSignsOfTheFlagship(t *testing.T) {
	_, g := read(t, flagship)
	for _, c := range []struct {
		of, name string
		sign     causal.Sign
		delay    bool
	}{
		{"Kursk Held By Ukraine", "Ground Cleared In Kursk", causal.Negative, true},
		{"Kursk Held By Ukraine", "Ground Taken In Kursk", causal.Positive, true},
		{"Manpower Gap", "Russian Casualties", causal.Positive, true}, // through a smooth
		{"Manpower Gap", "Recruits", causal.Negative, false},
		{"Bonus", "Manpower Gap", causal.Positive, true},
		{"Recruits", "Bonus", causal.Positive, false},
		{"North Korean Casualties", "Skill", causal.Negative, false},
		{"Ground Gain", "Force Ratio", causal.Positive, false}, // inside INITIAL too, which holds its start
		{"Russian Men On The Front", "Russian Units Moved", causal.Negative, false},
		{"Force Ratio", "Ukrainian Troops", causal.Negative, false},
		{"Moved Men Casualties", "Combat Calendar", causal.None, false}, // nobody is moved as it was
	} {
		got := cause(t, g, c.of, c.name)
		if got.Sign != c.sign || got.Delay != c.delay {
			t.Errorf("%s -> %s: %s, delay %v; want %s, %v", c.name, c.of, got.Sign, got.Delay, c.sign, c.delay)
		}
	}
	if c := cause(t, g, "Russian Casualties Total", "Russian Casualties Start"); !c.Initial {
		t.Error("what only starts a stock is not marked")
	}
}

// Rates times moves add up to what the variable did: the total differential.
func TestRatesAddUpToTheMove(t *testing.T) {
	c, g := read(t, flagship)
	rows := program.Run(c.Program, c.Program.Defaults(), c.Program.Time.Steps(), 7)
	value := func(name string, row int) float64 { return rows[row][c.Program.OutputIndex(name)] }
	for _, name := range []string{"Density Effect", "Russian Casualties", "Ground Gain", "Ukrainian Casualties", "Force Ratio"} {
		for _, n := range g.Nodes {
			if n.Name != name {
				continue
			}
			sum, moved := 0.0, 0.0
			for row := 40; row < 100; row++ {
				moved += math.Abs(value(name, row+1) - value(name, row))
				for _, x := range n.Causes {
					if k := c.Model.Lookup(x.Name); k.Kind != model.Constant {
						sum += (x.Rate[row] + x.Rate[row+1]) / 2 * (value(x.Name, row+1) - value(x.Name, row))
					}
				}
			}
			// Season moves Ground Gain with the calendar too, as a variable of its own.
			if got := value(name, 100) - value(name, 40); math.Abs(sum-got) > 0.02*moved {
				t.Errorf("%s moved by %g, its causes account for %g", name, got, sum)
			}
		}
	}
}

// Every loop closes, and its kind is the product of its signs.
func TestLoopsOfTheFlagship(t *testing.T) {
	_, g := read(t, flagship)
	ids := map[string][]string{}
	for _, l := range g.Loops {
		ids[l.ID] = l.Nodes
		sign := 1
		for i, name := range l.Nodes {
			switch cause(t, g, l.Nodes[(i+1)%len(l.Nodes)], name).Sign {
			case causal.Negative:
				sign = -sign
			case causal.Positive:
			default:
				sign = 0
			}
		}
		if want := map[int]causal.Sign{1: causal.Positive, -1: causal.Negative, 0: causal.Unknown}; sign != 0 && l.Sign != want[sign] {
			t.Errorf("loop %s %v has sign %s", l.ID, l.Nodes, l.Sign)
		}
	}
	// Losses raise the gap, the gap the bonus, the bonus recruits, recruits close the gap.
	found := false
	for _, l := range g.Loops {
		found = found || l.Sign == causal.Negative && len(l.Nodes) == 3 && l.Nodes[0] == "Bonus"
	}
	if !found {
		t.Errorf("the loop of bonus, recruits and gap is not among %v", ids)
	}
}

// cuts reports a link that passes through a box that is none of its ends. Its curve is
// sampled by the points of its path: ends and control points of cubics.
func cuts(t *testing.T, v causal.View, l causal.Link) {
	t.Helper()
	var x, y float64
	for _, piece := range regexp.MustCompile(`[MCV][^MCV]*`).FindAllString(l.Path, -1) {
		var n []float64
		for _, f := range strings.Fields(piece[1:]) {
			a, err := strconv.ParseFloat(f, 64)
			if err != nil {
				t.Fatal(err)
			}
			n = append(n, a)
		}
		fromX, fromY := x, y
		switch piece[0] {
		case 'M':
			x, y = n[0], n[1]
			continue
		case 'V':
			n = []float64{x, (y + n[0]) / 2, x, (y + n[0]) / 2, x, n[0]}
		}
		x, y = n[4], n[5]
		for k := range 33 {
			s := float64(k) / 32
			u := 1 - s
			px := u*u*u*fromX + 3*u*u*s*n[0] + 3*u*s*s*n[2] + s*s*s*x
			py := u*u*u*fromY + 3*u*u*s*n[1] + 3*u*s*s*n[3] + s*s*s*y
			for i, b := range v.Boxes {
				if i != l.From && i != l.To && math.Abs(px-b.X) < b.W/2-1 && math.Abs(py-b.Y) < b.H/2-1 {
					t.Errorf("%s: the link from %s to %s passes through %s", v.Title, v.Boxes[l.From].Name, v.Boxes[l.To].Name, b.Name)
					return
				}
			}
		}
	}
}

// Boxes never overlap, no link passes through one, every view holds at most as many as a reader can follow, and two
// drawings of the same model are the same.
func TestViewsCanBeRead(t *testing.T) {
	for _, path := range []string{flagship, "../study/testdata/small/model.mdl"} {
		_, g := read(t, path)
		views := g.Views()
		if len(views) == 0 {
			t.Fatalf("%s: no view", path)
		}
		for _, v := range views {
			if len(v.Boxes) > 25 {
				t.Errorf("%s: %s has %d boxes", path, v.Title, len(v.Boxes))
			}
			for i, a := range v.Boxes {
				if a.X-a.W/2 < 0 || a.X+a.W/2 > v.Width || a.Y-a.H/2 < 0 || a.Y+a.H/2 > v.Height {
					t.Errorf("%s: %s stands outside", v.Title, a.Name)
				}
				for _, b := range v.Boxes[:i] {
					if math.Abs(a.X-b.X) < (a.W+b.W)/2 && math.Abs(a.Y-b.Y) < (a.H+b.H)/2 {
						t.Errorf("%s: %s and %s overlap", v.Title, a.Name, b.Name)
					}
				}
			}
			for _, l := range v.Links {
				cuts(t, v, l)
				if l.Path == "" {
					t.Errorf("%s: no curve from %s to %s", v.Title, v.Boxes[l.From].Name, v.Boxes[l.To].Name)
				}
			}
			t.Logf("%s: %d boxes, %d links, %d loops marked, %.0f by %.0f", v.Title, len(v.Boxes), len(v.Links), len(v.Badges), v.Width, v.Height)
		}
		_, again := read(t, path)
		if diff := cmp.Diff(views, again.Views()); diff != "" {
			t.Errorf("%s: two drawings differ: %s", path, diff)
		}
	}
}
