package study_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"casus/internal/evidence"
	"casus/internal/study"
)

// TestCrossCheck: twelve months of a pace that falls by a tenth a month, and is doubled in
// three of them. The claims alone say so, whatever the model makes of them.
func TestCrossCheck(t *testing.T) {
	doubled := func(month int) bool { return month >= 6 && month <= 8 }
	r := examineFrom(t, small, study.QuickOptions(), func(to string) {
		path := filepath.Join(to, "claims.csv")
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		columns := strings.Split(strings.SplitN(string(src), "\n", 2)[0], ",")
		var b strings.Builder
		b.Write(src)
		for month := range 11 {
			first := time.Date(2024, time.Month(month+1), 1, 0, 0, 0, 0, time.UTC)
			last := first.AddDate(0, 1, -1)
			pace := 20 * math.Exp(-0.1*float64(month))
			if doubled(month) {
				pace *= 2
			}
			row := map[string]string{"id": fmt.Sprintf("M%02d", month), "quantity": "casualties", "subject": "made up for tests", "value_best": fmt.Sprintf("%.4f", pace),
				"unit": "persons per day", "date_of_reference": last.Format("2006-01-02"), "date_published": last.AddDate(0, 0, 3).Format("2006-01-02"), "published_basis": "stated",
				"claimant": "Monthly bulletin", "claimant_side": "independent", "source_title": "none", "use": "casualties", "reading": "per_day", "from": first.AddDate(0, 0, -1).Format("2006-01-02")}
			if month == 0 {
				row["from"] = "2024-01-01"
			}
			for i, c := range columns {
				if i > 0 {
					b.WriteByte(',')
				}
				b.WriteString(row[c])
			}
			b.WriteByte('\n')
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(to, "study.yaml")
		if src, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		checks := `crosschecks:
  - {id: summer, title: Casualties a month in summer, quantity: casualties, claimants: [Monthly bulletin], from: 2024-06-30, to: 2024-09-30, scenario: substituted}
  - {id: few, title: By others, quantity: casualties, claimants: [Institute D], from: 2024-06-30, to: 2024-09-30, scenario: substituted}
  - {id: ground, title: Ground held, quantity: held, claimants: [Institute D], from: 2024-06-30, to: 2024-09-30, scenario: without}

effects:
`
		if err := os.WriteFile(path, []byte(strings.Replace(string(src), "effects:\n", checks, 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	if len(r.CrossChecks) != 3 {
		t.Fatalf("%d cross-checks", len(r.CrossChecks))
	}
	c := r.CrossChecks[0]
	if c.Points != 11 || c.Inside != 3 || len(c.Claims) != 11 || math.Abs(float64(c.Factor)-2) > 0.05 || float64(c.Low) > 2 || float64(c.High) < 2 || float64(c.High) > 2.3 || float64(c.Placebo) > 0.35 {
		t.Errorf("a doubled pace: %+v", c)
	}
	if !strings.Contains(c.Text, "2.0") {
		t.Errorf("in words: %s", c.Text)
	}
	if len(c.Months) != 11 || math.Abs(c.Months[0].Pace-20*evidence.DaysPerMonth) > 1 || c.Months[7].Pace < c.Months[9].Pace {
		t.Errorf("months: %+v", c.Months)
	}
	if c.Model != nil || c.Prior != nil || !strings.Contains(c.Text, "nothing to compare with") {
		t.Errorf("a world without guests has no factor of their losses: %+v", c)
	}
	if g := r.CrossChecks[2]; g.Model == nil || g.Prior == nil || !(g.Prior.Width() > 0) || !strings.Contains(g.Text, "The model has it") {
		t.Errorf("ground held: %+v", g)
	}
	if few := r.CrossChecks[1]; !math.IsNaN(float64(few.Factor)) || !strings.Contains(few.Text, "tell nothing") {
		t.Errorf("no months: %+v", few)
	}
}
