package studies_test

import (
	"testing"

	"casus/internal/study"
)

// TestTheFlagshipsLongAnalysesAreOfItsFiles: the backtest, the other structures, the claims
// left out and the forecasts that the brief shows were made, in full, from the study as it
// stands. After a change to the study, make them again as the warning says.
func TestTheFlagshipsLongAnalysesAreOfItsFiles(t *testing.T) {
	s, list, err := study.Load("dprk-ukraine")
	if err == nil {
		err = list.Err()
	}
	if err != nil {
		t.Fatal(err)
	}
	k, err := s.Kept()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range k.Warnings {
		t.Error(w)
	}
	if k.Backtest == nil || k.Variants == nil || k.LeaveOut == nil {
		t.Errorf("kept are a backtest: %v, other structures: %v, claims left out: %v", k.Backtest != nil, k.Variants != nil, k.LeaveOut != nil)
	}
	present := 0
	for _, f := range k.Issued {
		if f.Present {
			present++
		}
	}
	if present == 0 {
		t.Errorf("of %d issues of forecasts none is of the study as it stands", len(k.Issued))
	}
}
