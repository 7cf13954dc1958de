package casus_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"casus"
)

func Example() {
	m, err := casus.Load("studies/dprk-ukraine/model.mdl")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := m.Run(context.Background(), map[string]float64{"First Wave Size": 12000, "Second Wave Size": 3000})
	if err != nil {
		fmt.Println(err)
		return
	}
	sent := r.Series("North Koreans Sent Total")
	fmt.Printf("%.0f men sent by the end of the run\n", sent[len(sent)-1])
	// Output: 15000 men sent by the end of the run
}

func TestSample(t *testing.T) {
	m, err := casus.Load("studies/dprk-ukraine/model.mdl")
	if err != nil {
		t.Fatal(err)
	}
	if w := m.Warnings(); len(w) > 0 {
		t.Errorf("the flagship's model has warnings: %v", w)
	}
	sets := []map[string]float64{nil, {"Casualty Hazard": 0}, {"Casualty Hazard": 0.05}}
	last := make([]float64, len(sets))
	err = m.Sample(context.Background(), sets, func(i int, r *casus.Result) error {
		s := r.Series("North Korean Casualties Total")
		last[i] = s[len(s)-1]
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if last[1] != 0 || !(last[0] > 0) || !(last[2] > last[0]) {
		t.Errorf("casualties %v: none without hazard, more with more", last)
	}
	if _, err := m.Run(context.Background(), map[string]float64{"Casualty Hazzard": 1}); err == nil || !strings.Contains(err.Error(), "Casualty Hazard") {
		t.Errorf("an unknown constant: %v", err)
	}
	if n := len(m.Constants()); n != 225 {
		t.Errorf("%d constants", n)
	}
}

func TestLoadFaults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.mdl")
	if err := os.WriteFile(path, []byte("a = b + ~~|\nINITIAL TIME = 0 ~~|\nFINAL TIME = 1 ~~|\nTIME STEP = 1 ~~|"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := casus.Load(path); err == nil || !strings.Contains(err.Error(), "m.mdl:1:") {
		t.Errorf("a broken model: %v", err)
	}
}

func TestExamine(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "small")
	if err := os.CopyFS(dir, os.DirFS("internal/study/testdata/small")); err != nil {
		t.Fatal(err)
	}
	x, err := casus.Examine(context.Background(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	p, low, high, ok := x.Probability("s1")
	if !ok || math.IsNaN(p) || low > p || high < p {
		t.Errorf("probability %v from %v to %v, %v", p, low, high, ok)
	}
	if _, _, _, ok := x.Probability("nothing"); ok {
		t.Error("a statement that is not there has a probability")
	}
	var page, results bytes.Buffer
	if err := x.WriteBrief(&page, time.Unix(0, 0)); err != nil || !strings.Contains(page.String(), "<!doctype html>") {
		t.Errorf("the brief: %v", err)
	}
	if err := x.WriteResults(&results); err != nil || !strings.Contains(results.String(), `"input_hash"`) {
		t.Errorf("the results: %v", err)
	}
}
