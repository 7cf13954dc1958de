package likelihood

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// check reports the first thing for which a quantity can't be used.
func (q *Quantity) check(stages int) error {
	if q.Scale != Log && q.Scale != Logit && q.Scale != Linear {
		return fmt.Errorf("unknown scale %q, it is log, logit or linear", q.Scale)
	}
	spreads := []float64{q.BiasSD, q.GroupSD, q.ReadingSD, q.RereadSD, q.WalkSD, q.DiscrepancySD, q.DiscrepancyDays, q.DriftSD, q.DriftDays, q.OutlierSD, q.Offset, q.SideSD, q.DiscrepancyWalk}
	for _, side := range sortedKeys(q.BiasSDBySide) {
		spreads = append(spreads, q.BiasSDBySide[side])
	}
	for _, k := range q.Breaks {
		spreads = append(spreads, k.SD)
	}
	for _, sd := range spreads {
		if !(sd >= 0) || math.IsInf(sd, 0) {
			return fmt.Errorf("a spread or an offset of %g is not possible", sd)
		}
	}
	if q.ReadingSD == 0 {
		return fmt.Errorf("the reading spread must be above 0: no reading is without error")
	}
	if q.DiscrepancySD > 0 && q.DiscrepancyDays == 0 {
		return fmt.Errorf("the discrepancy needs a time in days over which it lasts")
	}
	if !(q.OutlierShare >= 0 && q.OutlierShare < 1) || (q.OutlierShare > 0) != (q.OutlierSD > 0) {
		return fmt.Errorf("outliers need a share from 0 to below 1 and a spread above 0, not %g and %g", q.OutlierShare, q.OutlierSD)
	}
	if q.DriftSD > 0 && q.DriftDays == 0 {
		return fmt.Errorf("the drift of biases needs a time in days over which it lasts")
	}
	for _, side := range sortedKeys(q.SpreadParam) {
		if q.SpreadParam[side] < 0 {
			return fmt.Errorf("side %s: hyperparameters are counted from 0", side)
		}
	}
	if q.KindSpread < 0 || q.BiasSpread < 0 {
		return fmt.Errorf("hyperparameters are counted from 0")
	}
	if q.SideSD > 0 && q.Kind == "" {
		return fmt.Errorf("a side has a bias of its own in a kind of quantity; this one is of no kind")
	}
	ids, sides := map[string]bool{}, map[string]string{}
	for i := range q.Observations {
		o := &q.Observations[i]
		if ids[o.ID] {
			return fmt.Errorf("claim %s stands twice", o.ID)
		}
		ids[o.ID] = true
		if side, ok := sides[o.Claimant]; ok && side != o.Side {
			return fmt.Errorf("claim %s: %q is on side %s here and on side %s elsewhere", o.ID, o.Claimant, o.Side, side)
		}
		sides[o.Claimant] = o.Side
		if err := q.checkObservation(o, stages); err != nil {
			return fmt.Errorf("claim %s: %w", o.ID, err)
		}
	}
	return nil
}

func (q *Quantity) checkObservation(o *Observation, stages int) error {
	switch o.Reading {
	case Level, Share, Change, Rate:
	default:
		return fmt.Errorf("unknown reading %q", o.Reading)
	}
	switch {
	case o.Stage < 0 || o.Stage >= stages:
		return fmt.Errorf("stage %d is not among the %d stages", o.Stage, stages)
	case o.At < 0 || o.Output < 0 || o.Output2 < 0:
		return fmt.Errorf("rows and outputs are counted from 0")
	case o.isChange() && (o.From < 0 || o.From >= o.At):
		return fmt.Errorf("the window from row %d to row %d is empty", o.From, o.At)
	case o.Reading == Rate && !(o.Per > 0 && !math.IsInf(o.Per, 0)):
		return fmt.Errorf("a rate can't be per %g", o.Per)
	case o.Reading == Share && q.Scale != Log:
		return fmt.Errorf("a share can only be read of a quantity on the log scale, this one is on the %s scale", q.Scale)
	case !(o.AddSpread >= 0) || math.IsInf(o.AddSpread, 0):
		return fmt.Errorf("a further spread of %g is not possible", o.AddSpread)
	case o.Ask != NoQuestion && !(isAbsent(o.Low) && isAbsent(o.Best) && isAbsent(o.High)):
		return fmt.Errorf("a question has no value")
	case o.Ask == NoQuestion && isAbsent(o.Low) && isAbsent(o.Best) && isAbsent(o.High):
		return fmt.Errorf("it has no value")
	case o.Low > o.High || o.Best < o.Low || o.Best > o.High:
		return fmt.Errorf("low, best and high are not in order")
	}
	return q.checkValues(o)
}

// checkValues wants every value to have a place on the scale. An end of a range may
// lie off it: on a log scale "0 to 50" is "up to 50".
func (q *Quantity) checkValues(o *Observation) error {
	isRange := isAbsent(o.Best) && !isAbsent(o.Low) && !isAbsent(o.High)
	for _, v := range []float64{o.Low, o.Best, o.High} {
		y := q.transform(v * o.unit())
		finite := !math.IsNaN(y) && !math.IsInf(y, 0)
		if !isAbsent(v) && (math.IsInf(v, 0) || !finite && !isRange) {
			return fmt.Errorf("%g has no place on the %s scale (an offset makes room for 0 on the log scale)", v, q.Scale)
		}
	}
	return nil
}

// checkKinds wants all quantities of a kind to be on one scale and to have one spread of
// sides' biases: they share these biases.
func checkKinds(quantities []Quantity) error {
	first := map[string]Quantity{}
	for _, q := range quantities {
		before, ok := first[q.Kind]
		switch {
		case q.Kind == "":
		case !ok:
			first[q.Kind] = q
		case q.Scale != before.Scale || q.SideSD != before.SideSD:
			return fmt.Errorf("quantity %s: it is of the kind %s as %s is, and has another scale or spread of sides' biases", q.ID, q.Kind, before.ID)
		}
	}
	return nil
}

// checkStages wants stages to follow publication, over all quantities: all claims
// of one day come to be known in one stage, and those of a later day no earlier.
func checkStages(quantities []Quantity) error {
	var all []Observation
	for _, q := range quantities {
		all = append(all, q.Observations...)
	}
	slices.SortStableFunc(all, func(a, b Observation) int { return cmp.Compare(a.Published, b.Published) })
	for i := 1; i < len(all); i++ {
		before, o := all[i-1], all[i]
		if o.Stage < before.Stage || o.Stage > before.Stage && o.Published == before.Published {
			return fmt.Errorf("claim %s is of stage %d, but claim %s, published %s, of stage %d",
				o.ID, o.Stage, before.ID, sooner(before, o), before.Stage)
		}
	}
	return nil
}

func sooner(a, b Observation) string {
	if a.Published == b.Published {
		return "on the same day"
	}
	return "before it"
}

func isAbsent(v float64) bool { return math.IsNaN(v) }

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
