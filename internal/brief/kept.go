package brief

import (
	"fmt"
	"slices"
	"strings"

	"casus/internal/study"
)

// keep takes over what long analyses have left in the study's folder.
func (d *Data) keep(s *study.Study, k *study.Kept) {
	if k == nil {
		return
	}
	d.Backtest = backtest(s, k.Backtest)
	d.LeaveOut = leaveOut(s, k.LeaveOut)
	d.Variants = variants(d, k.Variants)
	d.Sensitivity = sensitivity(k.Sensitivity)
	d.Issued = issued(s, k.Issued)
	if d.Backtest != nil && d.Backtest.Lost {
		d.Warnings = append(d.Warnings, d.Backtest.Verdict)
	}
	for name, file := range map[string]string{"backtest": study.BacktestFile, "variants": study.VariantsFile, "leaveout": study.LeaveOutFile, "sensitivity": study.SensitivityFile} {
		for _, w := range k.Warnings {
			if strings.HasPrefix(w, file) {
				if d.Kept == nil {
					d.Kept = map[string]string{}
				}
				d.Kept[name] = w
			}
		}
	}
}

// issued are the forecasts that stand in the study's folder, the newest first. One that was
// superseded by another from claims to the same day is named only: it stands in the file, and
// says little that the other does not.
func issued(s *study.Study, all []study.IssuedForecast) []Issued {
	var out []Issued
	for i, f := range all {
		v := Issued{Cut: isoDate(f.Cut), Hash: f.FilesHash, Present: f.Present, Series: []IssuedSeries{}}
		if i+1 < len(all) && all[i+1].Cut.Equal(f.Cut) {
			f.Rows = nil
		}
		for _, r := range f.Rows {
			i := slices.IndexFunc(v.Series, func(x IssuedSeries) bool { return x.Quantity == r.Quantity && x.Claimant == r.Claimant })
			if i < 0 {
				i = len(v.Series)
				v.Series = append(v.Series, IssuedSeries{Quantity: r.Quantity, Title: r.Title, Unit: r.Unit, Claimant: r.Claimant})
			}
			x := &v.Series[i]
			x.Dates = append(x.Dates, isoDate(r.Date))
			x.Q05, x.Q25, x.Q50 = append(x.Q05, r.Q05), append(x.Q25, r.Q25), append(x.Q50, r.Q50)
			x.Q75, x.Q95 = append(x.Q75, r.Q75), append(x.Q95, r.Q95)
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out
}

// quantityTitle is "" for what is no quantity of the study.
func quantityTitle(s *study.Study, id string) string {
	for i := range s.Quantities {
		if s.Quantities[i].ID == id {
			return s.Quantities[i].Title
		}
	}
	return ""
}

// sentence makes a clause stand alone.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}
