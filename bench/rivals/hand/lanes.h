// What both models of this folder are written with: one member to a lane of a vector, or
// one member alone. Functions are those of glibc's libmvec, at most 4 ulp off.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if LANES == 1
typedef double V;
typedef long long M;
#define EACH(expression) return expression
#define LANE(v, i) (v)
static inline V splat(double x) { return x; }
static inline V choose(M m, V yes, V no) { return m ? yes : no; }
static inline V vexp(V x) { return exp(x); }
static inline V vlog(V x) { return log(x); }
static inline V vpow(V x, V y) { return pow(x, y); }
#else
typedef double V __attribute__((vector_size(8 * LANES)));
typedef long long M __attribute__((vector_size(8 * LANES)));
#define LANE(v, i) ((v)[i])
static inline V splat(double x) { return x - (V){}; }
static inline V choose(M m, V yes, V no) { return (V)(((M)yes & m) | ((M)no & ~m)); }
#if LANES == 8
#define MATH(name) _ZGVeN8##name
#elif LANES == 4
#define MATH(name) _ZGVdN4##name
#else
#define MATH(name) _ZGVbN2##name
#endif
V MATH(v_exp)(V), MATH(v_log)(V), MATH(vv_pow)(V, V);
static inline V vexp(V x) { return MATH(v_exp)(x); }
static inline V vlog(V x) { return MATH(v_log)(x); }
static inline V vpow(V x, V y) { return MATH(vv_pow)(x, y); }
#endif

static inline V least(V a, V b) { return choose(a < b, a, b); }
static inline V most(V a, V b) { return choose(a > b, a, b); }

// A lookup is its points and the slopes between them; flat outside.
typedef struct { int n; double x[16], y[16], slope[16]; } Lookup;

static void prepare(Lookup *t) {
	for (int i = 0; i + 1 < t->n; i++) t->slope[i] = (t->y[i + 1] - t->y[i]) / (t->x[i + 1] - t->x[i]);
}

static inline V lookup(const Lookup *t, V at) {
	at = least(most(at, splat(t->x[0])), splat(t->x[t->n - 1]));
#if LANES == 1
	int i = 0;
	while (i < t->n - 2 && at >= t->x[i + 1]) i++;
	return t->y[i] + (at - t->x[i]) * t->slope[i];
#else
	M seg = (M){};
	for (int i = 1; i < t->n - 1; i++) seg -= at >= splat(t->x[i]);
	V x, y, slope;
	for (int i = 0; i < LANES; i++) { x[i] = t->x[seg[i]]; y[i] = t->y[seg[i]]; slope[i] = t->slope[seg[i]]; }
	return y + (at - x) * slope;
#endif
}

// vary is the value that a member has of a constant, as in the Go of this bench.
static inline double vary(double x, long member, int constant) {
	return x * (0.9 + 0.2 * (double)(member * (constant + 1) % 1000) / 1000);
}

static inline V varied(double x, long first, int constant) {
#if LANES == 1
	return vary(x, first, constant);
#else
	V r;
	for (int i = 0; i < LANES; i++) r[i] = vary(x, first + i, constant);
	return r;
#endif
}

// OUTPUTS numbers are kept of each step; the sum of the last row, over the members, is
// what all engines are held to.
#define OUTPUTS 7
void setup(void);
void members(long first, V out[][OUTPUTS]);
extern int rows;

int main(int argc, char **argv) {
	long n = argc > 1 ? atol(argv[1]) : 1000;
	struct timespec a, b;
	setup();
	V (*out)[OUTPUTS] = aligned_alloc(64, (sizeof(V) * OUTPUTS * rows + 63) / 64 * 64);
	double sum[OUTPUTS] = {0};
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (long first = 0; first < n; first += LANES) {
		members(first, out);
		for (int o = 0; o < OUTPUTS; o++)
			for (int i = 0; i < LANES && first + i < n; i++) sum[o] += LANE(out[rows - 1][o], i);
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.9f", (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec));
	for (int o = 0; o < OUTPUTS; o++) printf(" %.17g", sum[o] / n);
	printf("\n");
}
