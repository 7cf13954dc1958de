package brief_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"casus/internal/brief"
	"casus/internal/study"
)

// text is what a section says, without line breaks.
func text(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	// What is far from the window has no text until it is laid out.
	return eval[string](t, ctx, `(document.querySelector('main').classList.add('laid'), document.querySelector(`+"`"+selector+"`"+`).innerText.replace(/\s+/g, ' '))`)
}

func holds(t *testing.T, what, got string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !contains(got, part) {
			t.Errorf("%s lacks %q: %s", what, part, got)
		}
	}
}

// What long analyses found stands in the page with its verdict first: what was lost in the
// open, the rest folded.
func TestTestsOfTheModel(t *testing.T) {
	ctx := open(t, 1440, "")
	t.Run("backtest", func(t *testing.T) {
		holds(t, "the backtest", text(t, ctx, "#backtest"), "It loses to a naive forecast. The model forecasts worse than the best naive forecast (last value)", "It forecasts worse of: Ostian casualties",
			"Trend of the last six", "3 months ahead", "Claimants new to the quantity", "0.31 0.22 0.29 0.24")
		if eval[bool](t, ctx, `document.querySelector('#backtest table.scores').closest('details') !== null`) {
			t.Error("a backtest that was lost is folded away")
		}
	})
	t.Run("structures", func(t *testing.T) {
		holds(t, "the section of structures", text(t, ctx, "#variants"), "The claims can't tell apart: “As it stands”, “Losses fall with learning”.", "variants.json is of a quick calibration", "60% ± 4", "−210.4 ± 0.4", "−0.9 ± 1.1",
			"Before any claim, in the study as it stands: 55 days")
	})
	t.Run("hinges", func(t *testing.T) {
		got := text(t, ctx, "#hinges")
		holds(t, "what the answers hang on", got, "hangs most on Constant 00: 34% of its spread", "The evidence says nothing about Constant 03, on which it hangs too", "29 to 39%", "if low", "without it", "Nothing told apart from chance", "all numbers together explain 71%")
		holds(t, "what they hang on of what is put in", got, "2 move an answer", "−160 days if 0.3", "276 days if 0.7", "3.7 times the range", "and 1 more", "Moved by none", "the claims speak for earlier", "would be higher by 6.3")
		holds(t, "the statements that are moved", eval[string](t, ctx, `const d = document.querySelector('#hinges details'); d.open = true; d.innerText`), "moved by ten points or more (1)", "62% as it stands", "38% if 0.3, 86% if 0.7")
	})
	t.Run("levers", func(t *testing.T) {
		got := text(t, ctx, "#levers")
		holds(t, "the section of levers", got, "Better than doing nothing in at least 95 of 100 draws", "open to Ostia", "Robustly helps", "before any claim", "regret", "lower is better, for everyone")
	})
	t.Run("cross-checks", func(t *testing.T) {
		holds(t, "the claims alone", text(t, ctx, "#crosschecks"), "They agree: the pace was higher", "The claims alone are too few", "Before any claim the model had it 1.60 times")
		if n := eval[int](t, ctx, `document.querySelectorAll('#crosschecks .range.prior').length`); n != 1 {
			t.Errorf("%d ranges before any claim beside the model's", n)
		}
	})
	t.Run("claimants left out", func(t *testing.T) {
		holds(t, "the claimants left out", text(t, ctx, "#leaveout"), "1 is not as expected from everyone else's", "0.35 beyond 0.3", "0.21 0.34")
		if n := eval[int](t, ctx, `document.querySelectorAll('#leaveout svg.plot, #leaveout rect.pit').length`); n != 30 {
			t.Errorf("%d bars for three groups of ten", n)
		}
	})
	t.Run("forecasts", func(t *testing.T) {
		holds(t, "the forecasts", text(t, ctx, "#forecasts"), "Made from what had been published by 31 January 2026, month by month to 30 June 2026", "9f2c41d07ab3, which are those of this page", "earlier ones: 30 September 2025, from inputs 11aa41d07ab3")
		do(t, ctx, chromedp.Evaluate[chromedp.Void](`(s => { s.value = '1'; s.dispatchEvent(new Event('change', { bubbles: true })) })(document.querySelector('#forecasts select'))`))
		until(t, ctx, `document.querySelector('#forecasts svg').getAttribute('aria-label').includes('as Valdor MoD would report it')`)
	})
	t.Run("fit", func(t *testing.T) {
		holds(t, "the fit", text(t, ctx, "#fit"), "Before any claim was read, the priors' intervals of nine in ten held 59%", "1 of 3 claimants, each on one quantity, lies further off")
	})
	t.Run("explanations", func(t *testing.T) {
		do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('#rivals details').forEach(d => { d.open = true })`))
		holds(t, "the explanations", text(t, ctx, "#rivals"), "The claims speak for: the contingent moved ground.", "78% ± 2 70% 84% +2.1 ± 0.8", "not asked")
	})
	t.Run("claims", func(t *testing.T) {
		do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('#evidence .uses details').forEach(d => { d.open = true })`))
		holds(t, "the use of claims", text(t, ctx, "#evidence .uses"), "claims are weighed", "Ostian shells delivered: this has fewer than two independent claimants", "By side", "Northmark")
	})
	t.Run("constants", func(t *testing.T) {
		holds(t, "the assumptions", text(t, ctx, "#assumptions"), "Of 20 constants that the claims could teach, the evidence says nothing about 10.", "the evidence says nothing about this")
	})
	t.Run("known dates", func(t *testing.T) {
		if n := eval[int](t, ctx, `document.querySelectorAll('#clearer path.line.dated').length`); n != 8+3 {
			t.Errorf("%d lines without claims of assumed date, want one a judgement and three of the headline", n)
		}
	})
	t.Run("assumed dates", func(t *testing.T) {
		holds(t, "the claims of assumed date", text(t, ctx, "#dated"), "count from an assumed date of publication. Without them")
	})
	t.Run("spread", func(t *testing.T) {
		face := `[...document.querySelectorAll('#row-deployment-and-arrangement .switch button')].find(b => b.textContent === 'Spread')`
		click(t, ctx, face)
		until(t, ctx, `document.querySelector('#row-deployment-and-arrangement .spreadplot') !== null`)
		holds(t, "the spread", text(t, ctx, "#row-deployment-and-arrangement .spreadplot"), "stands lowest", "highest")
	})
}

// Looked at from an earlier date, the page says what is of the present: confidence, and
// every test that is not kept for earlier dates.
func TestThePresentIsNamedInThePast(t *testing.T) {
	ctx := open(t, 1440, "#judgements;~asof=2025-03-06")
	holds(t, "the key judgements", text(t, ctx, "#judgements"), "Statements of confidence are those of the present", "confidence, now")
	holds(t, "a statement", text(t, ctx, ".lead .behind"), "without claims of assumed date", "Confidence is that of the present: 5 independent claimants")
	without := eval[[]string](t, ctx, `['levers', 'hinges', 'variants', 'crosschecks', 'fit', 'leaveout', 'backtest', 'forecasts'].filter(id => !document.getElementById(id).innerText.includes('This is of the present'))`)
	if len(without) > 0 {
		t.Errorf("sections that do not say that they are of the present: %v", without)
	}
}

// kept runs the long analyses of the small study, keeps them, and examines it.
func kept(t *testing.T) (*study.Examination, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "study")
	if err := os.CopyFS(dir, os.DirFS(small)); err != nil {
		t.Fatal(err)
	}
	s := load(t, dir)
	ctx, o := context.Background(), hasty()
	b, err := s.Backtest(ctx, 3, o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := s.LeaveOut(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := s.Sensitivity(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	w, err := study.WeighVariants(ctx, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Forecast(ctx, s.Horizon, o)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(*os.File) error{
		study.BacktestFile: func(f *os.File) error { return b.WriteJSON(f) }, study.LeaveOutFile: func(f *os.File) error { return l.WriteJSON(f) },
		study.SensitivityFile: func(f *os.File) error { return moved.WriteJSON(f) },
		study.VariantsFile:    func(f *os.File) error { return w.WriteJSON(f) }, study.ForecastsFile: func(to *os.File) error { return f.WriteCSV(to) },
	} {
		file, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := write(file); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	x, err := load(t, dir).Examine(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	return x, dir
}

func load(t *testing.T, dir string) *study.Study {
	t.Helper()
	s, list, err := study.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// The long analyses that a study keeps come into its brief whole, with words that follow
// their numbers; those of other files are named and left out.
func TestKeptAnalysesComeIntoTheBrief(t *testing.T) {
	x, dir := kept(t)
	d := brief.Compose(x, "test", time.Unix(0, 0))
	if err := brief.Check(d); err != nil {
		t.Fatal(err)
	}
	if b := d.Backtest; b == nil || b.Verdict == "" || b.Lost != (b.Rows[0].Skill < 0) || len(b.Naives) != 3 || b.Rows[0].Kind != "all" || len(b.Claims) == 0 {
		t.Errorf("backtest %+v", d.Backtest)
	} else if worse := contains(b.Verdict, "larger ("); worse != b.Lost {
		t.Errorf("lost %v, and says %q", b.Lost, b.Verdict)
	}
	if l := d.LeaveOut; l == nil || len(l.Groups) == 0 || len(l.Groups[0].PITs) != l.Groups[0].Claims || len(l.Claimants) == 0 {
		t.Errorf("left out %+v", d.LeaveOut)
	}
	if m := d.Sensitivity; m == nil || len(m.Effects) != len(d.Effects)+len(d.Effectiveness) || m.Verdict == "" {
		t.Errorf("numbers moved %+v", d.Sensitivity)
	}
	if v := d.Variants; v == nil || len(v.List) != 3 || len(v.AsOf) == 0 || !contains(v.Verdict[0], "“") || len(v.List[1].Effects) == 0 {
		t.Errorf("variants %+v", d.Variants)
	}
	if len(d.Issued) != 1 || !d.Issued[0].Present || d.Issued[0].Cut != "2024-12-31" || len(d.Issued[0].Series) < 3 {
		t.Errorf("issued %+v", d.Issued)
	}
	if l := d.Levers; l == nil || len(l.List) != 2 || len(l.Outcomes) != 2 || len(l.Outcomes[0].Options) != 3 || len(l.Outcomes[0].Claims) == 0 ||
		!contains(l.Verdict, "“Without guests” (Guest casualties") {
		t.Errorf("levers %+v", d.Levers)
	}
	if d.Kept["backtest"] == "" {
		t.Error("nothing says that the backtest is of a quick calibration")
	}
	if d.Quantities[0].Behind < 1 || d.Rivals[0].Text == "" {
		t.Errorf("quantity %+v, rivals %+v", d.Quantities[0], d.Rivals)
	}

	path := filepath.Join(dir, "study.yaml")
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(src), "seed: 7", "seed: 8", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if x, err = load(t, dir).Examine(context.Background(), hasty()); err != nil {
		t.Fatal(err)
	}
	d = brief.Compose(x, "test", time.Unix(0, 0))
	if d.Backtest != nil || d.Variants != nil || d.LeaveOut != nil || d.Sensitivity != nil || !contains(d.Kept["leaveout"], "made from other files") {
		t.Errorf("analyses of other files are shown: %+v", d.Kept)
	}
	if len(d.Issued) != 1 || d.Issued[0].Present {
		t.Error("a forecast of other files is gone, or passes for one of these")
	}
}
