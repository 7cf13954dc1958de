package study_test

import (
	"bytes"
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"casus/internal/study"
)

func leaveOut(t *testing.T, alter func(row)) *study.LeaveOut {
	t.Helper()
	s := loaded(t, small, func(to string) {
		if alter != nil {
			alterClaims(t, to+"/claims.csv", alter)
		}
	})
	r, err := s.LeaveOut(context.Background(), study.FullOptions(1))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func leftOut(t *testing.T, r *study.LeaveOut, id string) study.LeaveOutClaim {
	t.Helper()
	for _, c := range r.Claims {
		if c.Claim == id {
			return c
		}
	}
	t.Fatalf("there is no claim %s", id)
	return study.LeaveOutClaim{}
}

// TestWhatIsLeftOutIsNotKnown: what is expected of a claimant does not move with what it
// said, whether the posterior without it is reached by weights or by the sampler.
func TestWhatIsLeftOutIsNotKnown(t *testing.T) {
	const id, factor = "S09", 1.6 // the only exact claim of its claimant
	before, after := leaveOut(t, nil), leaveOut(t, func(r row) {
		if r["id"] == id {
			v, err := strconv.ParseFloat(r["value_best"], 64)
			if err != nil {
				t.Fatal(err)
			}
			r["value_best"] = strconv.FormatFloat(v*factor, 'f', -1, 64)
		}
	})
	a, b := leftOut(t, before, id), leftOut(t, after, id)
	if a.PIT > b.PIT-0.1 {
		t.Errorf("a claim %.1f times as large has the chance %.3f, before %.3f", factor, b.PIT, a.PIT)
	}
	// Offsets make the move on the scale a little less than the log of the factor.
	if got, want := b.Off-a.Off, math.Log(factor); math.Abs(got-want) > 0.06 {
		t.Errorf("the claim moved by %.3f against what was expected of it, by %.3f on its scale", got, want)
	}
	if math.Abs(b.Width/a.Width-1) > 0.12 {
		t.Errorf("the width of what was expected moved from %.3f to %.3f", a.Width, b.Width)
	}
}

func TestEveryExactClaimIsExpectedOnce(t *testing.T) {
	r := leaveOut(t, nil)
	seen := map[string]int{}
	for _, c := range r.Claims {
		seen[c.Claim]++
		if c.PIT <= 0 || c.PIT >= 1 || c.CRPS <= 0 || c.Width <= 0 {
			t.Errorf("%+v", c)
		}
	}
	total := 0
	for _, c := range r.Claimants {
		total += c.Claims
	}
	if len(seen) != len(r.Claims) || total != len(r.Claims) || r.Overall.Claims != total || len(r.Claims) < 10 {
		t.Errorf("%d claims, %d of them different, %d by claimants, %d in all", len(r.Claims), len(seen), total, r.Overall.Claims)
	}
	if r.Overall.P < 0.01 {
		t.Errorf("the small study's claims, which are made up to its model, lie %.2f from evenness, p %.3f", r.Overall.Distance, r.Overall.P)
	}
}

// A claimant whose weights had no tail to judge has no shape, which is none in JSON.
func TestShapesThatAreNoneAreWritten(t *testing.T) {
	r := study.LeaveOut{Claimants: []study.LeaveOutClaimant{{Claimant: "A", ParetoK: study.Maybe(math.Inf(-1))}}}
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil || !strings.Contains(b.String(), `"pareto_k": null`) {
		t.Errorf("%v: %s", err, b.String())
	}
}
