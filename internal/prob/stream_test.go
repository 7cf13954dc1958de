package prob_test

import (
	"math"
	"slices"
	"testing"

	"casus/internal/prob"
)

// Known answers of Random123 (D. E. Shaw Research), kat_vectors, philox4x32 10.
func TestPhiloxKnownAnswers(t *testing.T) {
	for _, c := range []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, [2]uint32{0xffffffff, 0xffffffff},
			[4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := prob.Philox(c.counter, c.key); got != c.want {
			t.Errorf("Philox(%08x, %08x) is %08x, want %08x", c.counter, c.key, got, c.want)
		}
	}
}

func draws(s *prob.Stream, n int) []uint64 {
	out := make([]uint64, n)
	for i := range out {
		out[i] = s.Uint64()
	}
	return out
}

func TestStreamDependsOnItsNameAlone(t *testing.T) {
	alone := draws(prob.NewStream(7, "noise", 3, 5), 9)
	other := prob.NewStream(7, "other")
	interleaved := prob.NewStream(7, "noise", 3, 5)
	for i, want := range alone {
		other.Uniform()
		if got := interleaved.Uint64(); got != want {
			t.Fatalf("draw %d is %x, and %x when another stream is drawn from between", i, want, got)
		}
	}
}

func TestStreamsDiffer(t *testing.T) {
	type key struct {
		seed    uint64
		name    string
		indexes []uint64
	}
	seen := map[uint64]key{}
	for _, k := range []key{
		{7, "noise", nil}, {8, "noise", nil}, {7 | 1<<40, "noise", nil}, {7, "nois", nil}, {7, "", nil},
		{7, "noise", []uint64{0}}, {7, "noise", []uint64{0, 0}}, {7, "noise", []uint64{0, 1}}, {7, "noise", []uint64{1, 0}},
		{7, "noise", []uint64{1 << 33}}, {7, "a name of fifteen", nil}, {7, "a name of fifteen\x00", nil},
		{7, "123456789012345", nil}, {7, "123456789012345\x00", nil}, {7, "12345678901234", nil},
	} {
		first := prob.NewStream(k.seed, k.name, k.indexes...).Uint64()
		if before, taken := seen[first]; taken {
			t.Errorf("streams %v and %v start alike", before, k)
		}
		seen[first] = k
	}
}

// The first numbers of many streams must be as random as the numbers of one. With
// n draws the mean of uniforms has standard error .2887/sqrt(n); five of them are
// allowed, and the seed is fixed.
func TestStreamsAreUniformAndNormal(t *testing.T) {
	const n = 20000
	for _, across := range []bool{false, true} {
		one := prob.NewStream(1, "one")
		var sum, square, product, last float64
		for i := range n {
			s := one
			if across {
				s = prob.NewStream(1, "many", uint64(i))
			}
			u := s.Uniform()
			if !(u > 0 && u < 1) {
				t.Fatalf("uniform number %v", u)
			}
			z := prob.PhiQuantile(u)
			sum, square, product, last = sum+u, square+z*z, product+z*last, z
		}
		if mean := sum / n; math.Abs(mean-0.5) > 5*0.2887/math.Sqrt(n) {
			t.Errorf("across streams %v: mean %v", across, mean)
		}
		if v := square / n; math.Abs(v-1) > 5*math.Sqrt(2.0/n) {
			t.Errorf("across streams %v: variance %v", across, v)
		}
		if r := product / n; math.Abs(r) > 5/math.Sqrt(n) {
			t.Errorf("across streams %v: neighbours are correlated, %v", across, r)
		}
	}
}

func TestPermIsAnOrderOfAll(t *testing.T) {
	p := prob.NewStream(3, "order").Perm(100)
	if slices.IsSorted(p) {
		t.Error("the order is not random")
	}
	slices.Sort(p)
	for i, v := range p {
		if i != v {
			t.Fatalf("%d is missing", i)
		}
	}
}

func BenchmarkNormal(b *testing.B) {
	s := prob.NewStream(1, "bench")
	for b.Loop() {
		s.Normal()
	}
}

func BenchmarkNewStream(b *testing.B) {
	for b.Loop() {
		prob.NewStream(1, "posterior moves", 3, 1, 4, 1)
	}
}

func BenchmarkUint64(b *testing.B) {
	s := prob.NewStream(1, "bench")
	for b.Loop() {
		s.Uint64()
	}
}
