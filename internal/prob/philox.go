package prob

// Constants of Philox4x32 (Salmon, Moraes, Dror and Shaw 2011, Parallel random
// numbers: as easy as 1, 2, 3): two multipliers, and the steps of the key, which
// are the golden ratio and the square root of 3 less 1, as 32-bit fractions.
const (
	philoxM0 = 0xD2511F53
	philoxM1 = 0xCD9E8D57
	philoxW0 = 0x9E3779B9
	philoxW1 = 0xBB67AE85
)

// Philox is Philox4x32-10: a bijection of 128-bit counters for each 64-bit key,
// whose values on successive counters pass every known test of randomness. It has
// no state, so any number of any sequence can be had in any order. It is no cipher.
func Philox(counter [4]uint32, key [2]uint32) [4]uint32 {
	// Plain variables stay in registers where arrays don't: half the time.
	c0, c1, c2, c3 := counter[0], counter[1], counter[2], counter[3]
	k0, k1 := key[0], key[1]
	for range 10 {
		a, b := uint64(c0)*philoxM0, uint64(c2)*philoxM1
		c0, c1, c2, c3 = uint32(b>>32)^c1^k0, uint32(b), uint32(a>>32)^c3^k1, uint32(a)
		k0 += philoxW0
		k1 += philoxW1
	}
	return [4]uint32{c0, c1, c2, c3}
}
