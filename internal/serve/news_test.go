package serve

import (
	"math"
	"testing"
	"time"
)

func TestTimeLeftFollowsThePace(t *testing.T) {
	clock := time.Unix(0, 0)
	n := news{now: func() time.Time { return clock }}
	for _, c := range []struct {
		after    time.Duration
		text     string
		fraction float64
		want     Progress
	}{
		{0, "calibrating", 0, Progress{"calibrating", 0, 0}},
		{10 * time.Second, "calibrating", 0.2, Progress{"calibrating", 0.2, 40}},
		{10 * time.Second, "calibrating", 0.5, Progress{"calibrating", 0.5, 20}},
		{5 * time.Second, "a fuller calibration is running", 0.5, Progress{"a fuller calibration is running", 0.5, 0}}, // a new task has its own pace
		{5 * time.Second, "a fuller calibration is running", 0.75, Progress{"a fuller calibration is running", 0.75, 5}},
		{time.Second, "a fuller calibration is running", 0.1, Progress{"a fuller calibration is running", 0.1, 0}}, // begun again
		{time.Second, "a fuller calibration is running", 7, Progress{"a fuller calibration is running", 1, 0}},
		{time.Second, "a fuller calibration is running", math.NaN(), Progress{"a fuller calibration is running", 0, 0}},
		{time.Second, "", 0, Progress{"", 0, 0}},
	} {
		clock = clock.Add(c.after)
		n.status(c.text, c.fraction)
		if _, _, got, _ := n.latest(); got != c.want {
			t.Errorf("after %q at %v: %+v, want %+v", c.text, c.fraction, got, c.want)
		}
	}
}
