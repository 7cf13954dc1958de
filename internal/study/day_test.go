package study

import (
	"testing"
	"time"
)

func TestMonthEnds(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(dateForm, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		first, cut string
		want       []string
	}{
		{"2024-10-31", "2025-01-31", []string{"2024-10-31", "2024-11-30", "2024-12-31", "2025-01-31"}},
		{"2024-12-31", "2025-02-10", []string{"2024-12-31", "2025-01-31", "2025-02-10"}},
		{"2024-10-31", "2024-10-31", []string{"2024-10-31"}},
	} {
		got := monthEnds(day(c.first), day(c.cut))
		if len(got) != len(c.want) {
			t.Fatalf("monthEnds(%s, %s) = %v, want %v", c.first, c.cut, got, c.want)
		}
		for i := range got {
			if got[i].Format(dateForm) != c.want[i] {
				t.Errorf("monthEnds(%s, %s)[%d] = %s, want %s", c.first, c.cut, i, got[i].Format(dateForm), c.want[i])
			}
		}
	}
}
