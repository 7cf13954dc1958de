package prob_test

import (
	"fmt"
	"math"
	"testing"

	"casus/internal/prob"
)

func sobol(t *testing.T, dim int) *prob.Sobol {
	t.Helper()
	s, err := prob.NewSobol(dim)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSobolFirstPoints(t *testing.T) {
	// Joe and Kuo's own program, and scipy 1.17 (qmc.Sobol, scramble=False).
	want := [][]float64{{0, 0, 0}, {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625}, {.875, .875, .125}}
	if got := sobol(t, 3).Points(6); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSobolInHighDimensions(t *testing.T) {
	points := sobol(t, prob.MaxSobolDim).Points(1024)
	// scipy 1.17, qmc.Sobol(256, scramble=False, bits=32).
	for _, c := range []struct {
		point, dim int
		want       float64
	}{{5, 100, 0.125}, {1000, 127, 0.5439453125}, {777, 255, 0.6357421875}, {1023, 63, 0.0400390625}, {513, 200, 0.7978515625}} {
		if got := points[c.point][c.dim]; got != c.want {
			t.Errorf("point %d, dimension %d: %v, want %v", c.point, c.dim, got, c.want)
		}
	}
}

// Every dimension alone is a net: of the first 2^k points each of 2^k equal cells
// holds one. A wrong number in the table or in its expansion breaks it, and so
// would a scrambling that is not nested.
func TestSobolIsANetInEachDimension(t *testing.T) {
	scrambled, err := prob.NewScrambledSobol(prob.MaxSobolDim, 11)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*prob.Sobol{"plain": sobol(t, prob.MaxSobolDim), "scrambled": scrambled} {
		const n = 1024
		points := s.Points(n)
		for j := range prob.MaxSobolDim {
			var taken [n]bool
			for _, p := range points {
				taken[int(p[j]*n)] = true
			}
			for cell, ok := range taken {
				if !ok {
					t.Fatalf("%s, dimension %d: cell %d is empty", name, j+1, cell)
				}
			}
		}
	}
}

// The first two dimensions are a (0,2)-sequence (Sobol' 1967): 2^k points fill
// every division of the square into 2^k equal rectangles of binary sides. Owen's
// scrambling keeps that.
func TestScramblingKeepsTheNetOfTheSquare(t *testing.T) {
	for seed := range uint64(5) {
		s, err := prob.NewScrambledSobol(2, seed)
		if err != nil {
			t.Fatal(err)
		}
		points := s.Points(256)
		for wide := 1; wide <= 256; wide *= 2 {
			seen := map[[2]int]bool{}
			for _, p := range points {
				seen[[2]int{int(p[0] * float64(wide)), int(p[1] * float64(256/wide))}] = true
			}
			if len(seen) != 256 {
				t.Fatalf("seed %d, %d columns: %d rectangles of 256 are filled", seed, wide, len(seen))
			}
		}
	}
}

func TestScramblingDependsOnTheSeed(t *testing.T) {
	a, _ := prob.NewScrambledSobol(4, 1)
	b, _ := prob.NewScrambledSobol(4, 2)
	if fmt.Sprint(a.Points(4)) == fmt.Sprint(b.Points(4)) {
		t.Error("two seeds give the same points")
	}
}

func TestSobolSaysHowManyDimensionsItHas(t *testing.T) {
	for _, dim := range []int{0, prob.MaxSobolDim + 1} {
		if _, err := prob.NewSobol(dim); err == nil {
			t.Errorf("%d dimensions were accepted", dim)
		}
	}
}

// A smooth integral over the square, the mean of exp(x+y) = (e-1)^2: the point of
// the designs is that they come nearer than the 1.2 % that 4096 random points miss
// it by; a tenth of that is allowed.
func TestDesignsIntegrateBetterThanChance(t *testing.T) {
	const n = 4096
	want := (math.E - 1) * (math.E - 1)
	scrambled, err := prob.NewScrambledSobol(2, 3)
	if err != nil {
		t.Fatal(err)
	}
	for name, points := range map[string][][]float64{
		"sobol": scrambled.Points(n), "latin": prob.LatinHypercube(n, 2, prob.NewStream(3, "latin")),
	} {
		sum := 0.0
		for _, p := range points {
			sum += math.Exp(p[0] + p[1])
		}
		if off := sum/n/want - 1; math.Abs(off) > 0.0012 {
			t.Errorf("%s: the integral is off by %v", name, off)
		}
	}
}

func TestLatinHypercubeFillsEveryCellOnce(t *testing.T) {
	const n = 37
	points := prob.LatinHypercube(n, 5, prob.NewStream(1, "latin"))
	for j := range 5 {
		var taken [n]bool
		for _, p := range points {
			taken[int(p[j]*n)] = true
		}
		for cell, ok := range taken {
			if !ok {
				t.Errorf("dimension %d: cell %d is empty", j, cell)
			}
		}
	}
}

// TestHalton: each half, third and ninth of the first coordinates gets its share of the
// points, and other seeds give other points.
func TestHalton(t *testing.T) {
	h, other := prob.NewHalton(3, 1), prob.NewHalton(3, 2)
	for coordinate, base := range []int{2, 3, 5} {
		for _, parts := range []int{base, base * base} {
			const rounds = 4
			counts := make([]int, parts)
			for i := range uint64(rounds * parts) {
				x := h.At(i, coordinate)
				if x <= 0 || x >= 1 {
					t.Fatalf("point %d: %v", i, x)
				}
				counts[int(x*float64(parts))]++
			}
			for part, n := range counts {
				if n != rounds {
					t.Errorf("base %d: part %d of %d has %d points of %d", base, part, parts, n, rounds)
				}
			}
		}
	}
	if h.At(5, 1) == other.At(5, 1) {
		t.Error("two seeds give the same point")
	}
}
