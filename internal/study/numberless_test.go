package study

import (
	"math"
	"strings"
	"testing"

	"casus/internal/explore"
)

// TestDrawsWithoutANumberAreTold: one draw of three in which a scenario runs away is warned
// of, three are an error.
func TestDrawsWithoutANumberAreTold(t *testing.T) {
	s, list, err := Load("testdata/small")
	if err != nil || list.Err() != nil {
		t.Fatal(err, list.Err())
	}
	sm := &sample{z: make([][]float64, 3), runs: map[string]*explore.Ensemble{}}
	for _, world := range s.Scenarios {
		e := &explore.Ensemble{}
		for range s.atoms {
			e.Atoms = append(e.Atoms, []float64{1, 2, 3})
		}
		sm.runs[world.ID] = e
	}
	if got, err := s.numberless(map[string]*sample{"posterior": sm}); err != nil || len(got) > 0 {
		t.Errorf("nothing is lost: %v, %v", got, err)
	}
	atoms := sm.runs["without"].Atoms
	atoms[0][1], atoms[1][1] = math.NaN(), math.Inf(-1)
	got, err := s.numberless(map[string]*sample{"posterior": sm})
	if err != nil || len(got) == 0 || !strings.Contains(got[0], "in 1 of 3 draws (posterior) there is no number for ") || !strings.Contains(got[0], "under “Without guests”") {
		t.Errorf("one draw is lost: %q, %v", got, err)
	}
	atoms[0][0], atoms[0][2] = math.NaN(), math.NaN()
	if _, err := s.numberless(map[string]*sample{"posterior": sm}); err == nil || !strings.Contains(err.Error(), "in none of 3 draws does the model give a number for ") {
		t.Errorf("all are lost: %v", err)
	}
}
