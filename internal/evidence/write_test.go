package evidence_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"casus/internal/evidence"
)

// TestWrittenClaimsReadBack holds the writer to the reader, on the flagship's own claims.
func TestWrittenClaimsReadBack(t *testing.T) {
	want, list, err := evidence.ReadClaims("../../studies/dprk-ukraine/claims.csv", nil)
	if err != nil || list.HasFaults() {
		t.Fatal(err, list)
	}
	var b bytes.Buffer
	if err := evidence.WriteClaims(&b, want); err != nil {
		t.Fatal(err)
	}
	got, list := evidence.ParseClaims("written", b.Bytes(), nil)
	if list.HasFaults() {
		t.Fatal(list)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.IgnoreFields(evidence.Claim{}, "Row")); d != "" {
		t.Error(d)
	}
}
