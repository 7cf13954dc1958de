package desk_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"casus/internal/brief"
	"casus/internal/desk"
)

func TestACalibrationGivesThePage(t *testing.T) {
	root := copies(t, map[string]string{"small": small})
	d := open(t, root, desk.Options{})
	if page, number := d.Page("small"); page != nil || number != 0 {
		t.Fatal("a study that was never run has a page")
	}
	j := wait(t, start(t, d, "small", desk.Quick))
	if j.Phase != desk.Done || j.Run == nil || j.Progress.Fraction != 1 || len(j.Warnings) == 0 {
		t.Fatalf("the calibration ended as %+v", j)
	}
	s := get(t, d, "small")
	if s.State != desk.OfQuick || !s.Current || len(s.Runs) != 1 || s.Date().IsZero() {
		t.Errorf("state %q, %d runs", s.State, len(s.Runs))
	}
	page, first := d.Page("small")
	if data, err := brief.Read(page); err != nil || data.Title != s.Title || !data.Quick {
		t.Errorf("the page is of %q: %v", data.Title, err)
	}
	// A full one takes its place, and a quick one after that does not take it back.
	wait(t, start(t, d, "small", desk.Full))
	wait(t, start(t, d, "small", desk.Quick))
	page, number := d.Page("small")
	if data, err := brief.Read(page); err != nil || data.Quick || number <= first {
		t.Errorf("page %d after page %d is quick: %v, %v", number, first, data.Quick, err)
	}
	if s := get(t, d, "small"); s.State != desk.OfFull || len(s.Runs) != 2 {
		t.Errorf("state %q, %d runs", s.State, len(s.Runs))
	}
}

func TestFaultsComeAndGoWithTheFiles(t *testing.T) {
	root := copies(t, map[string]string{"small": small})
	dir := filepath.Join(root, "small")
	d := open(t, root, desk.Options{})
	wait(t, start(t, d, "small", desk.Quick))
	save(t, dir, "study.yaml", "name: Hazard, prior", "name: Hazzard, prior")
	s := until(t, d, "small", "it has faults", func(s desk.Study) bool { return s.State == desk.Faulty })
	fault := s.List[0]
	if place := s.Place(fault.Place); !strings.HasPrefix(place, "study.yaml:24:") || !strings.Contains(fault.Message, "Hazzard") || !strings.Contains(fault.Source, "name: Hazzard") || fault.Hint == "" {
		t.Errorf("the fault is at %s: %+v", place, fault)
	}
	if page, _ := d.Page("small"); page == nil || s.Title == "" {
		t.Error("with the fault the last page has gone")
	}
	if _, err := d.Start("small", desk.Quick); err == nil || !strings.Contains(err.Error(), "faults") {
		t.Errorf("a study with faults was started with %v", err)
	}
	save(t, dir, "study.yaml", "name: Hazzard, prior", "name: Hazard, prior")
	until(t, d, "small", "it is as it was", func(s desk.Study) bool { return s.State == desk.OfQuick && s.Faults() == 0 })
}

// Saved files are calibrated quickly while someone looks, and only then, and only if they
// change what is computed.
func TestSavedFilesAreCalibratedWhileSomeoneLooks(t *testing.T) {
	root := copies(t, map[string]string{"small": small})
	dir := filepath.Join(root, "small")
	d := open(t, root, desk.Options{})
	wait(t, start(t, d, "small", desk.Quick))
	save(t, dir, "study.yaml", "seed: 7", "seed: 8")
	until(t, d, "small", "its page is outdated", func(s desk.Study) bool { return s.State == desk.Stale })
	time.Sleep(200 * time.Millisecond) // ten looks at the files
	if s := get(t, d, "small"); len(s.Jobs) > 0 || len(s.Runs) != 1 {
		t.Error("it was calibrated though nobody looks")
	}
	fresh := func(s desk.Study) bool { return s.State == desk.OfQuick && len(s.Jobs) == 0 }
	away := d.Look("small") // who comes back finds what was saved meanwhile
	until(t, d, "small", "the page is of the files saved before", fresh)
	save(t, dir, "study.yaml", "seed: 8", "seed: 9")
	until(t, d, "small", "its page is outdated", func(s desk.Study) bool { return s.State == desk.Stale })
	s := until(t, d, "small", "the page is of the new files", fresh)
	if s.Last == nil || !s.Last.Auto || len(s.Runs) != 3 {
		t.Errorf("last calibration %+v, %d runs", s.Last, len(s.Runs))
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("a word"), 0o644); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	if s := get(t, d, "small"); s.State != desk.OfQuick || len(s.Runs) != 3 || len(s.Jobs) > 0 {
		t.Error("a file that is no input started a calibration")
	}
	d.SetRerun("small", false)
	save(t, dir, "study.yaml", "seed: 9", "seed: 10")
	until(t, d, "small", "its page is outdated", func(s desk.Study) bool { return s.State == desk.Stale })
	time.Sleep(200 * time.Millisecond)
	if s := get(t, d, "small"); len(s.Jobs) > 0 || len(s.Runs) != 3 {
		t.Error("it was calibrated though that was switched off")
	}
	d.SetRerun("small", true)
	away()
}

// A full calibration of a hundred passes takes minutes, and is cancelled in the first. One
// works at a time; what waits can be taken back; what works keeps what it has.
func TestCalibrationsWaitForOneAnotherAndCanBeCancelled(t *testing.T) {
	root := copies(t, map[string]string{"long": small, "small": small})
	d := open(t, root, desk.Options{Replicates: 100})
	long := start(t, d, "long", desk.Full)
	until(t, d, "long", "it has come some way", func(s desk.Study) bool {
		return len(s.Jobs) == 1 && s.Jobs[0].Phase == desk.Working && s.Jobs[0].Progress.Fraction > 0.005 && s.Jobs[0].Progress.Left > 0
	})
	waits := start(t, d, "small", desk.Quick)
	back := start(t, d, "small", desk.Full)
	if s := get(t, d, "small"); len(s.Jobs) != 2 || s.Jobs[0].Phase != desk.Waiting || s.Jobs[1].Phase != desk.Waiting {
		t.Errorf("jobs of small: %+v", s.Jobs)
	}
	if again := start(t, d, "small", desk.Quick); again != waits {
		t.Error("the same calibration waits twice")
	}
	if err := d.Cancel("small", get(t, d, "small").Jobs[1].ID); err != nil {
		t.Fatal(err)
	}
	if j := wait(t, back); j.Phase != desk.Cancelled {
		t.Errorf("what waited and was cancelled is %s", j.Phase)
	}
	if err := d.Cancel("long", get(t, d, "long").Jobs[0].ID); err != nil {
		t.Fatal(err)
	}
	j := wait(t, long)
	if j.Phase != desk.Cancelled || !strings.Contains(j.Kept, "of 700 stages are kept") || strings.HasPrefix(j.Kept, "0") {
		t.Errorf("what worked and was cancelled is %s: %s", j.Phase, j.Kept)
	}
	if j := wait(t, waits); j.Phase != desk.Done {
		t.Errorf("what waited behind it is %s: %v", j.Phase, j.Err)
	}
	s := get(t, d, "long")
	if s.State != desk.NotRun || len(s.Runs) != 1 || s.Runs[0].Finished() || s.Runs[0].Reached == 0 {
		t.Errorf("the study is %q with runs %+v", s.State, s.Runs)
	}
	if err := d.Cancel("long", 1); err == nil {
		t.Error("a calibration that has ended was cancelled")
	}
}

// A run's page is made anew from its data: a script that lies in the folder does not come
// along, and what is no brief is told of.
func TestPagesInAFolderAreNotTrusted(t *testing.T) {
	root := copies(t, map[string]string{"small": small})
	d := open(t, root, desk.Options{})
	run := wait(t, start(t, d, "small", desk.Quick)).Run
	save(t, run.Dir, "brief.html", "</body>", "<script>steal()</script></body>")
	page, err := desk.Render(run)
	if err != nil || strings.Contains(string(page), "steal") {
		t.Errorf("rendered with %v, the script along: %v", err, strings.Contains(string(page), "steal"))
	}
	if err := os.WriteFile(filepath.Join(run.Dir, "brief.html"), []byte("<h1>other</h1>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Render(run); err == nil || !strings.Contains(err.Error(), "calibrate again") {
		t.Errorf("what is no brief was rendered with %v", err)
	}
	if _, err := d.RunOf("small", "../small"); err == nil {
		t.Error("a run was found by a path")
	}
	if r, err := d.RunOf("small", run.ID); err != nil || r.ID != run.ID {
		t.Errorf("the run is %v, %v", r, err)
	}
}

func TestTimeLeftFollowsThePace(t *testing.T) {
	clock := time.Unix(0, 0)
	p := desk.NewPace(func() time.Time { return clock })
	for _, c := range []struct {
		after    time.Duration
		text     string
		fraction float64
		want     desk.Progress
	}{
		{0, "calibrating", 0, desk.Progress{Text: "calibrating"}},
		{10 * time.Second, "calibrating", 0.2, desk.Progress{Text: "calibrating", Fraction: 0.2, Left: 40}},
		{10 * time.Second, "calibrating", 0.5, desk.Progress{Text: "calibrating", Fraction: 0.5, Left: 20}},
		{5 * time.Second, "chains", 0.5, desk.Progress{Text: "chains", Fraction: 0.5}}, // a new task has its own pace
		{5 * time.Second, "chains", 0.75, desk.Progress{Text: "chains", Fraction: 0.75, Left: 5}},
		{time.Second, "chains", 0.1, desk.Progress{Text: "chains", Fraction: 0.1}}, // begun again
		{time.Second, "chains", 7, desk.Progress{Text: "chains", Fraction: 1}},
		{time.Second, "chains", math.NaN(), desk.Progress{Text: "chains"}},
	} {
		clock = clock.Add(c.after)
		if got := p.Tell(c.text, c.fraction); got != c.want {
			t.Errorf("after %q at %v: %+v, want %+v", c.text, c.fraction, got, c.want)
		}
	}
}
