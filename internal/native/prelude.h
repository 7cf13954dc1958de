// What the generated code is written in: vectors of LANES members, with the meaning that
// package program gives its operations. Comparisons give all ones or all zeroes.
typedef double V __attribute__((vector_size(8 * LANES)));
typedef long long M __attribute__((vector_size(8 * LANES)));
typedef unsigned long long U __attribute__((vector_size(8 * LANES)));
typedef int I __attribute__((vector_size(4 * LANES)));

#define LOCAL static inline __attribute__((always_inline))
#define EACH(expression) V r; for (int i = 0; i < LANES; i++) r[i] = expression; return r

LOCAL V splat(double x) { EACH(x); }
LOCAL U same(unsigned long long x) { U r; for (int i = 0; i < LANES; i++) r[i] = x; return r; }
LOCAL V number(unsigned long long bits) { return (V)same(bits); }
LOCAL V pick(M m, V yes, V no) { return (V)(((M)yes & m) | ((M)no & ~m)); }
LOCAL M truth(V x) { return x != splat(0); }
LOCAL V one(M m) { return (V)(m & (M)same(0x3ff0000000000000ull)); }
LOCAL V least(V a, V b) { return pick(b < a, b, a); }
LOCAL V most(V a, V b) { return pick(a < b, b, a); }
LOCAL V absolute(V a) { return (V)((U)a & same(~0ull >> 1)); }
LOCAL V negative(V a) { return (V)((U)a ^ same(1ull << 63)); }
LOCAL V root(V a) { EACH(__builtin_sqrt(a[i])); }
LOCAL V whole(V a) { EACH(__builtin_floor(a[i])); }
LOCAL V cut(V a) { EACH(__builtin_trunc(a[i])); }
LOCAL V near(V a) { EACH(__builtin_rint(a[i])); }
LOCAL int any(M m) { long long r = 0; for (int i = 0; i < LANES; i++) r |= m[i]; return r != 0; }
LOCAL int all(M m) { long long r = -1; for (int i = 0; i < LANES; i++) r &= m[i]; return r == -1; }

// at fetches from a list of n numbers, a lane at a time, but for lists that fit into one
// register or two, which is quicker.
LOCAL V at(const double *list, int n, M index) {
#if LANES == 8 && defined(__AVX512F__) && !defined(__clang__)
	if (n <= 2 * LANES) {
		V low, high;
		for (int i = 0; i < LANES; i++) low[i] = i < n ? list[i] : 0;
		if (n <= LANES) return __builtin_shuffle(low, index);
		for (int i = 0; i < LANES; i++) high[i] = LANES + i < n ? list[LANES + i] : 0;
		return __builtin_shuffle(low, high, index);
	}
#endif
	EACH(list[index[i]]);
}

// search is the largest i with x[i] <= at, at being no less than x[0]; 0 where it is no
// number.
static long long search(const double *x, int n, double at) {
	long long low = 0, high = n;
	if (!(at > x[0])) return 0;
	while (high - low > 1) {
		long long mid = (low + high) / 2;
		if (x[mid] <= at) low = mid; else high = mid;
	}
	return low;
}
